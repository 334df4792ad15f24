"""What a pilot taught is for its customers alone."""

from typing import Any

import pytest

from designer.workbench.forecasts import ForecastJob, read_scenario, run_forecast
from designer.workbench.gallery import FOLDER
from designer.workbench.refusal import Refusal
from simulator.behaviour.assumptions import usual
from simulator.calibration.customer_parts import State
from simulator.calibration.scenario import AssumptionPart, Scenario, StratumPart
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.forecasts.forecast import Forecast
from simulator.forecasts.groups import best_first

POINTS = FOLDER / "templates/classic_points.loyalty"
SCENARIO = read_scenario(POINTS.with_suffix(".scenario.yaml"))
NO_ONE_COMES = SCENARIO.model_copy(
    update={"acquisition": SCENARIO.acquisition.model_copy(update={"weekly": 0.0})}
)
KNOWN = SCENARIO.customers.known


@pytest.fixture(name="tell")
def _tell(tmp_path: Any) -> Any:
    """Forecasts a scenario with some assumptions of its own."""

    def told(
        *own: AssumptionPart, size: int = 0, scenario: Scenario = NO_ONE_COMES, file: Any = POINTS
    ) -> Forecast:
        stratum = StratumPart(name="best", customers=size, within_days=90) if size else None
        path = tmp_path / "shop.yaml"
        changed = scenario.model_copy(update={"stratum": stratum, "assumptions": own})
        path.write_text(scenario_to_yaml(changed), encoding="utf-8")
        job = ForecastJob(
            files=(file,),
            scenario=path,
            customers=80,
            months=2,
            runs=3,
            is_brief=True,
            keeps=False,
        )
        return run_forecast(job, lambda what, done, whole: None)

    return told


def frequency(median: float, stratum: str | None = None) -> AssumptionPart:
    return AssumptionPart(name="frequency", median=median, stratum=stratum, source="a test")


def test_a_stratum_that_differs_in_nothing_changes_nothing(tell: Any) -> None:
    row = next(each for each in usual() if each.name == "frequency")
    same = AssumptionPart(
        name=row.name,
        stratum="best",
        median=row.median,
        low=row.low,
        high=row.high,
        source="a test",
    )
    assert tell(same, size=KNOWN // 3).results_sha256 == tell().results_sha256


def test_what_is_known_of_all_is_what_is_known_of_a_stratum_of_all(tell: Any) -> None:
    whole = tell(frequency(0.3, "best"), size=KNOWN)
    assert whole.results_sha256 == tell(frequency(0.3)).results_sha256
    assert whole.results_sha256 != tell().results_sha256


def test_nobody_else_is_changed(tell: Any) -> None:
    """With a half in the stratum, its orders and those of the other half add up."""
    none, half, every = (
        tell(frequency(0.0), frequency(0.4, "best"), size=size) for size in (1, KNOWN // 2, KNOWN)
    )
    gained = [each.orders_gained.median for each in (none, half, every)]
    assert gained[0] < gained[1] < gained[2]
    rows = [row for row in half.assumptions if row.name == "frequency"]
    assert [(row.stratum, row.median) for row in rows] == [("", 0.0), ("best", 0.4)]


def test_new_customers_are_no_part_of_it(tell: Any) -> None:
    coming = SCENARIO.model_copy(
        update={"acquisition": SCENARIO.acquisition.model_copy(update={"weekly": 40.0})}
    )
    stratum = tell(frequency(0.4, "best"), size=KNOWN, scenario=coming)
    assert stratum.results_sha256 != tell(frequency(0.4), scenario=coming).results_sha256


def test_the_best_are_those_who_spent_most_lately() -> None:
    """Ages in weeks; the days that decide are 70, ten weeks."""
    groups = {
        "gone": State(customers=1, repeats=99, last=5, age=20, mean_purchase="99 USD"),
        "even": State(customers=1, repeats=20, last=20, age=20, mean_purchase="10 USD"),  # 110
        "new": State(customers=1, repeats=5, last=5, age=5, mean_purchase="20 USD"),  # 120
        "once": State(customers=1, repeats=0, last=0, age=9, mean_purchase="115 USD"),  # 115
    }
    stratum = StratumPart(name="best", customers=2, within_days=70)
    people = SCENARIO.customers.model_copy(update={"states": tuple(groups.values())})
    shop = SCENARIO.model_copy(update={"stratum": stratum, "customers": people})
    names = {state: name for name, state in groups.items()}
    ordered = [names[state] for state in best_first(shop).customers.states]
    assert ordered == ["new", "once", "even", "gone"]


def test_what_cannot_be_simulated_alone_is_refused(tell: Any, tmp_path: Any) -> None:
    with pytest.raises(Refusal, match='"frequency" is for "others", which nothing describes'):
        tell(frequency(0.1, "others"), size=5)
    shared = tmp_path / "shared.loyalty"
    text = POINTS.read_text("utf-8")
    rule = "  give 200 points\n"
    assert rule in text
    shared.write_text(text.replace(rule, f"{rule}  at most 5,000 points in total\n"), "utf-8")
    with pytest.raises(Refusal, match="share a limit"):
        tell(frequency(0.1, "best"), size=5, file=shared)
