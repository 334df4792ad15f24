"""Customers have the distributions that follow from what is known of them."""

import numpy as np
import pytest

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import Floats
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.calibration.seasons import Seasons
from simulator.cohorts.customers import Customers, customers_of, newcomers
from simulator.cohorts.market import Known, Market
from simulator.cohorts.seasons import ShopClock, clock_of

CLOCK = clock_of(Seasons(weekdays=(1.2, 1.2, 1.2, 1.2, 1.2, 1.0, 0.0)), 739_252, 70)
PARETO = ParetoNbd(0.8, 6.0, 0.7, 12.0)
BG = BgNbd(0.8, 6.0, 0.9, 2.5)
VALUE = GammaGamma(6.0, 4.0, 15.0)
ARRIVALS = np.concatenate((np.zeros(8), np.linspace(0, 900, 50), np.full(13, 900.0)))


def market(model: BgNbd | ParetoNbd, together: float = 0.0) -> Market:
    return Market(4, model, VALUE, together, 1.25, CLOCK, ARRIVALS, 1.0)


def known(repeats: float, customers: int, mean: float = 0.0) -> Known:
    """One group; its repeats are an average, so they need not be whole."""
    seen = Repeats(
        np.array([repeats]),
        np.array([15.0]),
        np.array([20.0]),
        np.array([customers]),
    )
    return Known(seen, np.array([mean]))


def is_near(found: Floats, expected: float) -> bool:
    return bool(abs(found.mean() - expected) < 4 * found.std() / np.sqrt(len(found)))


def drawn(model: BgNbd | ParetoNbd, group: Known, existing: int) -> Customers:
    ids = np.arange(existing)
    return customers_of(market(model), group, existing, ids, seed=11)


@pytest.mark.parametrize("model", [PARETO, BG])
@pytest.mark.parametrize("count", [900, 4000])  # one by one, and by table
def test_existing_customers_follow_their_posterior(model: BgNbd | ParetoNbd, count: int) -> None:
    group = known(2.5, count, mean=31.0)
    found = drawn(model, group, count)
    alive = float(model.probability_alive(group.repeats)[0])
    share = len(found) / count
    assert abs(share - alive) < 4 * np.sqrt(alive * (1 - alive) / count)
    assert is_near(found.rate, 1.25 * (0.8 + 2.5) / (6.0 + 20.0))
    spent = VALUE.v + 3.5 * 31.0  # 3.5 purchases of each, the first among them
    assert is_near(VALUE.p * found.value, VALUE.p * spent / (VALUE.p * 3.5 + VALUE.q - 1))


def test_customers_without_a_known_value_have_that_of_the_shop() -> None:
    found = drawn(PARETO, known(2.0, 3000), 3000)
    assert is_near(VALUE.p * found.value, VALUE.mean())


def test_new_customers_come_when_they_are_expected_on_days_that_are_open() -> None:
    ids = np.arange(2000)
    coming = newcomers(market(PARETO), 11)
    found = customers_of(market(PARETO), known(1.0, 0), 0, ids, seed=11)
    assert len(found) == coming
    assert abs(coming - 900) < 4 * 30
    days = CLOCK.days_at(found.starts)
    assert days.min() >= 7
    assert days.max() <= 58
    weekdays = (739_252 + days.astype(np.int64) - 1) % 7
    assert np.count_nonzero(weekdays == 6) == 0
    assert is_near(found.rate, 1.25 * 0.8 / 6.0)


def test_how_long_new_customers_stay_counts_from_the_day_they_come() -> None:
    """Half of them leave within 12 (2^(1/0.7) - 1) weeks."""
    found = customers_of(market(PARETO), known(1.0, 0), 0, np.arange(2000), seed=11)
    stay = found.leaves - found.starts
    assert stay.min() > 0
    assert is_near((stay < 12 * (2 ** (1 / 0.7) - 1)).astype(np.float64), 0.5)


def test_who_buys_often_may_spend_more_at_a_time() -> None:
    ids = np.arange(2000)
    apart = customers_of(market(PARETO), known(1.0, 0), 0, ids, seed=11)
    together = customers_of(market(PARETO, together=0.5), known(1.0, 0), 0, ids, seed=11)
    assert apart.rate.tolist() == together.rate.tolist()
    assert abs(np.corrcoef(np.log(apart.rate), np.log(apart.value))[0, 1]) < 0.12
    assert np.corrcoef(np.log(together.rate), np.log(together.value))[0, 1] > 0.3


def test_a_few_customers_stand_evenly_for_all() -> None:
    counts = np.array([300, 100])
    seen = Repeats(np.array([0, 9]), np.array([0.0, 8.9]), np.full(2, 9.0), counts)
    group = Known(seen, np.zeros(2))
    found = customers_of(market(PARETO), group, 40, np.arange(40), seed=11)
    frequent, others = found.rate[found.ids >= 30], found.rate[found.ids < 30]
    assert len(frequent) >= 8
    assert np.median(frequent) > 3 * np.median(others)


def test_the_clock_stands_still_on_a_closed_day_also_on_the_last() -> None:
    clock = ShopClock(0, np.array([0.0, 0.5, 1.0, 1.0]))
    assert clock.days_at(np.array([[0.25, 0.5], [0.75, 1.0]])).tolist() == [[0.5, 1.0], [1.5, 2.0]]


@pytest.mark.parametrize("closed", [0.0, 0.3, 0.95])
def test_days_on_the_clock_are_those_that_a_search_finds(closed: float) -> None:
    dice = np.random.default_rng(7)
    lengths = 10.0 ** dice.integers(-4, 2, 400) * (dice.random(400) >= closed)
    elapsed = np.concatenate(([0.0], np.cumsum(lengths)))
    moments = np.concatenate(
        (elapsed, np.nextafter(elapsed, np.inf), dice.random(500) * elapsed[-1], 2 * elapsed[-1:])
    )
    days = np.searchsorted(elapsed[1:-1], moments, "right")
    length = np.diff(elapsed)[days]
    over = np.divide(moments - elapsed[days], length, out=np.zeros_like(moments), where=length > 0)
    assert (ShopClock(0, elapsed).days_at(moments) == days + over).all()
