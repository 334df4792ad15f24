"""What must hold of the models of coming back, whatever their parameters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.calibration.bg_nbd import BgNbd, fit_bg_nbd
from simulator.calibration.columns import Floats
from simulator.calibration.pareto_nbd import ParetoNbd, fit_pareto_nbd
from simulator.calibration.repeats import Repeats
from tests.unit.simulator.calibration.published import cdnow_repeats

MODELS = (BgNbd, ParetoNbd)
shapes = st.floats(0.05, 5)
weeks = st.floats(0.5, 150)
histories = st.lists(
    st.tuples(st.integers(0, 300), st.floats(0.01, 1), st.floats(0.5, 300)), min_size=1, max_size=8
)

every_model = pytest.mark.parametrize("kind", MODELS)


def seen_from(histories: list[tuple[int, float, float]]) -> Repeats:
    repeats = np.array([x for x, _, _ in histories])
    age = np.array([whole for _, _, whole in histories])
    last = np.where(repeats > 0, age * np.array([part for _, part, _ in histories]), 0.0)
    return Repeats(repeats, last, age, np.ones_like(repeats))


@every_model
@given(r=shapes, alpha=weeks, third=shapes, fourth=shapes, told=histories, ahead=weeks)
def test_chances_are_chances_and_expectations_grow(
    kind: type[BgNbd | ParetoNbd],
    r: float,
    alpha: float,
    third: float,
    fourth: float,
    told: list[tuple[int, float, float]],
    ahead: float,
) -> None:
    model, seen = kind(r, alpha, third, fourth), seen_from(told)
    alive = model.probability_alive(seen)
    assert np.all((alive >= 0) & (alive <= 1))
    soon, later = (model.conditional_expectation(seen, ahead * part) for part in (0.5, 1.0))
    assert np.all(np.isfinite(later)) & np.all(soon >= 0)
    assert np.all(later >= soon * (1 - 1e-9))
    always = (r + seen.x) / (alpha + seen.age) * ahead  # as if nobody ever left
    assert np.all(later <= always * (1 + 1e-9))
    assert np.isfinite(model.log_likelihood(seen))


@every_model
@given(r=shapes, alpha=weeks, third=shapes, fourth=shapes, ahead=weeks)
def test_who_has_just_come_is_a_new_customer(
    kind: type[BgNbd | ParetoNbd],
    r: float,
    alpha: float,
    third: float,
    fourth: float,
    ahead: float,
) -> None:
    model = kind(r, alpha, third, fourth)
    new = Repeats(np.array([0]), np.zeros(1), np.zeros(1), np.array([1]))
    assert model.probability_alive(new).tolist() == [1]
    (known,) = model.conditional_expectation(new, ahead)
    (expected,) = model.expected(np.array([ahead]))
    assert abs(known - expected) <= 1e-9 * expected


@pytest.mark.parametrize("near", [1 - 1e-4, 1 + 1e-4])
def test_where_the_formula_divides_by_nothing_it_goes_on_smoothly(near: float) -> None:
    times = np.array([1.0, 20.0, 100.0])
    at, beside = (BgNbd(0.5, 5.0, a, 2.0).expected(times) for a in (1.0, near))
    assert np.all(np.abs(at / beside - 1) < 1e-4)
    at, beside = (BgNbd(0.5, 5.0, 0.5, b).expected(times) for b in (0.5, near - 0.5))
    assert np.all(np.abs(at / beside - 1) < 1e-4)
    stays, leaves = (ParetoNbd(0.5, 5.0, s, 9.0).expected(times) for s in (1.0, near))
    assert np.all(np.abs(stays / leaves - 1) < 1e-3)


def test_customers_drawn_from_what_is_known_buy_as_the_formulas_say() -> None:
    """The next 39 weeks of CDNOW, played forward from each customer's posterior."""
    seen, random, rounds = cdnow_repeats(), np.random.default_rng(31), 60
    bg_nbd, pareto_nbd = fit_bg_nbd(seen)[0], fit_pareto_nbd(seen)[0]
    for expected, totals in (
        (
            bg_nbd.conditional_expectation(seen, 39.0),
            [_played_bg_nbd(random, bg_nbd, seen, 39.0) for _ in range(rounds)],
        ),
        (
            pareto_nbd.conditional_expectation(seen, 39.0),
            [_played_pareto_nbd(random, pareto_nbd, seen, 39.0) for _ in range(rounds)],
        ),
    ):
        error = np.std(totals, ddof=1) / np.sqrt(rounds)
        assert abs(np.mean(totals) - seen.total(expected)) < 3.3 * error


def _played_bg_nbd(random: np.random.Generator, model: BgNbd, seen: Repeats, ahead: float) -> int:
    known = model.posterior(seen)
    here = random.random(len(seen.x)) < known.probability_alive
    rate = random.gamma(known.rate_shape, 1 / known.rate_weeks)
    leaving = random.beta(known.leaving_a, known.leaving_b)
    time, bought = np.zeros(len(rate)), 0
    while here.any():
        time = time + random.exponential(1 / rate)
        here &= time < ahead
        bought += int(here.sum())
        here &= random.random(len(rate)) >= leaving
    return bought


def _played_pareto_nbd(
    random: np.random.Generator, model: ParetoNbd, seen: Repeats, ahead: float
) -> int:
    known = model.posterior(seen)
    here = random.random(len(seen.x)) < known.probability_alive
    rate = random.gamma(known.rate_shape, 1 / known.rate_weeks)
    stays = random.exponential(1 / random.gamma(known.leaving_shape, 1 / known.leaving_weeks))
    return int(random.poisson(rate * np.minimum(stays, ahead) * here).sum())


def test_drawn_parameters_scatter_as_their_covariance_says() -> None:
    _, fit = fit_bg_nbd(cdnow_repeats())
    normals: Floats = np.random.default_rng(32).standard_normal((20_000, 4))
    drawn = np.log(fit.drawn(normals))
    off = (drawn.mean(axis=0) - np.log(fit.parameters)) / np.sqrt(np.diag(fit.covariance))
    assert np.abs(off).max() < 4 / np.sqrt(20_000)
    assert np.abs(np.cov(drawn.T) / fit.covariance - 1)[np.diag_indices(4)].max() < 0.05


@given(histories)
def test_equal_rows_count_as_often_as_they_are(told: list[tuple[int, float, float]]) -> None:
    twice = seen_from(told + told[::-1])
    rows = twice.collapsed()
    model = ParetoNbd(0.5, 5.0, 0.7, 9.0)
    one, other = model.log_likelihood(twice), model.log_likelihood(rows)
    assert rows.customers.sum() == 2 * len(told)
    assert len(rows.x) <= len(told)
    assert abs(one - other) <= 1e-9 * abs(one)
