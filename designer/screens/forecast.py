"""The stage Forecast."""

from designer.screens.stage import StageScreen


class ForecastScreen(StageScreen):
    """The stage Forecast."""

    STAGE = "forecast"
