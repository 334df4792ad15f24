"""From what a person types into a field to what stands in the text, or a sentence why not."""

import re
from dataclasses import dataclass
from datetime import date

from designer.authoring.fields import Field, FieldKind
from dsl.syntax.to_text import figure
from dsl.syntax.tree import Leaf
from dsl.syntax.words import MONTHS, WEEKDAYS

LONGEST = 500
_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?")
_GROUPS = re.compile(r"[0-9]{1,3}([, '’\u00a0\u202f][0-9]{3})+(\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_TIME = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_PLACE = re.compile(r"([0-9]{1,3})(st|nd|rd|th|\.)?", re.IGNORECASE)
_ZONE = re.compile(r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)+|[A-Z]{3}")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_DATE = re.compile(r"([0-9]{1,2})\.? +([^\W\d_]+)\.?( +([0-9]{4}))?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_LEAP_YEAR = 2028
"""A year in which every day of a year can be found."""


@dataclass(frozen=True)
class Unfit:
    """What was typed cannot stand in the field.

    Attributes:
        sentence: why not, and what could.
    """

    sentence: str


def written(field: Field, typed: str) -> str | Unfit:
    """What stands in the text for what was typed: a name with its quotes, a number with its commas.

    This looks at the value alone; whether the line can then still be read is found out where it is
    set.
    """
    text = " ".join(typed.split(" ")).strip()
    if "\n" in text or len(text) > LONGEST:
        return Unfit(f"This box takes one line of at most {LONGEST} letters.")
    if not text:
        return Unfit(f"This box cannot be empty. {_EXAMPLES[field.kind]}".strip())
    return _WRITERS[field.kind](text)


def _number(text: str) -> str | Unfit:
    plain = text.replace(" ", "")
    if _DIGITS.fullmatch(plain):
        return figure(Leaf("NUMBER", plain, 0, 1))
    if _GROUPS.fullmatch(text):
        return _number(re.sub(r"[^0-9.]", "", text))
    if _DECIMAL_COMMA.fullmatch(plain):
        return _number(plain.replace(",", "."))
    if re.fullmatch(r"[0-9]+,[0-9]+", text):
        return Unfit(f"Write {text.replace(',', '.')} with a point: a comma parts thousands.")
    if text.startswith("-"):
        return Unfit("A number here cannot be below zero.")
    return Unfit(f"{_quoted(text)} is not a number. {_EXAMPLES[FieldKind.NUMBER]}")


def _percent(text: str) -> str | Unfit:
    found = _number(text.removesuffix("%").strip())
    if isinstance(found, Unfit):
        return Unfit(f"{_quoted(text)} is not a share. {_EXAMPLES[FieldKind.PERCENT]}")
    return f"{found}%"


def _date(text: str) -> str | Unfit:
    iso = _ISO_DATE.fullmatch(text)
    if iso:
        return _day_of(int(iso[1]), int(iso[2]), int(iso[3]), with_year=True)
    found = _DATE.fullmatch(text)
    month = _month(found[2]) if found else 0
    if not found or not month or not found[4]:
        return Unfit(f"{_quoted(text)} is not a date. {_EXAMPLES[FieldKind.DATE]}")
    return _day_of(int(found[4]), month, int(found[1]), with_year=True)


def _day(text: str) -> str | Unfit:
    found = _DATE.fullmatch(text)
    month = _month(found[2]) if found else 0
    if not found or not month or found[4]:
        return Unfit(f"{_quoted(text)} is not a day of the year. {_EXAMPLES[FieldKind.DAY]}")
    return _day_of(_LEAP_YEAR, month, int(found[1]), with_year=False)


def _day_of(year: int, month: int, day: int, *, with_year: bool) -> str | Unfit:
    name = MONTHS[month - 1] if 1 <= month <= len(MONTHS) else ""
    shown = f"{day} {name} {year}" if with_year else f"{day} {name}"
    try:
        date(year, month, day)
    except ValueError:
        return Unfit(f"There is no {shown}.") if name else Unfit(_EXAMPLES[FieldKind.DATE])
    return shown


def _month(word: str) -> int:
    """The month that a word begins, from 1; 0 where there is none, or more than one."""
    found = [at for at, month in enumerate(MONTHS, 1) if month.lower().startswith(word.lower())]
    return found[0] if len(found) == 1 and len(word) > 2 else 0


def _time(text: str) -> str | Unfit:
    found = _TIME.fullmatch(text)
    if found and int(found[1]) <= 24 and int(found[2]) < 60:
        return f"{int(found[1])}:{found[2]}"
    return Unfit(f"{_quoted(text)} is not a time of day. {_EXAMPLES[FieldKind.TIME]}")


def _ordinal(text: str) -> str | Unfit:
    found = _PLACE.fullmatch(text)
    if not found or int(found[1]) < 1:
        return Unfit(f"{_quoted(text)} is not a place in a row. {_EXAMPLES[FieldKind.ORDINAL]}")
    number = int(found[1])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"


def _weekday(text: str) -> str | Unfit:
    found = [day for day in WEEKDAYS if len(text) > 1 and day.lower().startswith(text.lower())]
    return found[0] if len(found) == 1 else Unfit(_EXAMPLES[FieldKind.WEEKDAY])


def _zone(text: str) -> str | Unfit:
    if _ZONE.fullmatch(text):
        return text
    return Unfit(f"{_quoted(text)} is not a time zone. {_EXAMPLES[FieldKind.ZONE]}")


def _name(text: str) -> str | Unfit:
    if '"' in text:
        return Unfit('A name cannot have the sign " inside.')
    return f'"{text}"'


def _word(text: str) -> str | Unfit:
    if _WORD.fullmatch(text) or _ZONE.fullmatch(text):
        return text
    return Unfit(f"{_quoted(text)} is not one word. {_EXAMPLES[FieldKind.WORD]}")


def _as_it_is(text: str) -> str | Unfit:
    return text


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text else text


_WRITERS = {
    FieldKind.NUMBER: _number,
    FieldKind.PERCENT: _percent,
    FieldKind.DATE: _date,
    FieldKind.DAY: _day,
    FieldKind.TIME: _time,
    FieldKind.ORDINAL: _ordinal,
    FieldKind.WEEKDAY: _weekday,
    FieldKind.ZONE: _zone,
    FieldKind.NAME: _name,
    FieldKind.WORD: _word,
    FieldKind.WORDING: _as_it_is,
    FieldKind.LINE: _as_it_is,
}
_EXAMPLES = {
    FieldKind.NUMBER: "Write it like 25 or 1.5.",
    FieldKind.PERCENT: "Write it like 5% or 2.5%.",
    FieldKind.DATE: "Write it like 24 December 2026.",
    FieldKind.DAY: "Write it like 24 December.",
    FieldKind.TIME: "Write it like 17:30.",
    FieldKind.ORDINAL: "Write it like 2nd or 10th.",
    FieldKind.WEEKDAY: "Write a day like Monday.",
    FieldKind.ZONE: "Write a place like Europe/London, or UTC.",
    FieldKind.NAME: "A name has at least one letter.",
    FieldKind.WORD: "Write one word, like points.",
    FieldKind.WORDING: "",
    FieldKind.LINE: "",
}
