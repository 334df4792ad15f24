"""The day on which a forecast begins."""

from datetime import date

import pytest

from simulator.forecasts.simulation import LATEST_START, START_WITHOUT_ORDERS, Simulation
from simulator.runners.arms import ProgramArm
from tests.unit.simulator.runners.worlds import POINTS, program, scenario


@pytest.mark.parametrize(
    ("starts", "begins"),
    [
        ([None], START_WITHOUT_ORDERS),
        ([date(2024, 5, 1)], START_WITHOUT_ORDERS),
        ([date(2026, 12, 1), None, date(2026, 9, 1)], date(2026, 12, 1)),
        ([date(9999, 1, 1)], LATEST_START),
    ],
)
def test_without_orders_a_forecast_begins_with_the_programs_that_it_is_about(
    starts: list[date | None], begins: date
) -> None:
    shop = scenario(10)
    arms = [ProgramArm(program(POINTS).model_copy(update={"starts": start})) for start in starts]
    simulated = Simulation.of(shop, (None, *arms), seed=1, runs=1, months=1)
    assert simulated.first_date == begins
    late = [simulated.late_start(arm.program) for arm in arms]
    assert late == [str(day) if day and day > begins else "" for day in starts]
