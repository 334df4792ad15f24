"""The run-off: what is left out of it, and that nothing of it is missed."""

import numpy as np
import pytest

from simulator.calibration.columns import Floats, Wholes
from simulator.results.measures import Measure, WalletMeasure
from simulator.runners import run_off_visits
from simulator.runners.arms import ProgramArm, earning_until
from simulator.runners.candidates import Days, Truths
from simulator.runners.keeping_alive import LATE, first_and_last, stretch_of
from simulator.runners.spending import Spending
from tests.unit.simulator.runners.worlds import FIRST_DAY, PAID, POINTS, STAMPS, program, simulated

SLIDING = POINTS.replace("4 months after earning", "2 months after the last purchase")
LATER_STAMPS = STAMPS.replace("  expire", "  available after 20 days\n  expire")
REWARD = 'reward "3 EUR off"\n'
ON_CONDITIONS = [
    text.replace(REWARD, f"{REWARD}  {condition}\n")
    for text in (POINTS, SLIDING)
    for condition in (
        'for "Friend" or above',
        "when the net spend over the last 1 month is at least 20 EUR",
        "when the last purchase was more than 30 days ago",
    )
]
PAID_POINTS = (
    PAID
    + """
wallet "Points"
  unit point, plural points
  expire 2 months after the last purchase

earn "Every purchase"
  on a purchase
  give 5 points per 1 EUR of net spend

reward "3 EUR off"
  costs 300 points
  gives 3 EUR off
"""
)
LATER = """
benefit "Later"
  each month
  give 1 EUR off
  valid for 20 days
  runs from 1 August 2025
"""


def every(rows: Wholes, of_each: Floats | Days) -> Truths:
    return np.ones(len(rows), np.bool_)


@pytest.mark.parametrize(
    "text", [POINTS, SLIDING, STAMPS, LATER_STAMPS, PAID_POINTS, *ON_CONDITIONS]
)
def test_purchases_that_are_left_out_would_change_nothing(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    arms = [ProgramArm(program(text))]
    found = simulated(arms, run_off_months=6)
    monkeypatch.setattr(run_off_visits, "first_and_last", every)
    monkeypatch.setattr(Spending, "wants", lambda self, rows, luck: every(rows, luck))
    for name in ("may", "may_later"):
        monkeypatch.setattr(Spending, name, lambda self, rows, memory: np.arange(len(rows)))
    whole = simulated(arms, run_off_months=6)
    assert found.months.tobytes() == whole.months.tobytes()
    assert found.wallets.tobytes() == whole.wallets.tobytes()


def test_who_goes_on_buying_loses_nothing_in_the_run_off() -> None:
    kept, lost = (
        simulated([ProgramArm(program(text))], run_off_months=6).wallets[0, WalletMeasure.EXPIRED]
        for text in (SLIDING, SLIDING.replace("the last purchase", "earning"))
    )
    assert 0 < kept[:, 6:].sum() < lost[:, 6:].sum()


def test_what_starts_in_the_run_off_gives_nothing() -> None:
    without, later = (
        simulated([ProgramArm(program(text))], run_off_months=6).of(Measure.REWARDS_ISSUED)
        for text in (POINTS, POINTS + LATER)
    )
    assert (later == without).all()


def test_units_outlast_a_stretch() -> None:
    def stretch(text: str) -> int:
        return stretch_of(earning_until(program(text), FIRST_DAY))

    assert stretch(POINTS) == 0
    assert stretch(SLIDING) == 2 * 28 - LATE
    assert stretch(POINTS.replace("4 months after earning", "5 days after the last purchase")) == 1


def test_first_and_last_of_each_member_in_each_stretch() -> None:
    rows = np.array([7, 2, 7, 7, 2, 2, 7])
    stretches = np.array([0, 0, 0, 0, 0, 1, 1], np.int16)
    assert first_and_last(rows, stretches).tolist() == [1, 1, 0, 1, 1, 1, 1]
    assert not len(first_and_last(rows[:0], stretches[:0]))
