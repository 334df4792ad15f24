"""From a history back to what made it: seasons, rates, growth, and forecasts of the past."""

import numpy as np
import pytest

from simulator.calibration.acquisition import acquisition_found
from simulator.calibration.backtest import backtest
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeat_behaviour import fit_behaviour
from simulator.calibration.seasons import MONTHS, Seasons, months_of, weekdays_of
from tests.unit.simulator.calibration.shops import FIRST_DAY, drawn_shop

MODEL = ParetoNbd(1.2, 6.0, 0.7, 40.0)
YEARS = 2 * 366
DAYS = np.arange(FIRST_DAY, FIRST_DAY + YEARS)
YEAR = (0.7, 0.7, 0.9, 1.0, 1.0, 1.0, 0.9, 0.9, 1.0, 1.1, 1.3, 1.5)
WEEK = (0.9, 0.9, 0.9, 1.0, 1.3, 2.0, 0.0)


def test_months_and_weekdays_of_days() -> None:
    assert months_of(DAYS[[0, 31, 60, 365, 366]]).tolist() == [0, 1, 2, 11, 0]
    assert weekdays_of(DAYS[:8]).tolist() == [0, 1, 2, 3, 4, 5, 6, 0]


def test_a_season_is_found_while_customers_grow_and_leave() -> None:
    truth = Seasons(YEAR, WEEK).index(DAYS)
    shop = drawn_shop(
        21, MODEL, customers=3_000, days=YEARS, busy=truth / truth.mean(), came_before_days=500
    )
    behaviour = fit_behaviour(shop)
    assert behaviour.firsts_known
    months, weekdays = np.array(behaviour.seasons.months), np.array(behaviour.seasons.weekdays)
    assert np.abs(months - np.array(YEAR) / np.mean(YEAR)).max() < 0.1
    assert np.abs(weekdays - np.array(WEEK) / np.mean(WEEK)).max() < 0.05
    assert weekdays[6] < 0.02


def test_without_a_season_none_is_found_and_forecasts_of_the_past_come_true() -> None:
    shop = drawn_shop(22, MODEL, customers=2_000, days=YEARS)
    behaviour = fit_behaviour(shop)
    assert np.abs(np.array(behaviour.seasons.months) - 1).max() < 0.1
    distance = np.log(behaviour.pareto_nbd_fit.parameters) - np.log((1.2, 6.0, 0.7, 40.0))
    errors = np.sqrt(np.diag(behaviour.pareto_nbd_fit.covariance))
    assert np.abs(distance / errors).max() < 4
    tried = backtest(shop)
    assert len(tried.origins) >= 3
    assert tried.largest_error < 0.12
    assert abs(tried.level - 1) < 0.08


def test_a_shop_that_doubles_its_rate_is_forecast_too_low() -> None:
    """The level of the backtest says by how much forecasts have been off."""
    rising = np.linspace(0.5, 1.5, YEARS)
    shop = drawn_shop(23, MODEL, customers=600, days=YEARS, busy=rising)
    assert backtest(shop).level > 1.1


def test_a_shop_that_nearly_closes_gives_a_scenario_that_can_be_simulated() -> None:
    closing = np.where(np.arange(YEARS) < 0.8 * YEARS, 1, 0.002)
    assert backtest(drawn_shop(23, MODEL, customers=600, days=YEARS, busy=closing)).spread == 1


@pytest.mark.parametrize(("growth", "low", "high"), [(1.0, 0.85, 1.18), (2.0, 1.5, 2.4)])
def test_growth_of_new_customers(growth: float, low: float, high: float) -> None:
    random = np.random.default_rng(24)
    expected = 6 * growth ** (np.arange(YEARS) / 365.25)
    first_days = np.repeat(DAYS, random.poisson(expected))
    found = acquisition_found(first_days, FIRST_DAY, FIRST_DAY + YEARS - 1, Seasons())
    assert low < found.yearly_growth < high
    assert abs(np.log(found.weekly / (7 * expected[-1]))) < 4 * np.sqrt(found.covariance[0, 0])
    assert 1 <= found.spread < 1.6


def test_twelve_months_have_the_mean_one() -> None:
    shop = drawn_shop(25, MODEL, customers=800, days=YEARS)
    seasons = fit_behaviour(shop).seasons
    by_day = np.array(seasons.months)[months_of(DAYS[: shop.days])]
    assert len(seasons.months) == MONTHS
    assert abs(by_day.mean() - 1) < 1e-3
