"""Days: the local day of an instant, month arithmetic, and where periods start and end.

Instants are microseconds since 1970-01-01T00:00Z, days are proleptic ordinals of local dates.
Days cut time into stretches: a day starts at the first instant that bears its date and lasts
until the next day starts. So days never go backwards, also where a clock put back at midnight
shows the date before once more, and a date that a zone left out starts together with the next.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

MICROSECOND = timedelta(microseconds=1)
MINUTE = 60_000_000
DAY = 1440 * MINUTE
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = date(1970, 1, 1).toordinal()
FIRST_DAY = date(1, 1, 3).toordinal()
LAST_DAY = date(9999, 12, 29).toordinal()

PeriodName = Literal[
    "day",
    "week",
    "month",
    "quarter",
    "half year",
    "year",
    "membership month",
    "membership year",
]

_REMEMBERED = 1 << 14
_MONTHS_OF = {"month": 1, "quarter": 3, "half year": 6, "year": 12}
_MEMBERSHIP_MONTHS_OF = {"membership month": 1, "membership year": 12}
_MONTHS_TO_A_FIFTH = 12
"""More months than a fifth weekday ever lets one wait."""


class Zone:
    """Local days and wall times of an IANA zone. Remembers the days it was asked for."""

    def __init__(self, name: str) -> None:
        self._zone = ZoneInfo(name)
        self._starts: dict[int, int] = {}
        self._plain: dict[int, bool] = {}

    def first_instant_of(self, day: int) -> int:
        """The first instant of a day; days out of the calendar's range count as its ends."""
        start = self._starts.get(day)
        if start is None:
            start = self._starts[day] = self._find_start(min(max(day, FIRST_DAY), LAST_DAY))
        return start

    def day_of(self, instant: int) -> int:
        """The local day that holds an instant."""
        starts = self._starts
        day = EPOCH_DAY + instant // DAY
        while (starts.get(day) or self.first_instant_of(day)) > instant:
            day -= 1
        while (starts.get(day + 1) or self.first_instant_of(day + 1)) <= instant < self._limit:
            day += 1
        return day

    def minute_of(self, instant: int) -> int:
        """Wall time in minutes after midnight."""
        day = self.day_of(instant)
        plain = self._plain.get(day)
        if plain is None:
            plain = self._plain[day] = self._is_plain(day)
        if plain:
            return (instant - self._starts[day]) // MINUTE
        wall = self._wall(instant)
        return wall.hour * 60 + wall.minute

    _limit = (LAST_DAY - EPOCH_DAY) * DAY

    def _wall(self, instant: int) -> datetime:
        return (EPOCH + timedelta(microseconds=instant)).astimezone(self._zone)

    def _is_plain(self, day: int) -> bool:
        """Whether the day begins at midnight and has 24 hours."""
        start = self.first_instant_of(day)
        wall = self._wall(start)
        return self.first_instant_of(day + 1) - start == DAY and wall.hour == wall.minute == 0

    def _find_start(self, day: int) -> int:
        midnight = datetime.fromordinal(day).replace(tzinfo=self._zone)
        instant = (midnight.astimezone(UTC) - EPOCH) // MICROSECOND
        if self._wall(instant).replace(tzinfo=None) == midnight.replace(tzinfo=None):
            return instant
        return self._end_of_gap(day, instant)

    def _end_of_gap(self, day: int, near: int) -> int:
        """The first instant that bears the day or a later one, where midnight was left out."""
        before, found = near - 2 * DAY, near + 2 * DAY
        while found - before > 1:
            middle = (before + found) // 2
            if self._wall(middle).toordinal() >= day:
                found = middle
            else:
                before = middle
        return found


@cache
def zone(name: str) -> Zone:
    """The zone of a name; one for each name, so that what it remembers is shared."""
    return Zone(name)


def weekday_of(day: int) -> int:
    """Weekday of a day, Monday is 1."""
    return (day - 1) % 7 + 1


@lru_cache(maxsize=_REMEMBERED)
def add_months(day: int, months: int) -> int:
    """The same day so many months later (earlier if negative), or that month's last day."""
    start = date.fromordinal(day)
    index = start.year * 12 + start.month - 1 + months
    return _clamped(index, start.day)


def add(day: int, count: int, unit: Literal["day", "month"]) -> int:
    """A day so many days or months later."""
    return add_months(day, count) if unit == "month" else min(day + count, LAST_DAY)


def whole_years(from_day: int, to_day: int) -> int:
    """Whole years from one day to another, as ages are counted."""
    first, last = date.fromordinal(from_day), date.fromordinal(to_day)
    years = last.year - first.year
    return years if add_months(from_day, 12 * years) <= to_day else years - 1


