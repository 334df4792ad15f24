"""Dates and times of day that are written another way."""

import re
from datetime import date

from dsl.diagnostics.diagnostic import Diagnostic, Edit, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.wording import quoted
from dsl.syntax.words import MONTHS

_MONTH = "|".join(f"{month[:3]}(?:t|{month[3:]})?" for month in MONTHS)
_FIGURES = re.compile(r"(?<![0-9])([0-9]{1,4})([-/.])([0-9]{1,2})\2([0-9]{1,4})(?![0-9])")
_DAY_FIRST = re.compile(
    rf"\b([0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+({_MONTH})\b\.?,?(?:\s+([0-9]{{4}})\b)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\b\.?\s+([0-9]{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+([0-9]{{4}})\b)?",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b([0-9]{1,2})(?:[:.h]([0-9]{1,2}))?\s*(am\b|pm\b|a\.m\.|p\.m\.|o'clock\b|h\b)?",
    re.IGNORECASE,
)


def day(mistake: Mistake) -> Diagnostic | None:
    """`03/01/2026`, `2026-03-01`, `March 1, 2026` or `1st Mar 2026`."""
    found = [
        (match, readings)
        for pattern, read in (
            (_FIGURES, _from_figures),
            (_DAY_FIRST, _from_day_first),
            (_MONTH_FIRST, _from_month_first),
        )
        for match in pattern.finditer(mistake.bare_text)
        if (readings := [text for text in read(match) if text != match[0]])
    ]
    near = [each for each in found if mistake.touches(*each[0].span())]
    if not near:
        return None
    match, readings = near[0]
    edits = [Edit(mistake.span(*other.span()), texts[0]) for other, texts in found]
    is_clear = all(len(texts) == 1 for _, texts in found)
    return diagnostic(
        "date-spelling",
        f"the date {quoted(match[0])} is not written with its month as a word",
        Label(mistake.span(*match.span()), f"is it {' or '.join(readings)}?"),
        body="A date is its day, its month as a whole word, and its year where it does not "
        "repeat, because figures alone are read in two ways on the two sides of the Atlantic.",
        fix=mistake.fix(
            f"write {readings[0]}" if is_clear else "write the date that is meant",
            *(edits if is_clear else ()),
            example="" if is_clear else f"{readings[0]}\nor {readings[-1]}",
        ),
    )


def _from_figures(match: re.Match[str]) -> list[str]:
    first, sign, second, third = match[1], match[2], match[3], match[4]
    if len(first) == 4:
        return _dates((third, second, first))
    if len(first) > 2 or len(third) not in (2, 4):
        return []
    day_first = (first, second, third)
    month_first = (second, first, third)
    return _dates(day_first) if sign == "." else _dates(day_first, month_first)


def _from_day_first(match: re.Match[str]) -> list[str]:
    return _written(match[1], match[2], match[3])


def _from_month_first(match: re.Match[str]) -> list[str]:
    return _written(match[2], match[1], match[3])


def _written(number: str, month: str, year: str | None) -> list[str]:
    name = next(each for each in MONTHS if each[:3].lower() == month[:3].lower())
    return [" ".join(filter(None, [str(int(number)), name, year]))]


def _dates(*candidates: tuple[str, str, str]) -> list[str]:
    """The days that exist among some days, months and years in figures, as they are written."""
    found: dict[str, None] = {}
    for number, month, year in candidates:
        full_year = int(year) + (2000 if len(year) == 2 else 0)
        try:
            read = date(full_year, int(month), int(number))
        except ValueError:
            continue
        found[f"{read.day} {MONTHS[read.month - 1]} {read.year}"] = None
    return list(found)


def time_of_day(mistake: Mistake) -> Diagnostic | None:
    """`7am`, `7.30` or `19h`."""
    if "<TIME>" not in mistake.accepted and mistake.word.text.lower() not in ("am", "pm"):
        return None
    times = [(match, _as_time(match)) for match in _TIME.finditer(mistake.bare_text)]
    wrong = [(match, right) for match, right in times if right and right != match[0].strip()]
    near = [each for each in wrong if mistake.touches(*each[0].span())]
    if not near:
        return None
    match, right = near[0]
    written = match[0].strip()
    edits = [
        Edit(mistake.span(other.start(), other.start() + len(other[0].rstrip())), text)
        for other, text in wrong
    ]
    return diagnostic(
        "time-spelling",
        f"the time {quoted(written)} is written {right}",
        Label(mistake.span(match.start(), match.start() + len(written)), "a time of day"),
        body="Times are hours and minutes of a day of 24 hours, such as 7:00 or 19:30.",
        fix=mistake.fix(f"write {right}", *edits),
    )


def _as_time(match: re.Match[str]) -> str:
    """The time as it is written; nothing where there is no such time."""
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "")[:1].lower()
    if half in ("a", "p"):
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour}:{minute:02}" if hour < 24 and minute < 60 else ""
