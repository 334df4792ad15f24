"""The calendar of a shop as a clock that runs faster in its season.

Customers buy at their own steady rate on this clock. A day in a busy month is long on it, a day on
which the shop is closed has no length at all.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.seasons import Seasons

CELLS_A_DAY = 8
"""So many that few moments are on a later day than their cell begins."""


@dataclass(frozen=True, eq=False)
class ShopClock:
    """The clock over the simulated days, in weeks of a usual length.

    Attributes:
        first_day: ordinal of day 0.
        elapsed: weeks that have passed at the start of each day, and at the end of the last.
    """

    first_day: int
    elapsed: Floats

    @property
    def days(self) -> int:
        """How many days it covers."""
        return self.elapsed.size - 1

    def at_day(self, day: int) -> float:
        """The weeks that have passed at the start of a day (0 is the first)."""
        return float(self.elapsed[day])

    def days_at(self, weeks: Floats) -> Floats:
        """Calendar days since the start of day 0, with their fraction, of moments on the clock."""
        place = self._days_begun(weeks)
        found: Floats = weeks - self.elapsed[place]
        found /= self._lengths[place]
        found += place
        return found

    def _days_begun(self, weeks: Floats) -> Wholes:
        """The day of each moment, of several that begin at once the last."""
        scale, begun = self._cells
        moments = weeks.ravel()
        place = begun[np.minimum(moments * scale, begun.size - 1).astype(np.int64)]
        late = (moments >= self._ends[place]).nonzero()[0]
        while len(late):
            place[late] = self._following[place[late]]
            late = late[moments[late] >= self._ends[place[late]]]
        return place.reshape(weeks.shape)

    @cached_property
    def _ends(self) -> Floats:
        """The weeks that have passed at the end of each day; the last one does not end."""
        return np.append(self.elapsed[1:-1], np.inf)

    @cached_property
    def _following(self) -> Wholes:
        """The day that has begun when each day ends: the next one that the shop is open."""
        return np.searchsorted(self.elapsed[1:-1], self._ends, "right")

    @cached_property
    def _lengths(self) -> Floats:
        """Of each day; a day that has none takes for ever, so that no part of it is over."""
        lengths = np.diff(self.elapsed)
        return np.where(lengths > 0, lengths, np.inf)

    @cached_property
    def _cells(self) -> tuple[float, Wholes]:
        """Cells of equal length, how many of them a week has, and the day on which each begins."""
        count = CELLS_A_DAY * self.days
        scale = count / max(float(self.elapsed[-1]), 1e-300)
        # A hair early, so that no moment is ever before the day on which its cell begins.
        starts = (np.arange(count + 1) - 1e-6) / scale
        return scale, np.searchsorted(self.elapsed[1:-1], starts, "right")


def clock_of(seasons: Seasons, first_day: int, days: int) -> ShopClock:
    """The clock of so many days from a first one (an ordinal) on."""
    passed = seasons.weeks_at(first_day, first_day + days - 1)
    return ShopClock(first_day, np.concatenate(([0.0], passed)))
