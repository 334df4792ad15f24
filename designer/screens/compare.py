"""The stage Compare."""

from designer.screens.stage import StageScreen


class CompareScreen(StageScreen):
    """The stage Compare."""

    STAGE = "compare"
