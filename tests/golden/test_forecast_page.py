"""The page about forecasts names every figure that there is."""

from simulator.economics.kpis import KPIS
from simulator.forecasts.forecast import Comparison, Forecast
from tests.house_rules.tree import ROOT

PAGE = (ROOT / "simulator/FORECAST.md").read_text("utf-8")


def test_every_measure_stands_there_with_its_unit_and_meaning() -> None:
    lacking = [
        name
        for name, kpi in KPIS.items()
        if f"| {kpi.unit} | {kpi.meaning} |" not in PAGE or f"| `{name}`" not in PAGE
    ]
    assert lacking == []


def test_every_field_of_the_results_stands_there() -> None:
    fields = {*Forecast.model_fields, *Comparison.model_fields} - {"kpis"}
    named = PAGE.replace("[]`", "`")
    assert (
        sorted(field for field in fields if f"`{field}`" not in named and field != "wallets") == []
    )
