"""A forecast as a page."""

from designer.report.forecast_tables import tables
from designer.report.forecast_words import caveats, findings, heading, verdict_words
from designer.report.page import Page
from simulator.forecasts.forecast import Forecast


def forecast_page(forecast: Forecast) -> Page:
    """All that a forecast says."""

    def charts() -> dict[str, str]:
        from designer.report.charts import forecast_charts

        return forecast_charts(forecast)

    return Page(
        title=forecast.program,
        heading=heading(forecast),
        verdict=verdict_words(forecast, forecast),
        findings=findings(forecast),
        tables=tables(forecast),
        caveats=caveats(forecast, forecast.against),
        designs=(forecast,),
        charts=charts,
        ending=f"program {forecast.program_sha256[:16]}  results {forecast.results_sha256[:16]}",
    )
