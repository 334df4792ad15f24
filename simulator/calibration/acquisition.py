"""New customers: how many come in a week, and whether that grows."""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import DAYS_IN_WEEK, Floats, Wholes
from simulator.calibration.seasons import Seasons

GROWTH_KNOWN_FROM_WEEKS = 26
LATEST_WEEKS = 104
WEEKS_IN_YEAR = 52.18
USUAL_GROWTH = 0.3
"""Standard deviation of a shop's yearly growth, as logarithm, before its weeks are seen: our
assumption, which keeps half a year of weeks from promising a fivefold year."""
_ROUNDS = 25


@dataclass(frozen=True, slots=True, eq=False)
class Acquisition:
    """New customers of a week: Poisson around `weekly` x season x growth to the power of years.

    Attributes:
        weekly: new customers in a usual week at the end of the observation.
        yearly_growth: what a year multiplies that by; 1 where the history is too short to tell.
        covariance: of the natural logarithms of the two.
        spread: variance of the weeks against that of Poisson; 1 or above.
    """

    weekly: float
    yearly_growth: float
    covariance: Floats
    spread: float


def acquisition_found(
    first_days: Wholes, first_day: int, last_day: int, seasons: Seasons
) -> Acquisition:
    """How customers came in, from the days of their first purchases.

    Args:
        first_day, last_day: the days looked at; earlier first purchases are not counted.
    """
    weeks = min((last_day - first_day + 1) // DAYS_IN_WEEK, LATEST_WEEKS)
    start = last_day + 1 - weeks * DAYS_IN_WEEK
    days = np.arange(start, last_day + 1)
    new = np.bincount(first_days[first_days >= start] - start, minlength=len(days))
    counts = new.reshape(weeks, DAYS_IN_WEEK).sum(axis=1).astype(np.float64)
    busy: Floats = seasons.index(days).reshape(weeks, DAYS_IN_WEEK).mean(axis=1)
    if not counts.any():
        return Acquisition(0.0, 1.0, np.zeros((2, 2)), 1.0)
    years: Floats = (np.arange(weeks, dtype=np.float64) + 0.5 - weeks) / WEEKS_IN_YEAR
    return _fitted(counts, np.maximum(busy, 1e-6), years)


def _fitted(counts: Floats, busy: Floats, years: Floats) -> Acquisition:
    """Poisson regression on time with a soft prior on growth, by Newton's method."""
    grows = len(counts) >= GROWTH_KNOWN_FROM_WEEKS
    columns = np.stack([np.ones_like(years), years] if grows else [np.ones_like(years)], axis=1)
    at = np.zeros(columns.shape[1])
    at[0] = np.log(counts.sum() / busy.sum())
    prior = np.diag([0.0, USUAL_GROWTH**-2][: len(at)])
    mean, information = counts, prior
    for _ in range(_ROUNDS):
        mean = busy * np.exp(columns @ at)
        information = columns.T @ (mean[:, None] * columns) + prior
        at = at + np.linalg.solve(information, columns.T @ (counts - mean) - prior @ at)
    freedom = max(1, len(counts) - len(at))
    spread = max(1.0, float(((counts - mean) ** 2 / mean).sum()) / freedom)
    covariance = np.zeros((2, 2))
    covariance[: len(at), : len(at)] = np.linalg.inv(information) * spread
    growth = float(np.exp(at[1])) if grows else 1.0
    return Acquisition(float(np.exp(at[0])), growth, covariance, spread)
