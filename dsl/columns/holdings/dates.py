"""Days that terms and periods lead to, for many members at once.

A day that is the same for all members is one number. Others are worked out once for each different
pair of a day and the day from which a member's own periods count.
"""

from collections.abc import Callable
from functools import cache

import numpy as np

from dsl.columns.holdings.log import Array
from dsl.columns.reference import Clock, available_day, expires_day, valid_through
from dsl.plan.plan import Terms
from dsl.program.rules import Validity
from dsl.program.time import Period, Rolling
from dsl.program.wallets import AfterLast, WhenActivity
from dsl.values import calendar

Day = Array | int
_OWN = (Period.MEMBERSHIP_MONTH, Period.MEMBERSHIP_YEAR)
_SHIFT = 1 << 24


class Dates:
    """Calendar arithmetic of one program.

    Attributes:
        anchors: for each member, the day from which its own periods count.
    """

    def __init__(self, members: int, week_start: int) -> None:
        self.anchors = np.ones(members, np.int32)
        self._week_start = week_start
        self._clocks: dict[int, Clock] = {}

    def clock(self, anchor: int) -> Clock:
        """The calendar as it is for members of an anchor; 1 is the program's own."""
        found = self._clocks.get(anchor)
        if found is None:
            found = self._clocks[anchor] = Clock(anchor, self._week_start)
        return found

    def is_own(self, period: str) -> bool:
        """Whether members have such periods of their own."""
        return period in _OWN

    def calendar_start(self, period: str, day: int) -> int:
        """First day of the period that holds a day, where it is the same for all."""
        return self.clock(1).start(period, day)

    def period_start(self, period: str, day: int, rows: Array) -> Day:
        """First day of the period that holds a day."""
        if not self.is_own(period):
            return self.calendar_start(period, day)
        return self.for_each(lambda each, clock: clock.start(period, each), day, rows)

    def period_end(self, period: str, day: Day, rows: Array) -> Day:
        """Last day of the period that holds a day."""
        return self.for_each(
            lambda each, clock: clock.end(period, each), day, rows, own=self.is_own(period)
        )

    def first_day(self, window: Rolling, day: int) -> int:
        """First day of a window that ends with a day."""
        if window.length.unit == "day":
            return day - window.length.count + 1
        return calendar.add_months(day, -window.length.count) + 1

    def expires(self, terms: Terms, earned: Day, alive: Array | None, rows: Array) -> Day:
        """Last day on which accruals can be used; 0 never."""
        expiry = terms.expiry
        start = earned
        if isinstance(expiry, AfterLast) and alive is not None:
            start = np.maximum(earned, alive)
        return self.for_each(
            lambda day, clock: expires_day(expiry, day, 0, clock), start, rows, own=_has_own(terms)
        )

    def available(self, terms: Terms, day: int, rows: Array) -> Day:
        """First day on which accruals can be spent; 0 while an activity decides."""
        if isinstance(terms.available, WhenActivity):
            return 0
        return self.for_each(
            lambda each, clock: available_day(terms.available, each, clock),
            day,
            rows,
            own=_has_own(terms),
        )

    def valid(self, valid: Validity, day: Day, rows: Array) -> Day:
        """Last day on which an issued reward can be used; 0 never ends."""
        return self.for_each(
            lambda each, clock: valid_through(valid, each, clock), day, rows, own=_has_own(valid)
        )

    def for_each(
        self, function: Callable[[int, Clock], int], day: Day, rows: Array, *, own: bool = True
    ) -> Day:
        """A function of a day and a member's clock; one number where it is the same for all.

        Args:
            function: asked once for each different day (and member's clock).
            day: one for all members, or one for each.
            rows: the members.
            own: their clocks differ.
        """
        if own:
            return self._for_each_clock(function, day, rows)
        if isinstance(day, int):
            return function(day, self.clock(1))
        if not len(day):
            return day
        first = int(day.min())
        days = np.bincount(day - first).nonzero()[0] + first
        table = np.zeros(int(days[-1]) - first + 1, np.int64)
        table[days - first] = [function(int(each), self.clock(1)) for each in days]
        return table.take(day - first)

    def _for_each_clock(
        self, function: Callable[[int, Clock], int], day: Day, rows: Array
    ) -> Array:
        anchors = self.anchors[rows].astype(np.int64)
        keys, places = np.unique(np.asarray(day, np.int64) * _SHIFT + anchors, return_inverse=True)
        found = [function(int(key) // _SHIFT, self.clock(int(key) % _SHIFT)) for key in keys]
        return np.array(found, np.int64)[places]


@cache
def _has_own(terms: Terms | Validity) -> bool:
    """Whether a term speaks of a member's own periods."""
    return '"membership ' in terms.model_dump_json()
