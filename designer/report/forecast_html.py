"""A forecast as one HTML file that needs nothing else: no script, no font, no network."""

from jinja2 import Environment, PackageLoader, StrictUndefined

from designer.report.charts import charts
from designer.report.forecast_tables import tables
from designer.report.forecast_words import caveats, findings, heading, verdict_words
from simulator.forecasts.forecast import Forecast


def forecast_html(forecast: Forecast) -> str:
    """The whole report."""
    pages = Environment(
        loader=PackageLoader("designer.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return pages.get_template("forecast.html.jinja").render(
        forecast=forecast,
        heading=heading(forecast),
        verdict=verdict_words(forecast),
        findings=findings(forecast),
        caveats=caveats(forecast),
        charts=charts(forecast),
        tables=tables(forecast),
    )
