"""Days, times, lengths, windows and calendars in words."""

from datetime import date

from dsl.program.names import Calendar, CalendarLine, Dates, Weekly, Yearly
from dsl.program.time import (
    DayToCome,
    Duration,
    Ever,
    InPeriod,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    Period,
    PeriodStart,
    Rolling,
    ThisPurchase,
    Window,
    YearlyDay,
)
from dsl.program.words_of_amounts import counted_words, listed

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}
_CALENDAR_PERIODS = (Period.MONTH, Period.QUARTER, Period.HALF, Period.YEAR)


def date_words(day: date) -> str:
    """A date."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(ordinal: int) -> str:
    """A day by its ordinal."""
    return date_words(date.fromordinal(ordinal))


def time_words(minute: int) -> str:
    """A wall time."""
    return f"{minute // 60}:{minute % 60:02}"


def weekday_words(weekdays: tuple[int, ...]) -> str:
    """Weekdays (Monday is 1)."""
    if tuple(sorted(weekdays)) == (1, 2, 3, 4, 5):
        return "a weekday"
    if tuple(sorted(weekdays)) == (6, 7):
        return "a weekend day"
    return listed([WEEKDAYS[weekday - 1] for weekday in weekdays], "or")


def ordinal_words(count: int) -> str:
    """The place in a row: 1st, 2nd, 3rd, 11th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{'th' if count % 100 in (11, 12, 13) else ending}"


def length_words(length: Duration) -> str:
    """A length of time; whole years as years."""
    if length.unit == "month" and length.count % 12 == 0:
        return counted_words(length.count // 12, "year")
    return counted_words(length.count, length.unit)


def window_words(window: Window) -> str:
    """A window, to stand behind what is counted in it; empty for the purchase at hand."""
    match window:
        case ThisPurchase():
            return ""
        case InPeriod():
            kind = "calendar " if window.period in _CALENDAR_PERIODS else ""
            return f"in a {kind}{window.period}"
        case Rolling():
            return f"over the last {counted_words(window.length.count, window.length.unit)}"
        case Ever():
            return "ever"


def per_window_words(window: Window) -> str:
    """A window as a limit says it."""
    match window:
        case ThisPurchase():
            return "per purchase"
        case InPeriod():
            return f"per {window.period}"
        case Rolling():
            return f"in any {counted_words(window.length.count, window.length.unit)}"
        case Ever():
            return ""


def schedule_words(schedule: DayToCome) -> str:
    """A day that comes again, one date, or a day of the next month or year."""
    match schedule:
        case YearlyDay():
            return f"{yearly_words(schedule)} each year"
        case OneDate():
            return date_words(schedule.date)
        case MonthDay():
            return f"{_day_of_month_words(schedule.day)} of each month"
        case NthWeekday():
            return _nth_weekday_words(schedule)
        case PeriodStart():
            return f"the first day of each {schedule.period}"
        case NextMonthDay():
            return f"{_day_of_month_words(schedule.day)} of the next month"
        case NextYearDay():
            return f"{yearly_words(schedule)} of the next year"


def _day_of_month_words(day: int) -> str:
    return "the last day" if day >= 31 else f"the {ordinal_words(day)}"


def _nth_weekday_words(day: NthWeekday) -> str:
    return f"the {_NTH[day.nth]} {WEEKDAYS[day.weekday - 1]} of each month"


def yearly_words(day: YearlyDay | NextYearDay) -> str:
    """A day of a year."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def calendar_words(calendar: Calendar) -> str:
    """When a calendar holds."""
    return "; ".join(_line_words(line) for line in calendar.lines)


def _line_words(line: CalendarLine) -> str:
    match line:
        case Dates():
            if line.first == line.last:
                return date_words(line.first)
            return f"from {date_words(line.first)} to {date_words(line.last)}"
        case Weekly():
            days = listed([WEEKDAYS[weekday - 1] for weekday in line.weekdays])
            if (line.start_minute, line.end_minute) == (0, 1440):
                return f"every {days}"
            times = f"{time_words(line.start_minute)} to {time_words(line.end_minute)}"
            return f"every {days} from {times}"
        case Yearly():
            return f"every year from {yearly_words(line.first)} to {yearly_words(line.last)}"
        case NthWeekday():
            return _nth_weekday_words(line)
        case _:
            return f'by the calendar rule "{line.rule}"'
