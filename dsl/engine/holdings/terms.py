"""Terms: from which day an accrual can be spent, and through which day it can be used."""

from dataclasses import dataclass

from dsl.program.program import Program
from dsl.program.rules import Validity
from dsl.program.time import (
    DayToCome,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    PeriodStart,
    YearlyDay,
)
from dsl.program.wallets import (
    AfterDays,
    AfterEarning,
    AfterLast,
    Availability,
    EndOfPeriod,
    Expiry,
    OnDate,
    OnDates,
    OnDay,
    WhenActivity,
)
from dsl.values import calendar


@dataclass(frozen=True, slots=True)
class Clock:
    """What calendar arithmetic needs to know of a member.

    Attributes:
        anchor_day: the day that membership months and years are counted from.
        week_start: the weekday that weeks start on (Monday is 1).
    """

    anchor_day: int
    week_start: int

    def start(self, period: str, day: int) -> int:
        """First day of the period that holds a day."""
        return calendar.period_start(
            period, day, joined_day=self.anchor_day, week_start=self.week_start
        )

    def end(self, period: str, day: int) -> int:
        """Last day of the period that holds a day."""
        return calendar.period_end(
            period, day, joined_day=self.anchor_day, week_start=self.week_start
        )

    def next_on(self, schedule: DayToCome, after: int) -> int:
        """The first such day after a day; 0 when there is none any more."""
        match schedule:
            case YearlyDay():
                return calendar.next_yearly(after, schedule.month, schedule.day)
            case MonthDay():
                return calendar.next_monthly(after, schedule.day)
            case NthWeekday():
                return calendar.next_nth_weekday(after, schedule.nth, schedule.weekday)
            case PeriodStart():
                return self.end(schedule.period, after) + 1
            case NextMonthDay():
                end = calendar.period_end("month", after)
                return calendar.next_monthly(end, schedule.day)
            case NextYearDay():
                return calendar.next_yearly(_end_of_year(after), schedule.month, schedule.day)
            case OneDate():
                day = schedule.date.toordinal()
                return day if day > after else 0


def available_day(availability: Availability, earned_day: int, clock: Clock) -> int:
    """First day on which an accrual can be spent; 0 while an activity decides.

    The day of earning itself (or one before it) means at once.
    """
    match availability:
        case AfterDays():
            return earned_day + availability.days
        case OnDay():
            return clock.next_on(availability.day, earned_day) or earned_day
        case WhenActivity():
            return 0
    return earned_day


def expires_day(expiry: Expiry, earned_day: int, alive_day: int, clock: Clock) -> int:
    """Last day on which an accrual can be used, which may be over already; 0 never.

    Args:
        alive_day: for sliding expiry, the last day on which something kept the wallet alive.
    """
    match expiry:
        case AfterEarning():
            last = calendar.add(earned_day, expiry.length.count, expiry.length.unit)
            return clock.end(expiry.end_of, last) if expiry.end_of else last
        case AfterLast():
            start = max(earned_day, alive_day)
            last = calendar.add(start, expiry.length.count, expiry.length.unit)
            return clock.end(expiry.end_of, last) if expiry.end_of else last
        case OnDate():
            return expiry.date.toordinal()
        case OnDates():
            after = _end_of_year(earned_day) if expiry.next_year else earned_day
            return min(calendar.next_yearly(after, day.month, day.day) for day in expiry.days)
        case EndOfPeriod():
            last = clock.end(expiry.period, earned_day)
            return clock.end(expiry.period, last + 1) if expiry.following else last
    return 0


def valid_through(valid: Validity, issued_day: int, clock: Clock) -> int:
    """Last day on which an issued reward can be used; 0 never ends."""
    if valid.until is not None:
        return valid.until.toordinal()
    if valid.next_year is not None:
        return clock.next_on(valid.next_year, issued_day)
    if valid.length is not None:
        return calendar.add(issued_day, valid.length.count, valid.length.unit)
    if valid.end_of is not None:
        last = clock.end(valid.end_of, issued_day)
        return clock.end(valid.end_of, last + 1) if valid.following else last
    return 0


def own_terms(program: Program, wallet: int) -> tuple[Availability, Expiry]:
    """The wallet's own terms."""
    return program.wallets[wallet].available, program.wallets[wallet].expiry


def _end_of_year(day: int) -> int:
    return calendar.period_end("year", day)
