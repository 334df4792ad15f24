"""Reads periods, windows, dates, days and wall times."""

import calendar
from collections.abc import Callable
from datetime import date

from dsl.checker.context import Context
from dsl.checker.problems import about_dates
from dsl.checker.quantities import duration, positive
from dsl.checker.words import WEEKDAYS
from dsl.program.time import (
    DayToCome,
    Ever,
    InPeriod,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    Period,
    Rolling,
    Schedule,
    Window,
    YearlyDay,
)
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.words import ORDINALS

_MONTH = {name: number for number, name in enumerate(calendar.month_name) if number}
_WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS, start=1)}
_NTHS = {"first": 1, "last": -1}
_MOST_WEEKS = 5
_LONGEST_MONTH = 31
MINUTES_OF_DAY = 1440


def period(node: Node) -> Period:
    """A period; "calendar year" and "year" are the same."""
    words = [part.text for part in node.parts if isinstance(part, Leaf)]
    return Period(" ".join(word for word in words if word != "calendar"))


def weekday(leaf: Leaf) -> int:
    """A weekday as its number, Monday being 1."""
    return _WEEKDAY[leaf.text]


def weekdays(node: Node) -> tuple[int, ...]:
    """All weekdays of a phrase, in the order of the week."""
    return tuple(sorted({weekday(leaf) for leaf in node.leaves("WEEKDAY")}))


def minute(context: Context, leaf: Leaf, *, is_end: bool = False) -> int | None:
    """A wall time in minutes after midnight; 24:00 can only be an end."""
    hours, _, minutes = leaf.text.partition(":")
    value = int(hours) * 60 + int(minutes)
    if int(minutes) > 59 or value > MINUTES_OF_DAY or (value == MINUTES_OF_DAY and not is_end):
        about_dates.no_such_time(context, leaf)
        return None
    return value


def one_date(context: Context, node: Node) -> date | None:
    """A date with its year."""
    number, month, year = node.parts
    assert isinstance(number, Leaf)
    assert isinstance(month, Leaf)
    assert isinstance(year, Leaf)
    if not (number.text.isdecimal() and year.text.isdecimal() and len(number.text) < 3):
        about_dates.no_such_date(context, node, None)
        return None
    if not 1900 <= int(year.text[:6]) <= 9000:
        about_dates.no_such_date(context, node, None)
        return None
    last = calendar.monthrange(int(year.text), _MONTH[month.text])[1]
    if not 1 <= int(number.text) <= last:
        about_dates.no_such_date(context, node, (last, f"{month.text} {year.text}", number))
        return None
    return date(int(year.text), _MONTH[month.text], int(number.text))


def yearly_day(context: Context, node: Node) -> YearlyDay | None:
    """A day of every year."""
    number, month = node.parts
    assert isinstance(number, Leaf)
    assert isinstance(month, Leaf)
    last = calendar.monthrange(2024, _MONTH[month.text])[1]
    if not (number.text.isdecimal() and len(number.text) < 3 and 1 <= int(number.text) <= last):
        about_dates.no_such_date(context, node, (last, month.text, number))
        return None
    return YearlyDay(month=_MONTH[month.text], day=int(number.text))


def ordinal(leaf: Leaf) -> int:
    """The number of "3rd", or of "third"."""
    return int(ORDINALS.get(leaf.text, leaf.text)[:-2])


def _month_day(context: Context, node: Node) -> MonthDay | None:
    leaf = node.leaf("ORDINAL")
    assert leaf is not None
    if not 1 <= ordinal(leaf) <= _LONGEST_MONTH:
        about_dates.no_such_date(context, node, (_LONGEST_MONTH, "a month", leaf))
        return None
    return MonthDay(day=ordinal(leaf))


def _each_year(context: Context, node: Node) -> YearlyDay | None:
    inner = node.node("day_in_year")
    assert inner is not None
    return yearly_day(context, inner)


def _last_day(context: Context, node: Node) -> MonthDay:
    return MonthDay(day=_LONGEST_MONTH)


def _one_date(context: Context, node: Node) -> OneDate | None:
    found = one_date(context, node)
    return None if found is None else OneDate(date=found)


def nth_weekday(context: Context, node: Node) -> NthWeekday | None:
    """The nth, or the last, weekday of one name in each month."""
    nth, leaf = node.node("nth"), node.leaf("WEEKDAY")
    assert nth is not None
    assert leaf is not None
    word = nth.leaf()
    assert word is not None
    number = _NTHS[word.text] if word.text in _NTHS else ordinal(word)
    if number != -1 and not 1 <= number <= _MOST_WEEKS:
        about_dates.no_such_week(context, word)
        return None
    return NthWeekday(nth=number, weekday=weekday(leaf))


def _next_month_day(context: Context, node: Node) -> MonthDay | NextMonthDay | None:
    """The 1st of the next month is the next 1st that comes; a later day need not be."""
    found = _month_day(context, node)
    return found if found is None or found.day == 1 else NextMonthDay(day=found.day)


def next_year_day(context: Context, node: Node) -> NextYearDay | None:
    """A day of the next year, of a phrase or line that holds the day."""
    inner = node.node("day_in_year")
    assert inner is not None
    found = yearly_day(context, inner)
    return None if found is None else NextYearDay(month=found.month, day=found.day)


_DAYS: dict[str, Callable[[Context, Node], Schedule | None]] = {
    "each_year_day": _each_year,
    "each_month_day": _month_day,
    "last_day_of_month": _last_day,
    "date": _one_date,
    "nth_weekday": nth_weekday,
}
_FROM_A_DAY: dict[str, Callable[[Context, Node], DayToCome | None]] = {
    "next_month_day": _next_month_day,
    "next_year_day": next_year_day,
}


def _day_of(line: Node) -> Node:
    written = line.node("day")
    inner = written.node() if written else None
    assert inner is not None
    return inner


def day_in(context: Context, line: Node) -> Schedule | None:
    """The day that a line names: one that comes again, or one date."""
    inner = _day_of(line)
    if inner.kind in _FROM_A_DAY:
        about_dates.next_after_nothing(context, inner)
        return None
    return _DAYS[inner.kind](context, inner)


def day_to_come(context: Context, line: Node) -> DayToCome | None:
    """The day that a line names, where it is seen from another day, as from the day of earning."""
    inner = _day_of(line)
    read = _FROM_A_DAY.get(inner.kind) or _DAYS[inner.kind]
    return read(context, inner)


def window(context: Context, node: Node) -> Window | None:
    """The stretch that something is counted in."""
    inner = node.node()
    assert inner is not None
    if inner.kind == "ever":
        return Ever()
    if inner.kind == "period":
        return InPeriod(period=period(inner))
    length = duration(context, inner)
    if length is None or positive(context, length.count, inner) is None:
        return None
    return Rolling(length=length)
