"""The simulated time: months of trading, and the run-off in which promises are still kept."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from dsl.values import calendar
from simulator.calibration.columns import Wholes

LONGEST_RUN_OFF_MONTHS = 24


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """Days count from day 0, months from month 0.

    Attributes:
        first_day: ordinal of day 0.
        months: of trading.
        edges: the day on which each month starts, run-off included, and the day after the last.
        month_of: the month of each day.
    """

    first_day: int
    months: int
    edges: Wholes
    month_of: Wholes

    @classmethod
    def of(cls, first_day: int, months: int, run_off_months: int) -> Self:
        """So many months from a day (an ordinal) on, and so many of run-off."""
        count = months + run_off_months
        edges = np.array(
            [calendar.add_months(first_day, month) - first_day for month in range(count + 1)]
        )
        return cls(first_day, months, edges, np.repeat(np.arange(count), np.diff(edges)))

    @property
    def all_months(self) -> int:
        """Months with the run-off."""
        return len(self.edges) - 1

    @property
    def trading_days(self) -> int:
        """Days before the run-off."""
        return int(self.edges[self.months])

    @property
    def days(self) -> int:
        """Days with the run-off."""
        return int(self.edges[-1])

    def is_month_end(self, day: int) -> bool:
        """Whether a month's books are closed on this day."""
        return day + 1 == self.edges[self.month_of[day] + 1]
