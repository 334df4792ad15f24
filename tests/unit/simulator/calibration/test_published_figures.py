"""The models give the figures published for them, to the digits shown."""

from datetime import date

import numpy as np
import pytest

from simulator.calibration.bg_nbd import fit_bg_nbd
from simulator.calibration.dependence import dependence
from simulator.calibration.gamma_gamma import fit_gamma_gamma
from simulator.calibration.pareto_nbd import fit_pareto_nbd
from simulator.calibration.seasons import Seasons
from simulator.calibration.shifted_beta_geometric import fit_shifted_beta_geometric, of_one_group
from tests.unit.simulator.calibration.published import (
    cdnow_orders,
    cdnow_repeats,
    cdnow_spend,
)

CALIBRATION_WEEKS = 39


def shown(decimals: int, *values: float) -> list[str]:
    return [f"{value:.{decimals}f}" for value in values]


def test_orders_of_cdnow_give_the_published_counts() -> None:
    orders = cdnow_orders()
    known = orders.until(date(1997, 9, 30).toordinal())
    assert known.customers == orders.customers == 2357
    repeats = known.counts() - 1
    assert np.bincount(np.minimum(repeats, 7)).tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
    assert repeats.sum() == 2457
    assert len(orders.day) - len(known.day) == 1882
    whole_weeks = [orders.first_day + 7 * week - 1 for week in (39, 52, 65, 78)]
    by_week = [len(orders.until(day).day) - 2357 for day in whole_weeks]
    assert by_week == [2457, 3183, 3844, 4339]


def test_orders_of_cdnow_give_the_published_model() -> None:
    """Weeks are exact here, and rounded to two decimals where the figures were published."""
    known = cdnow_orders().until(date(1997, 9, 30).toordinal())
    seen = known.repeats(Seasons().weeks_at(known.first_day, known.last_day))
    _, fit = fit_bg_nbd(seen)
    assert shown(3, *fit.parameters) == ["0.243", "4.414", "0.793", "2.426"]
    assert shown(2, fit.log_likelihood) == ["-9582.43"]


def test_bg_nbd_on_cdnow() -> None:
    seen = cdnow_repeats()
    model, fit = fit_bg_nbd(seen)
    assert shown(4, *fit.parameters) == ["0.2426", "4.4135", "0.7929", "2.4258"]
    assert shown(2, fit.log_likelihood) == ["-9582.43"]
    assert not fit.is_soft
    ahead = model.conditional_expectation(seen, CALIBRATION_WEEKS)
    assert shown(2, seen.total(ahead)) == ["1653.42"]


def test_pareto_nbd_on_cdnow() -> None:
    _, fit = fit_pareto_nbd(cdnow_repeats())
    assert shown(3, *fit.parameters) == ["0.553", "10.578", "0.606", "11.668"]
    assert shown(2, fit.log_likelihood) == ["-9594.97"]


@pytest.mark.parametrize(
    ("week", "bg_nbd", "pareto_nbd"),
    [
        (39, "2494.0", "2524.9"),
        (52, "3127.7", "3184.4"),
        (65, "3675.0", "3758.0"),
        (78, "4160.6", "4270.1"),
    ],
)
def test_repeats_expected_by_a_week(week: int, bg_nbd: str, pareto_nbd: str) -> None:
    seen = cdnow_repeats()
    weeks = np.maximum(0, seen.age + (week - CALIBRATION_WEEKS))
    one, other = fit_bg_nbd(seen)[0], fit_pareto_nbd(seen)[0]
    assert shown(1, seen.total(one.expected(weeks))) == [bg_nbd]
    assert shown(1, seen.total(other.expected(weeks))) == [pareto_nbd]


def test_gamma_gamma_on_cdnow() -> None:
    purchases, means = cdnow_spend()
    assert len(means) == 946
    model, fit = fit_gamma_gamma(purchases, means)
    assert shown(4, *fit.parameters) == ["6.2488", "3.7446", "15.4478"]
    assert shown(2, fit.log_likelihood, model.mean()) == ["-4055.92", "35.17"]
    assert shown(2, dependence(purchases, means).correlation) == ["0.11"]


@pytest.mark.parametrize(
    ("members", "parameters", "log_likelihood"),
    [
        ([1000, 869, 743, 653, 593, 551, 517, 491], ["0.6681", "3.8061"], "-1611.16"),
        ([1000, 631, 468, 382, 326, 289, 262, 241], ["0.7041", "1.1820"], "-1680.27"),
    ],
)
def test_renewals(members: list[int], parameters: list[str], log_likelihood: str) -> None:
    model, fit = fit_shifted_beta_geometric(*of_one_group(np.array(members)))
    assert shown(4, *fit.parameters) == parameters
    assert shown(2, fit.log_likelihood) == [log_likelihood]
    renewing = model.renewing(np.arange(1.0, 8.0))
    assert np.all(np.diff(renewing) > 0)
