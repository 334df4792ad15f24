"""What is left out of the weighing cannot matter."""

from fractions import Fraction

import pytest

from simulator.forecasts.forecasting import Conditions, simulated
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.what_matters import acting
from simulator.runners.arms import ProgramArm
from tests.unit.simulator.runners.worlds import (
    PAID,
    POINTS,
    STAMPS,
    bytes_of,
    program,
    scenario,
)

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
