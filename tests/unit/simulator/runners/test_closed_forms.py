"""Without a program the simulation gives what the models say in closed form (CDNOW)."""

import numpy as np

from simulator.calibration.bg_nbd import BgNbd, fit_bg_nbd
from simulator.calibration.columns import Floats
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.calibration.seasons import Seasons
from simulator.cohorts.customers import Customers, customers_of
from simulator.cohorts.market import Known, Market
from simulator.cohorts.seasons import clock_of
from simulator.runners.candidates import Arrivals
from tests.unit.simulator.calibration.published import cdnow_repeats

BG_NBD = BgNbd(0.2426, 4.4135, 0.7929, 2.4258)
PARETO_NBD = ParetoNbd(0.5533, 10.5776, 0.6062, 11.6679)
REPLICATIONS = 30


def replayed(
    model: BgNbd | ParetoNbd,
    seen: Repeats,
    weeks: int,
    *,
    cap: float = 1.6,
    replications: int = REPLICATIONS,
) -> list[tuple[Customers, Floats, Floats]]:
    """Customers, and whose usual purchases come when (in weeks), in each replication."""
    clock = clock_of(Seasons(), 730_000, weeks * 7)
    arrivals = np.zeros(clock.days + 1)
    known = Known(seen, np.zeros(len(seen.repeats)))
    found = []
    for replication in range(replications):
        value = GammaGamma(6.25, 3.74, 15.45)
        market = Market(replication, model, value, 0.0, 1.0, clock, arrivals, 1.0)
        people = customers_of(market, known, known.size, np.arange(known.size), seed=3)
        every = np.ones(len(people))
        drawn = Arrivals.of(people, clock, seed=3, cap=cap, bound=every, least_attrition=every)
        candidates = drawn.until(clock.days)
        usual = candidates.is_here & (candidates.threshold < 1)
        customer = people.ids[candidates.customer[usual]].astype(np.float64)
        found.append((people, customer, candidates.weeks[usual]))
    return found


def within_three_errors(totals: list[int], expected: float) -> bool:
    error = np.std(totals, ddof=1) / np.sqrt(len(totals))
    return bool(abs(np.mean(totals) - expected) < 3 * error)


def test_known_customers_buy_as_often_as_expected() -> None:
    totals = [len(weeks) for _, _, weeks in replayed(BG_NBD, cdnow_repeats(), 39)]
    assert within_three_errors(totals, 1653.4)


def test_known_customers_of_the_other_model_do_so_too() -> None:
    seen = cdnow_repeats()
    totals = [len(weeks) for _, _, weeks in replayed(PARETO_NBD, seen, 39)]
    expected = seen.total(PARETO_NBD.conditional_expectation(seen, 39.0))
    assert within_three_errors(totals, expected)


def test_new_customers_buy_as_often_as_expected() -> None:
    seen = cdnow_repeats()
    nothing = np.zeros_like(seen.age)
    fresh = Repeats(np.zeros_like(seen.repeats), nothing, nothing, seen.customers)
    ends = 39 + seen.age
    for model, expected in ((BG_NBD, 4160.6), (PARETO_NBD, 4270.1)):
        totals = [
            int(np.count_nonzero(weeks < ends[customer.astype(np.int64)]))
            for _, customer, weeks in replayed(model, fresh, 78)
        ]
        assert within_three_errors(totals, expected)


def test_the_cap_does_not_change_how_often_people_buy() -> None:
    seen = cdnow_repeats()
    totals = [len(weeks) for _, _, weeks in replayed(BG_NBD, seen, 39, cap=3.0)]
    assert within_three_errors(totals, 1653.4)


def test_values_have_the_mean_of_the_model() -> None:
    people = replayed(BG_NBD, cdnow_repeats(), 1, replications=1)[0][0]
    mean = GammaGamma(6.25, 3.74, 15.45).mean()
    means = 6.25 * people.value
    assert abs(means.mean() - mean) < 4 * means.std() / np.sqrt(len(means))


def test_a_fit_to_simulated_customers_finds_their_parameters() -> None:
    weeks = 78
    everybody = np.array([4000])
    fresh = Repeats(np.zeros(1, np.int64), np.zeros(1), np.zeros(1), everybody)
    _, customer, moments = replayed(BG_NBD, fresh, weeks, replications=1)[0]
    row = customer.astype(np.int64)
    last = np.zeros(4000)
    np.maximum.at(last, row, moments)
    counts = np.bincount(row, minlength=4000)
    seen = Repeats(counts, last, np.full(4000, float(weeks)), np.ones_like(counts))
    found = fit_bg_nbd(seen)[1]
    truth = np.log((BG_NBD.r, BG_NBD.alpha, BG_NBD.a, BG_NBD.b))
    errors = (np.log(found.parameters) - truth) / np.sqrt(np.diag(found.covariance))
    assert np.abs(errors).max() < 3
