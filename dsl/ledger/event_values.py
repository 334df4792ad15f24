"""Values as the event format writes them: moments, days, money, amounts with units, counts."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from dsl.ledger.event_words import Key
from dsl.ledger.strict_yaml import Items, Record, Refused, Text, Value
from dsl.program.program import Program
from dsl.program.wallets import Wallet
from dsl.values.calendar import EPOCH, MICROSECOND, zone

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?\Z"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_QUANTITY = re.compile(r"([+-]?)([0-9]+)(?:\.([0-9]+))? (\S+)\Z")
_COUNT = re.compile(r"[0-9]{1,18}\Z")
_LARGEST_DIGITS = 18
_FIRST_YEAR, _LAST_YEAR = 1970, 2199
"""Years in which something can happen: no zone and no period reaches the end of the calendar."""


def record(value: Value, keys: dict[str, Key]) -> Record:
    """The value as a record whose keys are all known and that lacks none.

    Raises:
        Refused: a key is unknown or missing, or the value is no record.
    """
    if not isinstance(value, Record):
        raise Refused(value.line, "A record of named values belongs here.")
    for name, held in value.values.items():
        if name not in keys:
            raise Refused(held.line, f'There is no key "{name}" here.', instead_of(name, keys))
    missing = [name for name, key in keys.items() if key.required and name not in value.values]
    if missing:
        raise Refused(value.line, f'"{missing[0]}" is missing here.')
    return value


def instead_of(name: str, known: Iterable[str]) -> str:
    """What may have been meant: the nearest name, or all of them."""
    names = list(known)
    near = get_close_matches(name, names, n=1)
    if near:
        return f'Is "{near[0]}" meant?'
    return "There is: " + ", ".join(f'"{known}"' for known in names) + "." if names else ""


def text(value: Value) -> str:
    """A text."""
    if not isinstance(value, Text):
        raise Refused(value.line, "A text belongs here.")
    return value.text


def texts(value: Value) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(item) for item in items(value))


def items(value: Value) -> list[Value]:
    """A list."""
    if not isinstance(value, Items):
        raise Refused(value.line, "A list belongs here.", "Write [ ... ] around it.")
    return value.items


def one_of(value: Value, known: Iterable[str], what: str) -> str:
    """A name that the program defines."""
    name, names = text(value), list(known)
    if name not in names:
        raise Refused(
            value.line, f'The program has no {what} called "{name}".', instead_of(name, names)
        )
    return name


def yes(value: Value) -> bool:
    """`"yes"` or `"no"`."""
    said = text(value)
    if said not in ("yes", "no"):
        raise Refused(value.line, f'"{said}" stands where yes or no belongs.')
    return said == "yes"


def count(value: Value) -> int:
    """A whole number, 0 or more."""
    said = text(value)
    if not _COUNT.match(said):
        raise Refused(value.line, f'"{said}" stands where a whole number belongs.')
    return int(said)


def day(value: Value) -> int:
    """A day, `"2025-03-04"`, as an ordinal."""
    said = text(value)
    if _DAY.match(said):
        try:
            return date.fromisoformat(said).toordinal()
        except ValueError:
            raise Refused(value.line, f"The calendar has no day {said}.") from None
    raise Refused(value.line, f'"{said}" stands where a day belongs.', 'For example "2025-03-04".')


def moment(value: Value, program: Program) -> int:
    """A moment as an instant: wall time of the program's zone, or with an offset of its own.

    A day alone means its start. Where clocks are put back and a wall time comes twice, the first
    is meant; the second is written with its offset.
    """
    said = text(value)
    if said[:4].isdigit() and not _FIRST_YEAR <= int(said[:4]) <= _LAST_YEAR:
        raise Refused(value.line, f"Events happen in {_FIRST_YEAR} to {_LAST_YEAR}.")
    if _DAY.match(said):
        return zone(program.time_zone).first_instant_of(day(value))
    if not _MOMENT.match(said):
        raise Refused(
            value.line,
            f'"{said}" stands where a moment belongs.',
            'For example "2025-03-04T10:00".',
        )
    try:
        wall = datetime.fromisoformat(said)
    except ValueError:
        raise Refused(value.line, f"No calendar or clock shows {said}.") from None
    if wall.tzinfo is None:
        wall = _in_zone(wall, value, program)
    return (wall - EPOCH) // MICROSECOND


def _in_zone(wall: datetime, value: Value, program: Program) -> datetime:
    local = wall.replace(tzinfo=ZoneInfo(program.time_zone))
    instant = local.astimezone(UTC)
    if instant.astimezone(local.tzinfo).replace(tzinfo=None) != wall:
        raise Refused(
            value.line,
            f"In {program.time_zone} no clock showed {wall.isoformat()}: it was put forward.",
            "Choose an hour later.",
        )
    return instant


def money(value: Value, program: Program) -> int:
    """A sum of money in minor units, 0 or more."""
    smallest, unit = _quantity(value, program.currency_decimals)
    if unit != program.currency:
        raise Refused(value.line, f"The program counts in {program.currency}, not in {unit}.")
    if smallest < 0:
        raise Refused(value.line, "This sum of money cannot be below zero.")
    return smallest


def amount(value: Value, program: Program) -> tuple[Wallet | None, int]:
    """An amount with its unit: its wallet (None for money) and its smallest units."""
    unit = text(value).rpartition(" ")[2]
    if unit == program.currency:
        return None, _quantity(value, program.currency_decimals)[0]
    for wallet in program.wallets:
        if unit in (wallet.unit, wallet.plural):
            return wallet, _quantity(value, wallet.decimals)[0]
    units = [wallet.plural for wallet in program.wallets if wallet.plural]
    raise Refused(
        value.line,
        f'"{text(value)}" does not end in a unit of the program.',
        instead_of(unit, [*units, program.currency]),
    )


def _quantity(value: Value, decimals: int) -> tuple[int, str]:
    said = text(value)
    found = _QUANTITY.match(said)
    if not found or len(found[2]) + decimals > _LARGEST_DIGITS:
        raise Refused(
            value.line,
            f'"{said}" stands where an amount with its unit belongs.',
            'For example "40.00 EUR" or "150 points".',
        )
    sign, whole, fraction, unit = found.groups()
    if len(fraction or "") > decimals:
        raise Refused(value.line, f'"{said}" is finer than {unit} allows: {decimals} decimals.')
    smallest = int(whole) * 10**decimals + int((fraction or "0").ljust(decimals, "0"))
    return (-smallest if sign == "-" else smallest), unit