def whole_periods(period: str, from_day: int, to_day: int) -> int:
    """Whole membership months or years from one day to another; none where it is before."""
    first, last = date.fromordinal(from_day), date.fromordinal(to_day)
    months = (last.year - first.year) * 12 + last.month - first.month
    if add_months(from_day, months) > to_day:
        months -= 1
    return max(months // _MEMBERSHIP_MONTHS_OF[period], 0)


def month_day(year: int, month: int, day_of_month: int) -> int:
    """A day of a month; a day that the month does not have is its last one."""
    return _clamped(year * 12 + month - 1, day_of_month)


def _clamped(month_index: int, day_of_month: int) -> int:
    """The day of a month, months counted from the year 0, within the calendar's range."""
    first, length = _month(month_index)
    return first + min(day_of_month, length) - 1


@cache
def _month(index: int) -> tuple[int, int]:
    """First day and length of a month; out of range it is a day long, at the calendar's end."""
    year, month = divmod(index, 12)
    if not 1 <= year < 9999:
        return (LAST_DAY if year >= 9999 else FIRST_DAY), 1
    first = date(year, month + 1, 1).toordinal()
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1).toordinal()
    return first, following - first


def period_start(period: str, day: int, *, joined_day: int = 0, week_start: int = 1) -> int:
    """First day of the period that holds a day.

    Args:
        period: one of `PeriodName`.
        day: an ordinal.
        joined_day: for membership periods, the day from which they are counted.
        week_start: the weekday that weeks start on (Monday is 1).
    """
    return _period(period, day, joined_day, week_start)[0]


def period_end(period: str, day: int, *, joined_day: int = 0, week_start: int = 1) -> int:
    """Last day of the period that holds a day."""
    return _period(period, day, joined_day, week_start)[1] - 1


def next_period_start(period: str, day: int, *, joined_day: int = 0, week_start: int = 1) -> int:
    """First day of the period after the one that holds a day."""
    return _period(period, day, joined_day, week_start)[1]


def _period(period: str, day: int, joined_day: int, week_start: int) -> tuple[int, int]:
    """First day of the period that holds a day, and first day of the next one."""
    if period == "day":
        return day, day + 1
    if period == "week":
        start = day - (weekday_of(day) - week_start) % 7
        return start, start + 7
    if period in _MONTHS_OF:
        return _months_around(day, _MONTHS_OF[period])
    return _membership_around(day, joined_day, _MEMBERSHIP_MONTHS_OF[period])


@lru_cache(maxsize=_REMEMBERED)
def _months_around(day: int, length: int) -> tuple[int, int]:
    moment = date.fromordinal(day)
    index = moment.year * 12 + (moment.month - 1) // length * length
    return _clamped(index, 1), _clamped(index + length, 1)


def _membership_around(day: int, joined_day: int, length: int) -> tuple[int, int]:
    """Each period is counted from the day of joining, so that a clamped one does not shift."""
    joined, moment = date.fromordinal(joined_day), date.fromordinal(day)
    months = (moment.year - joined.year) * 12 + moment.month - joined.month
    count = months // length * length
    if add_months(joined_day, count) > day:
        count -= length
    return add_months(joined_day, count), add_months(joined_day, count + length)


def is_nth_weekday(day: int, nth: int, weekday: int) -> bool:
    """Whether a day is the nth such weekday of its month (-1 is the last)."""
    if weekday_of(day) != weekday:
        return False
    start, following = _months_around(day, 1)
    if nth < 0:
        return (following - 1 - day) // 7 == -nth - 1
    return (day - start) // 7 == nth - 1


def next_nth_weekday(after: int, nth: int, weekday: int) -> int:
    """The next day after a day that is the nth such weekday of its month (-1 is the last)."""
    moment = date.fromordinal(after)
    index = moment.year * 12 + moment.month - 1
    for month in range(index, index + _MONTHS_TO_A_FIFTH):
        first, length = _month(month)
        if nth < 0:
            last = first + length - 1
            day = last - (weekday_of(last) - weekday) % 7 + 7 * (nth + 1)
        else:
            day = first + (weekday - weekday_of(first)) % 7 + 7 * (nth - 1)
        if after < day < first + length:
            return day
    return LAST_DAY


def is_yearly_between(day: int, first: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether a day lies from one (month, day) to another of every year, both counted.

    A span whose last day comes before its first passes the end of the year; 29 February means
    28 in years without one.
    """
    year = date.fromordinal(day).year
    start, end = month_day(year, *first), month_day(year, *last)
    if first <= last:
        return start <= day <= end
    return day >= start or day <= end


def next_yearly(after: int, month: int, day_of_month: int) -> int:
    """The next such day of the year after a day."""
    year = date.fromordinal(after).year
    found = month_day(year, month, day_of_month)
    return found if found > after else month_day(year + 1, month, day_of_month)


def next_monthly(after: int, day_of_month: int) -> int:
    """The next such day of a month after a day; past a month's end means its last day."""
    start = date.fromordinal(after)
    index = start.year * 12 + start.month - 1
    found = _clamped(index, day_of_month)
    return found if found > after else _clamped(index + 1, day_of_month)
