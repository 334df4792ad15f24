"""The stage Design."""

from designer.screens.stage import StageScreen


class DesignScreen(StageScreen):
    """The stage Design."""

    STAGE = "design"
