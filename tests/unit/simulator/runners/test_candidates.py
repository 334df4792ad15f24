"""Possible purchases: one a day at most for each customer, whatever a program may bring."""

from dataclasses import replace

import numpy as np

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.seasons import Seasons
from simulator.cohorts.customers import customers_of
from simulator.cohorts.market import Known, Market
from simulator.cohorts.seasons import clock_of
from simulator.runners.candidates import Arrivals, Candidates
from tests.unit.simulator.calibration.published import cdnow_repeats

CAP, DAYS = 1.6, 140
OFTEN = BgNbd(4.0, 1.0, 0.1, 5.0)


def drawn(bound: float, rows: list[int] | None = None, a_week: float = 0.0) -> Candidates:
    """Candidates of people who come several times a week; of some who come so often and stay."""
    clock = clock_of(Seasons(), 730_000, DAYS)
    seen = cdnow_repeats()
    known = Known(seen, np.zeros(len(seen.repeats)))
    value = GammaGamma(6.25, 3.74, 15.45)
    market = Market(0, OFTEN, value, 0.0, 1.0, clock, np.zeros(clock.days + 1), 1.0)
    people = customers_of(market, known, known.size, np.arange(400), seed=3)
    every = np.ones(len(people))
    if rows is not None:
        people = replace(people, rate=a_week * every, leaving=0 * every)
    arrivals = Arrivals.of(
        people, clock, seed=3, cap=CAP, bound=every * bound, least_attrition=every
    )
    return arrivals.until(DAYS, None if rows is None else np.array(rows))


def test_nobody_has_two_on_a_day_and_usual_ones_stay_where_they_are() -> None:
    usual, all_of_them = drawn(1.0), drawn(CAP)
    visits = set(zip(all_of_them.customer.tolist(), all_of_them.day.tolist(), strict=True))
    assert len(visits) == len(all_of_them) > 1.2 * len(usual)
    among = all_of_them.threshold < 1
    assert (all_of_them.index[among] == usual.index).all()
    assert (all_of_them.day[among] == usual.day).all()


def test_who_would_buy_hundreds_of_times_a_day_buys_on_each_day() -> None:
    found = drawn(1.0, [7], a_week=3_000.0)
    assert found.day.tolist() == list(range(DAYS))
