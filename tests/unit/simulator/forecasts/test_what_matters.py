"""What is left out of the weighing cannot matter, and the rest is worked on together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any, TypeVar

import pytest

from simulator.calibration.scenario import CostsPart
from simulator.economics.costs import RunningCosts
from simulator.economics.statement import cost_of_rewards
from simulator.forecasts import runs
from simulator.forecasts.forecast import Forecast
from simulator.forecasts.forecasting import Conditions, forecast, simulated
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.weighing import net_benefits
from simulator.forecasts.what_matters import acting
from simulator.forecasts.workers import InThisProcess
from simulator.runners.arms import PriceCut, ProgramArm
from tests.unit.simulator.runners.worlds import (
    PAID,
    POINTS,
    STAMPS,
    bytes_of,
    program,
    scenario,
)

T = TypeVar("T")
R = TypeVar("R")

ALWAYS_LEFT_OUT = {"price_elasticity"}
OF_TIERS = {"tier_pull", "demotion", "demotion_days"}
OF_FEES = {"paid_frequency", "paid_basket", "join_by_paying", "renewal_first", "renewal_second"}
OF_GIFTS = {"join_by_gift"}


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        (POINTS, OF_FEES),
        (STAMPS, OF_TIERS | OF_FEES | OF_GIFTS),
        (PAID, OF_TIERS | OF_GIFTS),
    ],
)
def test_assumptions_that_do_not_act_on_a_program_change_nothing(
    text: str, left_out: set[str]
) -> None:
    simulation = Simulation.of(
        scenario(60),
        (None, ProgramArm(program(text))),
        seed=3,
        runs=1,
        months=4,
        margin=Fraction(1, 2),
    )
    names = {row.name for row in simulation.table} - {row.name for row in acting(simulation)}
    assert names == left_out | ALWAYS_LEFT_OUT
    rows = [row for row in simulation.table if row.name in names]
    ends = [{row.name: end} for row in rows for end in row.interval]
    tables = simulation.with_certain_behaviour().with_certain({}, *ends)
    tally = simulated(tables, Conditions()).tally
    usual, *changed = (tally.part(place, len(tables.tables)) for place in range(len(tables.tables)))
    assert {bytes_of(each) for each in changed} == {bytes_of(usual)}


@dataclass
class LastFirst:
    """Workers who begin with the last task, and remember what they were given."""

    side_by_side: int
    given: list[list[Any]] = field(default_factory=list)

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`."""
        self.given.append(list(tasks.values()))
        for number, task in reversed(list(tasks.items())):
            yield number, work(task)


def test_all_that_is_weighed_is_worked_on_together_in_any_order_and_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    simulation = Simulation.of(
        scenario(30), (None, ProgramArm(program(POINTS))), seed=3, runs=2, months=2
    )
    usual = forecast(simulation, Conditions())
    assert usual.swings
    assert usual.variance is not None
    assert usual.price_cuts
    monkeypatch.setattr(runs, "WORTH_SHARING", 1)
    workers = LastFirst(side_by_side=6)
    assert forecast(simulation, Conditions(workers=workers)) == usual
    first, weighed = workers.given
    assert len(first) == simulation.runs
    assert len(weighed) == 5 * simulation.runs
    amounts = [work.args[0].amounts([block]) for work, block in weighed]
    assert amounts == sorted(amounts, reverse=True)
    paid = replace(simulation, scenario=scenario(30, costs=CostsPart(monthly="90 EUR")))
    dear = forecast(paid, Conditions(is_brief=True))
    assert dear.running_cost_minor.median
    assert dear.price_cuts == usual.price_cuts, "lower prices need no platform"


def test_swings_begin_at_the_result_with_every_assumption_at_its_median() -> None:
    simulation = Simulation.of(
        scenario(30), (None, ProgramArm(program(POINTS))), seed=3, runs=5, months=2
    )
    found = forecast(simulation, Conditions())
    certain = forecast(simulation.with_certain_behaviour(), Conditions(is_brief=True))
    assert {each.at_median_minor for each in found.swings} == {certain.net_benefit_minor.median}
    assert certain.net_benefit_minor.median != found.net_benefit_minor.median


def test_lower_prices_take_the_place_of_both_programs() -> None:
    arm = ProgramArm(program(POINTS))
    new, same = (
        forecast(
            Simulation.of(scenario(30), (before, arm), seed=3, runs=4, months=2),
            Conditions(is_brief=True),
        )
        for before in (None, arm)
    )
    assert same.reward_cost_minor.median == 0
    (cut, *_), (usual, *_) = same.price_cuts, new.price_cuts
    assert 0.9 * usual.percent < cut.percent <= usual.percent, "as dear as all of its rewards"


def test_lower_prices_save_the_tax_on_the_rewards_of_the_program_that_ends() -> None:
    arm, simulation = ProgramArm(program(POINTS)), partial(Simulation.of, seed=3, runs=2, months=4)
    ending = (arm, PriceCut(Fraction(0)))
    plain, taxed = net_benefits(
        [simulation(scenario(30, costs=CostsPart(reward_tax=tax)), ending) for tax in ("0", "0.5")],
        InThisProcess(),
        lambda done, whole: None,
    )
    gifts = cost_of_rewards(
        simulated(simulation(scenario(30), (arm,)), Conditions()).tally, RunningCosts()
    )
    assert gifts.any()
    assert (taxed - plain).tolist() == [((gifts + 1) // 2).sum(axis=-1).tolist()]


def test_what_the_program_until_now_costs_a_month_is_saved_by_whatever_takes_its_place() -> None:
    arm = ProgramArm(program(POINTS))

    def told(before: ProgramArm | None, **costs: str) -> Forecast:
        shop = scenario(30, costs=CostsPart(**costs))
        simulation = Simulation.of(shop, (before, arm), seed=3, runs=4, months=2)
        return forecast(simulation, Conditions(is_brief=True))

    full = told(arm, monthly="90 EUR")
    dear, same, cheap = (
        told(arm, monthly="90 EUR", current_monthly=each) for each in ("70 EUR", "90 EUR", "95 EUR")
    )
    runs = (full, dear, same, cheap)
    assert [each.running_cost_minor.median for each in runs] == [180_00, 40_00, 0, -10_00]
    assert [each.against_running_cost_minor for each in runs] == [None, 140_00, 180_00, 190_00]
    assert [each.net_benefit_minor.median for each in runs] == [-180_00, -40_00, 0, 10_00]
    lower, saved = (each.price_cuts[0].net_benefit_minor.median for each in (full, dear))
    assert lower is not None
    assert saved == lower + 140_00
    alone = told(None, monthly="90 EUR")
    stated = told(None, monthly="90 EUR", current_monthly="70 EUR")
    figures = {"manifest": alone.manifest}
    assert stated.model_copy(update=figures) == alone
