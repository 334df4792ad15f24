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

_STEADYING_COHORT = 5.0
_OLDER_DAYS = 182
_TURNS = 20

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
    return _months_since_1970(days) % MONTHS


def _months_since_1970(days: Wholes) -> Wholes:
    since_1970 = (days - EPOCH_DAY).astype("datetime64[D]")
    return since_1970.astype("datetime64[M]").astype(np.int64)


def weekdays_of(days: Wholes) -> Wholes:
    """The weekday of days, Monday being 0."""
    return (days - 1) % DAYS_IN_WEEK


def seasons_found(purchases: Purchases, expected: Expected, new_since: int) -> Seasons:
    """The seasons that a history tells of.

    Args:
        expected: of a model fitted without seasons.
        new_since: customers first seen before this day were customers already.
    """
    weekdays = Seasons().weekdays
    if purchases.days >= WEEKDAYS_KNOWN_FROM_DAYS:
        weekdays = _weekdays(purchases)
    if purchases.days < MONTHS_KNOWN_FROM_DAYS:
        return Seasons(weekdays=weekdays)
    by_month = _months(purchases, expected, new_since)
    months = months_of(np.arange(purchases.first_day, purchases.last_day + 1))
    usual = float(by_month[months].mean())
    return Seasons(tuple((by_month / usual).tolist()), weekdays)


def _months(purchases: Purchases, expected: Expected, new_since: int) -> Floats:
    """How busy each month is, beside how busy each week's newcomers are throughout.

    Who was a customer before the history began shows up early in it, the most frequent first. An
    own factor for the customers first seen in each week keeps that out of the seasons; both kinds
    of factors are found by turns.
    """
    actual, due = _by_cohort(purchases, expected, new_since)
    season = np.ones(MONTHS)
    for _ in range(_TURNS):
        cohort = _steadied(actual.sum(axis=1), due @ season, _STEADYING_COHORT)
        season = _steadied(actual.sum(axis=0), cohort @ due)
    return season


def _by_cohort(purchases: Purchases, expected: Expected, new_since: int) -> tuple[Floats, Floats]:
    """Repeat purchases by week of first purchase and month of the year: made, and expected."""
    days = np.arange(purchases.first_day, purchases.last_day + 1)
    firsts = purchases.first_days - purchases.first_day
    repeat = np.ones(len(purchases.day), dtype=np.bool_)
    repeat[purchases.is_first] = False
    cohorts = -(-len(days) // DAYS_IN_WEEK)
    cohort_of_row = (firsts // DAYS_IN_WEEK)[purchases.customer][repeat]
    place = cohort_of_row * MONTHS + months_of(purchases.day[repeat])
    actual = np.bincount(place, minlength=cohorts * MONTHS).reshape(cohorts, MONTHS)
    due = np.zeros((cohorts, MONTHS))
    for cohort in range(cohorts):
        ahead = days[cohort * DAYS_IN_WEEK :]
        new = np.bincount(firsts[firsts // DAYS_IN_WEEK == cohort] % DAYS_IN_WEEK, minlength=1)
        older = _OLDER_DAYS if ahead[0] < new_since else 0
        weeks = np.arange(older, older + len(ahead)) / DAYS_IN_WEEK
        by_age = np.diff(expected(weeks), prepend=expected(weeks[:1]))  # no repeat on the first day
        by_day = np.convolve(new, by_age)[: len(ahead)]
        due[cohort] = np.bincount(months_of(ahead), by_day, MONTHS)
    return actual.astype(np.float64), due


def _repeat_days(purchases: Purchases) -> Wholes:
    return np.delete(purchases.day, purchases.is_first)


def _weekdays(purchases: Purchases) -> tuple[float, ...]:
    whole_weeks = purchases.days // DAYS_IN_WEEK * DAYS_IN_WEEK
    days = _repeat_days(purchases)
    days = days[days > purchases.last_day - whole_weeks]
    counts = np.bincount(weekdays_of(days), minlength=DAYS_IN_WEEK).astype(np.float64)
    index = _steadied(counts, np.full(DAYS_IN_WEEK, counts.sum() / DAYS_IN_WEEK))
    return tuple((index / index.mean()).tolist())


def _steadied(actual: Floats, due: Floats, purchases: float = STEADYING_PURCHASES) -> Floats:
    index: Floats = (actual + purchases) / (due + purchases)
    return index
