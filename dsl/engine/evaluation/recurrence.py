"""Days by an iCalendar recurrence rule.

A rule without a start of its own counts from the day the program starts, or else from Monday,
1 January 2001.
"""

from datetime import date, datetime

from dateutil.rrule import rrulestr

ORIGIN = datetime(2001, 1, 1)  # noqa: DTZ001 - a date of the program's zone, no instant


class Recurrence:
    """The days of a rule; they are worked out a year at a time and remembered."""

    def __init__(self, rule: str, starts: date | None) -> None:
        origin = datetime.combine(starts, datetime.min.time()) if starts else ORIGIN
        self._rule = rrulestr(rule, dtstart=origin, ignoretz=True, cache=True)
        self._years: dict[int, frozenset[int]] = {}

    def holds(self, day: int) -> bool:
        """Whether a day (ordinal) is one of the rule's."""
        year = date.fromordinal(day).year
        days = self._years.get(year)
        if days is None:
            days = self._years[year] = self._days_of(year)
        return day in days

    def _days_of(self, year: int) -> frozenset[int]:
        first = datetime(year, 1, 1)  # noqa: DTZ001 - a date of the program's zone
        last = datetime(year, 12, 31, 23, 59, 59)  # noqa: DTZ001 - a date of the program's zone
        return frozenset(each.toordinal() for each in self._rule.between(first, last, inc=True))
