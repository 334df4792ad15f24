"""The stage Launch."""

from designer.screens.stage import StageScreen


class LaunchScreen(StageScreen):
    """The stage Launch."""

    STAGE = "launch"
