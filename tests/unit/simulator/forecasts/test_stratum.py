"""What a pilot taught is for its customers alone."""

from pathlib import Path

import pytest

from designer.workbench.forecasts import ForecastJob, read_scenario, run_forecast
from designer.workbench.gallery import FOLDER
from designer.workbench.refusal import Refusal
from simulator.behaviour.assumptions import usual
from simulator.calibration.customer_parts import State
from simulator.calibration.scenario import AssumptionPart, Scenario, StratumPart
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.forecasts.forecast import Run
from simulator.forecasts.groups import best_first
from simulator.forecasts.runs import Block
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.what_was_simulated import run_of
from simulator.runners.arms import ProgramArm
from tests.unit.simulator.runners.worlds import program

POINTS = FOLDER / "templates/classic_points.loyalty"
SCENARIO = read_scenario(POINTS.with_suffix(".scenario.yaml"))
NO_ONE_COMES = SCENARIO.model_copy(
    update={"acquisition": SCENARIO.acquisition.model_copy(update={"weekly": 0.0})}
)
KNOWN = SCENARIO.customers.known
ARMS = (None, ProgramArm(program(POINTS.read_text("utf-8"))))


def told(
    *own: AssumptionPart, size: int = 0, scenario: Scenario = NO_ONE_COMES, first: int = 0
) -> Run:
    """What comes of a scenario with some assumptions of its own, for customers from a first on."""
    stratum = StratumPart(name="best", customers=size, within_days=90) if size else None
    shop = scenario.model_copy(update={"stratum": stratum, "assumptions": own})
    simulation = Simulation.of(shop, ARMS, seed=1, runs=2, months=1, existing=80)
    tally = simulation.work()(Block(range(2), range(first, simulation.customers())))
    return run_of(simulation, tally, 2)


def frequency(median: float, stratum: str | None = None) -> AssumptionPart:
    return AssumptionPart(name="frequency", median=median, stratum=stratum, source="a test")


def test_a_stratum_that_differs_in_nothing_changes_nothing() -> None:
    row = next(each for each in usual() if each.name == "frequency")
    same = AssumptionPart(
        name=row.name,
        stratum="best",
        median=row.median,
        low=row.low,
        high=row.high,
        source="a test",
    )
    assert told(same, size=KNOWN // 3).results_sha256 == told().results_sha256


def test_what_is_known_of_all_is_what_is_known_of_a_stratum_of_all() -> None:
    whole, known_of_all = told(frequency(0.3, "best"), size=KNOWN), told(frequency(0.3))
    assert whole.results_sha256 == known_of_all.results_sha256


def test_nobody_else_is_changed() -> None:
    """Of 80 customers 40 are in the stratum."""
    own = (frequency(0.0), frequency(0.3, "best"))
    half, others = (told(*own, size=KNOWN // 2, first=first) for first in (20, 40))
    without, others_without = (told(frequency(0.0), first=first) for first in (20, 40))
    assert others.results_sha256 == others_without.results_sha256
    assert half.results_sha256 != without.results_sha256
    rows = [row for row in half.assumptions if row.name == "frequency"]
    assert [(row.stratum, row.median) for row in rows] == [("", 0.0), ("best", 0.3)]


def test_new_customers_are_no_part_of_it() -> None:
    coming = SCENARIO.model_copy(
        update={"acquisition": SCENARIO.acquisition.model_copy(update={"weekly": 40.0})}
    )
    stratum = told(frequency(0.4, "best"), size=KNOWN, scenario=coming)
    assert stratum.results_sha256 != told(frequency(0.4), scenario=coming).results_sha256


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


def test_what_cannot_be_simulated_alone_is_refused(tmp_path: Path) -> None:
    shop, shared = tmp_path / "shop.yaml", tmp_path / "shared.loyalty"
    text, rule = POINTS.read_text("utf-8"), "  give 200 points\n"
    assert rule in text
    shared.write_text(text.replace(rule, f"{rule}  at most 5,000 points in total\n"), "utf-8")
    stratum = StratumPart(name="best", customers=5, within_days=90)
    for name, file, told in (
        ("others", POINTS, '"frequency" is for "others", which nothing describes'),
        ("best", shared, "share a limit"),
    ):
        own = {"stratum": stratum, "assumptions": (frequency(0.1, name),)}
        shop.write_text(scenario_to_yaml(SCENARIO.model_copy(update=own)), "utf-8")
        with pytest.raises(Refusal, match=told):
            run_forecast(ForecastJob(files=(file,), scenario=shop), lambda what, done, whole: None)
