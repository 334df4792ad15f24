"""Counting by local day: how much lies in a window, and what need not be kept any longer.

A counter is a sum for each local day. Day 0 holds what is older than every window but still
counts for ever.
"""

from dsl.engine.holdings.state import Days
from dsl.engine.holdings.terms import Clock
from dsl.program.time import Ever, InPeriod, Rolling, ThisPurchase, Window
from dsl.values import calendar


def first_day(window: Window, day: int, clock: Clock) -> int:
    """First day of the window that ends with a day; 0 for one without a beginning."""
    match window:
        case InPeriod():
            return clock.start(window.period, day)
        case Rolling():
            count = window.length.count
            if window.length.unit == "day":
                return day - count + 1
            return calendar.add_months(day, -count) + 1
        case ThisPurchase():
            return day + 1
        case Ever():
            return 0


def bucket(window: Window, day: int, clock: Clock) -> int:
    """The day under which something done on a day is kept, for the window's own sums."""
    match window:
        case InPeriod():
            return clock.start(window.period, day)
        case Rolling():
            return day
    return 0


def is_rolling(window: Window) -> bool:
    """Whether a window moves on with each day."""
    return isinstance(window, Rolling)


def total(sums: Days, window: Window, day: int, clock: Clock) -> int:
    """The sum over a window that ends with a day."""
    first = 0 if isinstance(window, Ever) else first_day(window, day, clock)
    found = 0
    for of, number in sums.items():
        if first <= of <= day:
            found += number
    return found


def days_in(sums: Days, window: Window, day: int, clock: Clock) -> int:
    """How many days of a window have something."""
    first = first_day(window, day, clock)
    return sum(1 for of, number in sums.items() if first <= of <= day and number > 0)


def count(sums: Days, day: int, number: int) -> None:
    """Add to a day; a day that is back at nothing is dropped.

    What is taken from a day that was folded away is taken from what counts for ever.
    """
    if number < 0 and day not in sums:
        day = 0
        if day not in sums:
            return
    left = sums.get(day, 0) + number
    if left:
        sums[day] = left
    else:
        sums.pop(day, None)


def fold(sums: Days, horizon: int, keep_sum: bool) -> None:
    """Drop the days before a horizon; their sum stays on day 0 if it counts for ever."""
    old = [day for day in sums if 0 < day < horizon]
    gone = sum(sums.pop(day) for day in old)
    if keep_sum and gone:
        sums[0] = sums.get(0, 0) + gone
