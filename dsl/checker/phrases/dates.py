"""Reads periods, windows, dates, days and wall times."""

import calendar
from collections.abc import Callable
from datetime import date

from dsl.checker.context import Context
from dsl.checker.problems import about_dates
from dsl.checker.quantities import duration, positive
from dsl.checker.words import WEEKDAYS
from dsl.program.time import (
    Ever,
    InPeriod,
    MonthDay,
    OneDate,
    Period,
    Rolling,
    Schedule,
    Window,
    YearlyDay,
)
from dsl.syntax.tree import Leaf, Node

_MONTH = {name: number for number, name in enumerate(calendar.month_name) if number}
_WEEKDAY = {name: number for number, name in enumerate(WEEKDAYS, start=1)}
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
    """The number of "3rd"."""
    return int(leaf.text[:-2])


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


def _next_month_day(context: Context, node: Node) -> MonthDay | None:
    """The 1st of the next month is the next 1st that comes; a later day need not be."""
    found = _month_day(context, node)
    if found is not None and found.day != 1:
        context.leave_out("next_month_day in day", node)
        return None
    return found


def _not_here(phrase: str) -> Callable[[Context, Node], None]:
    def leave_out(context: Context, node: Node) -> None:
        context.leave_out(phrase, node)

    return leave_out


_DAYS: dict[str, Callable[[Context, Node], Schedule | None]] = {
    "each_year_day": _each_year,
    "each_month_day": _month_day,
    "last_day_of_month": _last_day,
    "date": _one_date,
    "next_month_day": _next_month_day,
    "next_year_day": _not_here("next_year_day in day"),
    "nth_weekday": _not_here("nth_weekday in day"),
}


def day(context: Context, node: Node) -> Schedule | None:
    """A day that comes again, or one date: the `day` inside a line."""
    inner = node.node()
    assert inner is not None
    return _DAYS[inner.kind](context, inner)


def day_in(context: Context, line: Node) -> Schedule | None:
    """The day that a line names."""
    node = line.node("day")
    assert node is not None
    return day(context, node)


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
