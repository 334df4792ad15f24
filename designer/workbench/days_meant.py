"""What is said about a day that is not written as year-month-day, with what was probably meant."""

from calendar import month_name
from datetime import date, datetime

EXAMPLE = "2026-03-01"
_FORMS = (
    *("%Y/%m/%d", "%Y.%m.%d", "%Y %m %d", "%Y%m%d"),
    *("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d-%m-%y", "%d %m %Y"),
    *("%d %B %Y", "%d %b %Y", "%d. %B %Y", "%d. %b %Y", "%d-%b-%Y"),
    *("%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m-%d-%y"),
    *("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y"),
)
"""Between points the day comes first; between strokes it may be the month."""


def no_day(written: str) -> str:
    """The sentences about a day that could not be read, to follow a place."""
    match days_meant(written):
        case [day]:
            return f"Write '{written}' as {day}."
        case [one, other]:
            return f"Write '{written}' as {_spelled(one)} or as {_spelled(other)}."
        case _:
            return f"'{written}' is no day. Write it as {EXAMPLE}."


def days_meant(written: str) -> list[date]:
    """The days that somebody may have meant: none, one, or two."""
    found = {day: None for form in _FORMS if (day := _read(written.strip(), form)) is not None}
    return list(found)


def _read(written: str, form: str) -> date | None:
    try:
        return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return None


def _spelled(day: date) -> str:
    return f"{day} for {day.day} {month_name[day.month]}"
