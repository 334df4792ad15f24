"""The stage Try it."""

from designer.screens.stage import StageScreen


class TryItScreen(StageScreen):
    """The stage Try it."""

    STAGE = "try_it"
