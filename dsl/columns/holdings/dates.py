"""Days that terms and periods lead to, for many members at once.

A day that is the same for all members is one number. Others are worked out once for each different
pair of a day and the day from which a member's own periods count.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from dsl.columns.holdings.log import Array
from dsl.columns.reference import Clock, available_day, expires_day, valid_through
from dsl.plan.plan import Terms
from dsl.program.rules import Validity
from dsl.program.time import InPeriod, Period, Rolling, ThisPurchase, Window
from dsl.program.wallets import AfterLast, Availability, Expiry, WhenActivity
from dsl.values import calendar

Day = Array | int
Term = Expiry | Availability | Validity
DayOf = Callable[[int, Clock], int]
REMEMBERED = 1 << 14
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
        self._known: dict[int, _Known] = {}

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

    def window_start(self, window: Window, day: int, rows: Array) -> Day:
        """First day of a window that ends with a day; 0 for one without a beginning."""
        match window:
            case InPeriod(period=period):
                return self.period_start(period, day, rows)
            case Rolling():
                return self.first_day(window, day)
            case ThisPurchase():
                return day + 1
        return 0

    def expires(self, terms: Terms, earned: Day, alive: Array | None, rows: Array) -> Day:
        """Last day on which accruals can be used; 0 never."""
        start = earned
        if isinstance(terms.expiry, AfterLast) and alive is not None:
            start = np.maximum(earned, alive)
        return self._led_to(terms.expiry, _expires, start, rows)

    def available(self, terms: Terms, day: int, rows: Array) -> Day:
        """First day on which accruals can be spent; 0 while an activity decides."""
        if isinstance(terms.available, WhenActivity):
            return 0
        return self._led_to(terms.available, available_day, day, rows)

    def valid(self, valid: Validity, day: Day, rows: Array) -> Day:
        """Last day on which an issued reward can be used; 0 never ends."""
        return self._led_to(valid, valid_through, day, rows)

    def _led_to(self, term: Term, function: Callable[..., int], day: Day, rows: Array) -> Day:
        """The day to which a term leads from a day."""
        # A term is known by its identity, because to compare terms takes longer than to use one.
        known = self._known.get(id(term))
        if known is None:
            known = self._known[id(term)] = _Known(term, self._remembering(term, function))
        return known.leads_to(day, rows)

    def _remembering(self, term: Term, function: Callable[..., int]) -> Callable[[Day, Array], Day]:
        """What a term leads to, worked out once for each day (and member's clock)."""
        if _has_own(term):
            of_each = lru_cache(REMEMBERED)(partial(function, term))
            return lambda day, rows: self._for_each_clock(of_each, day, rows)
        of_all = lru_cache(REMEMBERED)(partial(function, term, clock=self.clock(1)))
        return lambda day, rows: _for_each_day(of_all, day)

    def for_each(self, function: DayOf, day: Day, rows: Array, *, own: bool = True) -> Day:
        """A function of a day and a member's clock; one number where it is the same for all.

        Args:
            function: asked once for each different day (and member's clock).
            day: one for all members, or one for each.
            rows: the members.
            own: their clocks differ.
        """
        if own:
            return self._for_each_clock(function, day, rows)
        clock = self.clock(1)
        return _for_each_day(lambda each: function(each, clock), day)

    def _for_each_clock(self, function: DayOf, day: Day, rows: Array) -> Array:
        anchors = self.anchors[rows].astype(np.int64)
        keys, places = np.unique(np.asarray(day, np.int64) * _SHIFT + anchors, return_inverse=True)
        found = [function(int(key) // _SHIFT, self.clock(int(key) % _SHIFT)) for key in keys]
        return np.array(found, np.int64)[places]


class _Known(NamedTuple):
    """A term that has been asked, and what it leads to from days of members."""

    term: Term
    leads_to: Callable[[Day, Array], Day]


def _for_each_day(function: Callable[[int], int], day: Day) -> Day:
    """A function of a day, asked once for each different one."""
    if isinstance(day, int):
        return function(day)
    if not len(day):
        return day
    first, last = int(day.min()), int(day.max())
    if first == last:
        return np.full(len(day), function(first))
    since = day - first
    table = np.zeros(last - first + 1, np.int64)
    days = np.bincount(since).nonzero()[0]
    table[days] = [function(first + each) for each in days.tolist()]
    return table.take(since)


def _expires(expiry: Expiry, day: int, clock: Clock) -> int:
    return expires_day(expiry, day, 0, clock)


def _has_own(term: Term) -> bool:
    """Whether a term speaks of a member's own periods."""
    return '"membership ' in term.model_dump_json()
