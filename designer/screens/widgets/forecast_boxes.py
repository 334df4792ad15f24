"""The boxes of a forecast, each with what it says of itself."""

from textual.widgets import DataTable

from designer.screens.widgets.chart import Chart


class ForecastChart(Chart):
    """The large chart."""

    HELP = "forecast_chart"
    SAID = "The line is the middle of all runs; the band holds 80 of 100 of them."


class FigureTable(DataTable[str]):
    """The figures of the large chart."""

    HELP = "forecast_chart"
    SAID = "The figures of the chart, month by month. t shows the chart again."


class MoneyChart(Chart):
    """Where the money goes."""

    HELP = "forecast_money"
    SAID = "From the profit on extra purchases down to what is left over."


class MattersChart(Chart):
    """What matters most."""

    HELP = "forecast_matters"
    SAID = "What is left: one assumption at its low end (▒) or high end (█), all likely (│)."
