"""The page of a result, whatever it is of."""

from designer.report.comparison_page import comparison_page
from designer.report.forecast_page import forecast_page
from designer.report.page import Page
from simulator.forecasts.forecast import Comparison, Forecast


def result_page(result: Forecast | Comparison) -> Page:
    """All that a result says."""
    return forecast_page(result) if isinstance(result, Forecast) else comparison_page(result)
