"""Calendars as questions about a day and a wall time of the program's zone."""

from collections.abc import Callable
from datetime import date

from dsl.engine.evaluation.recurrence import Recurrence
from dsl.program.names import Calendar, CalendarLine, Dates, Weekly, Yearly
from dsl.program.time import NthWeekday
from dsl.values import calendar

Span = tuple[int, int]
DayTest = Callable[[int], bool]
_ALL_DAY = (0, 1440)
_REMEMBERED = 20_000


class OpenTimes:
    """When a calendar holds: for each day, stretches of minutes after midnight."""

    def __init__(self, of: Calendar, starts: date | None) -> None:
        lines = [part for line in of.lines for part in _within_days(line)]
        self._lines = [(_day_test(line, starts), _span(line)) for line in lines]
        self._known: dict[int, tuple[Span, ...]] = {}

    def spans(self, day: int) -> tuple[Span, ...]:
        """The stretches of a day, from a minute until before another; none on other days."""
        found = self._known.get(day)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = tuple(span for holds, span in self._lines if holds(day))
            found = self._known[day] = (_ALL_DAY,) if _ALL_DAY in found else found
        return found

    def holds(self, day: int, minute_now: Callable[[], int]) -> bool:
        """Whether the calendar holds; the wall time is asked for only where it matters."""
        spans = self.spans(day)
        if not spans:
            return False
        if spans[0] == _ALL_DAY:
            return True
        minute = minute_now()
        return any(start <= minute < end for start, end in spans)


def _within_days(line: CalendarLine) -> list[CalendarLine]:
    """A stretch that passes midnight as one before it and one on the next day."""
    if not isinstance(line, Weekly) or line.start_minute < line.end_minute:
        return [line]
    next_days = tuple(weekday % 7 + 1 for weekday in line.weekdays)
    late = line.model_copy(update={"end_minute": 1440})
    early = line.model_copy(update={"weekdays": next_days, "start_minute": 0})
    return [late, early] if line.end_minute else [late]


def _span(line: CalendarLine) -> Span:
    if isinstance(line, Weekly):
        return line.start_minute, line.end_minute
    return _ALL_DAY


def _day_test(line: CalendarLine, starts: date | None) -> DayTest:
    match line:
        case Dates():
            first, last = line.first.toordinal(), line.last.toordinal()
            return lambda day: first <= day <= last
        case Weekly():
            weekdays = frozenset(line.weekdays)
            return lambda day: calendar.weekday_of(day) in weekdays
        case Yearly():
            start, end = (line.first.month, line.first.day), (line.last.month, line.last.day)
            return lambda day: calendar.is_yearly_between(day, start, end)
        case NthWeekday():
            return lambda day: calendar.is_nth_weekday(day, line.nth, line.weekday)
        case _:
            return Recurrence(line.rule, starts).holds
