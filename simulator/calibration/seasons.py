"""Seasons: how busy each month and weekday is, and the clock that runs with them.

Indices are of purchases by customers who had bought before, against what their ages let expect:
so neither a growing number of customers nor their leaving is taken for a season.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dsl.values.calendar import EPOCH_DAY
from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.purchases import Purchases

MONTHS = 12
MONTHS_KNOWN_FROM_DAYS = 365
WEEKDAYS_KNOWN_FROM_DAYS = 56
STEADYING_PURCHASES = 50.0
"""Purchases without any season that are added to each month and weekday, so that a few do not
make one: right where seasons usually move purchases by a seventh."""

Expected = Callable[[Floats], Floats]
"""Repeat purchases that a new customer makes in the first weeks, on average."""


@dataclass(frozen=True, slots=True)
class Seasons:
    """Indices with mean 1; all 1 where the history is too short to tell.

    Attributes:
        months: January first.
        weekdays: Monday first.
    """

    months: tuple[float, ...] = (1.0,) * MONTHS
    weekdays: tuple[float, ...] = (1.0,) * DAYS_IN_WEEK

    def index(self, days: Wholes) -> Floats:
        """How busy days are (ordinals), 1 being usual."""
        by_month = np.array(self.months)[months_of(days)]
        return by_month * np.array(self.weekdays)[weekdays_of(days)]

    def weeks_at(self, first_day: int, last_day: int) -> Floats:
        """The clock at the end of each day: weeks of a usual length since before the first one."""
        days = np.arange(first_day, last_day + 1)
        return np.cumsum(self.index(days)) / DAYS_IN_WEEK


def months_of(days: Wholes) -> Wholes:
    """The month of days, January being 0."""
    since_1970 = (days - EPOCH_DAY).astype("datetime64[D]")
    return since_1970.astype("datetime64[M]").astype(np.int64) % MONTHS


def weekdays_of(days: Wholes) -> Wholes:
    """The weekday of days, Monday being 0."""
    return (days - 1) % DAYS_IN_WEEK


def seasons_found(purchases: Purchases, newcomers: Purchases, expected: Expected) -> Seasons:
    """The seasons that a history tells of.

    Args:
        newcomers: those of the purchases whose customers' first ones are known.
        expected: of a model fitted to the newcomers without seasons.
    """
    weekdays = Seasons().weekdays
    if purchases.days >= WEEKDAYS_KNOWN_FROM_DAYS:
        weekdays = _weekdays(purchases)
    if purchases.days < MONTHS_KNOWN_FROM_DAYS:
        return Seasons(weekdays=weekdays)
    by_month = _months(newcomers, expected)
    months = months_of(np.arange(purchases.first_day, purchases.last_day + 1))
    usual = float(by_month[months].mean())
    return Seasons(tuple((by_month / usual).tolist()), weekdays)


def _months(newcomers: Purchases, expected: Expected) -> Floats:
    """Repeat purchases in each month, against those that the customers' ages let expect."""
    days = np.arange(newcomers.first_day, newcomers.last_day + 1)
    new = np.bincount(newcomers.first_days - newcomers.first_day, minlength=len(days))
    by_age = np.diff(expected(np.arange(len(days)) / DAYS_IN_WEEK), prepend=0.0)
    due_by_day: Floats = np.convolve(new, by_age)[: len(days)]
    due = np.bincount(months_of(days), weights=due_by_day, minlength=MONTHS)
    actual = np.bincount(months_of(_repeat_days(newcomers)), minlength=MONTHS)
    return _steadied(actual.astype(np.float64), due.astype(np.float64))


def _repeat_days(purchases: Purchases) -> Wholes:
    return np.delete(purchases.day, purchases.is_first)


def _weekdays(purchases: Purchases) -> tuple[float, ...]:
    whole_weeks = purchases.days // DAYS_IN_WEEK * DAYS_IN_WEEK
    days = _repeat_days(purchases)
    days = days[days > purchases.last_day - whole_weeks]
    counts = np.bincount(weekdays_of(days), minlength=DAYS_IN_WEEK).astype(np.float64)
    index = _steadied(counts, np.full(DAYS_IN_WEEK, counts.sum() / DAYS_IN_WEEK))
    return tuple((index / index.mean()).tolist())


def _steadied(actual: Floats, due: Floats) -> Floats:
    index: Floats = (actual + STEADYING_PURCHASES) / (due + STEADYING_PURCHASES)
    return index
