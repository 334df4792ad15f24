"""Windows, days and expiry in a few words, for the plan's text."""

from dsl.program.time import (
    DayToCome,
    Ever,
    InPeriod,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    PeriodStart,
    Rolling,
    ThisPurchase,
    Window,
    YearlyDay,
)
from dsl.program.wallets import AfterEarning, AfterLast, EndOfPeriod, Expiry, Never, OnDate, OnDates


def window_words(window: Window) -> str:
    """A window."""
    match window:
        case ThisPurchase():
            return "this purchase"
        case InPeriod():
            return f"this {window.period}"
        case Rolling():
            return f"last {window.length.count} {window.length.unit}s"
        case Ever():
            return "ever"


def schedule_words(schedule: DayToCome) -> str:
    """A day that comes again, one date, or a day of the next month or year."""
    match schedule:
        case YearlyDay():
            return f"{schedule.month:02}-{schedule.day:02} of each year"
        case OneDate():
            return schedule.date.isoformat()
        case MonthDay():
            return f"day {schedule.day} of each month"
        case NthWeekday():
            return f"weekday {schedule.weekday} number {schedule.nth} of each month"
        case PeriodStart():
            return f"the start of each {schedule.period}"
        case NextMonthDay():
            return f"day {schedule.day} of the next month"
        case NextYearDay():
            return f"{schedule.month:02}-{schedule.day:02} of the next year"


def expiry_words(expiry: Expiry) -> str:
    """When lots run out."""
    match expiry:
        case Never():
            return "never expire"
        case AfterEarning():
            return f"expire {expiry.length.count} {expiry.length.unit}s after earning" + _end_of(
                expiry.end_of
            )
        case AfterLast():
            kinds = ", ".join([*expiry.keeps_alive, *(f'"{each}"' for each in expiry.activities)])
            length = f"{expiry.length.count} {expiry.length.unit}s"
            return f"expire {length} after the last {kinds}" + _end_of(expiry.end_of)
        case OnDate():
            return f"expire on {expiry.date.isoformat()}"
        case OnDates():
            days = ", ".join(f"{day.month:02}-{day.day:02}" for day in expiry.days)
            return f"expire on {days}" + (" of the next year" if expiry.next_year else "")
        case EndOfPeriod():
            return f"expire at the end of the {'next ' if expiry.following else ''}{expiry.period}"


def _end_of(period: str | None) -> str:
    return f", at the end of the {period}" if period else ""
