"""The calendar of a shop as a clock that runs faster in its season.

Customers buy at their own steady rate on this clock. A day in a busy month is long on it, a day on
which the shop is closed has no length at all.
"""

from typing import NamedTuple

import numpy as np

from simulator.calibration.columns import Floats
from simulator.calibration.seasons import Seasons


class ShopClock(NamedTuple):
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
        place = np.searchsorted(self.elapsed[1:-1], weeks, "right")
        start, length = self.elapsed[place], np.diff(self.elapsed)[place]
        # The clock stands still on a day on which the shop is closed, also if it is the last.
        over: Floats = np.divide(weeks - start, length, out=np.zeros_like(start), where=length > 0)
        found: Floats = place + over
        return found


def clock_of(seasons: Seasons, first_day: int, days: int) -> ShopClock:
    """The clock of so many days from a first one (an ordinal) on."""
    passed = seasons.weeks_at(first_day, first_day + days - 1)
    return ShopClock(first_day, np.concatenate(([0.0], passed)))
