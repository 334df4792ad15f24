"""Windows, days and expiry in a few words, for the plan's text."""

from dsl.program.time import (
    Ever,
    InPeriod,
    MonthDay,
    OneDate,
    PeriodStart,
    Rolling,
    Schedule,
    ThisPurchase,
    Window,
    YearlyDay,
)
from dsl.program.wallets import AfterEarning, AfterLast, EndOfPeriod, Expiry, Never, OnDates


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


def schedule_words(schedule: Schedule) -> str:
    """A day that comes again, or one date."""
    match schedule:
        case YearlyDay():
            return f"{schedule.month:02}-{schedule.day:02} of each year"
        case OneDate():
            return schedule.date.isoformat()
        case MonthDay():
            return f"day {schedule.day} of each month"
        case PeriodStart():
            return f"the start of each {schedule.period}"


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
        case OnDates():
            days = ", ".join(f"{day.month:02}-{day.day:02}" for day in expiry.days)
            return f"expire on {days}" + (" of the next year" if expiry.next_year else "")
        case EndOfPeriod():
            return f"expire at the end of the {'next ' if expiry.following else ''}{expiry.period}"


def _end_of(period: str | None) -> str:
    return f", at the end of the {period}" if period else ""
