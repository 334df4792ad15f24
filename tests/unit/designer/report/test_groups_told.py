"""What is said of groups of customers, where a scenario has them."""

from datetime import date

from designer.report.calibration_text import calibration_text
from designer.report.forecast_words import caveats
from designer.report.way_of_writing import write_as
from simulator.calibration.customer_parts import (
    BacktestPart,
    CustomersPart,
    OriginPart,
    SpendPart,
)
from simulator.calibration.scenario import GradePart, GroupPart
from simulator.forecasts.forecast import GroupUsed
from tests.unit.designer.english_figures import english_figures
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.simulator.runners.worlds import scenario

SURE = ((0.0,) * 3,) * 3


def tried(forecast: float, actual: int) -> BacktestPart:
    origin = OriginPart(day=date(2025, 3, 1), days=28, forecast=forecast, actual=actual)
    return BacktestPart(origins=(origin,))


def test_a_calibration_tells_each_group_and_whether_they_serve() -> None:
    counter, online = (
        GroupPart(
            name=name,
            grade=GradePart(letter="B"),
            customers=CustomersPart(known=known, here_now=known),
            spend=SpendPart(p=5, q=4, v=6, covariance=SURE, mean_purchase=purchase),
            backtest=backtest,
        )
        for name, known, purchase, backtest in (
            ("counter", 300, "7 EUR", tried(815, 780)),
            ("online", 100, "60 EUR", tried(205, 220)),
        )
    )
    shop = scenario(400, groups=(counter, online), backtest=tried(1100, 1000))
    told = calibration_text(shop).splitlines()
    start = told.index("Groups that behave differently")
    assert [" ".join(line.split()) for line in told[start + 1 : start + 4]] == [
        "counter 300: €7.00, buy again 11.5 times in the first year, grade B",
        "online 100: €60.00, buy again 11.5 times in the first year, grade B",
        "tried on the past off by up to 2% by group, 10% as one",
    ]
    write_as("de_DE")
    german = calibration_text(shop)
    assert not english_figures(german)
    assert "1.100 purchases forecast, 1.000 came (+10\xa0%)" in german
    assert "Groups that" not in calibration_text(scenario(400))


def test_a_forecast_tells_its_groups_and_where_all_are_taken_to_be_alike() -> None:
    run = made_up_forecast()
    names = ("counter", "online")
    for apart, said in ((True, "in its own way here: counter (300)"), (False, "taken to be alike")):
        groups = tuple(
            GroupUsed(name=name, customers=300, grade="B", apart=apart) for name in names
        )
        found = caveats(run.model_copy(update={"groups": groups}))
        assert len([sentence for sentence in found if said in sentence]) == 1
        assert len(found) == len(caveats(run)) + 1
