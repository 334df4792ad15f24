"""How messages put names, amounts and lists into words."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

_LONGEST_NAME = 26
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def quoted(name: str) -> str:
    """A name in quotes, cut where it would not fit into a title."""
    return f'"{name}"' if len(name) <= _LONGEST_NAME else f'"{name[: _LONGEST_NAME - 3]}..."'


def listed(words: Sequence[str], joined_by: str = "and") -> str:
    """Words as a list: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def names(found: Iterable[str], joined_by: str = "and") -> str:
    """Names in quotes as a list."""
    return listed([f'"{name}"' for name in found], joined_by)


def grouped(number: str) -> str:
    """A number with commas from five digits on, as the formatter writes it."""
    whole, point, decimals = number.partition(".")
    negative, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return negative + (f"{int(digits):,}" if len(digits) > 4 else digits) + point + decimals


def decimal(smallest: int, decimals: int, *, short: bool = False) -> str:
    """A whole number of smallest units as it is written: 1250 with 2 decimals is "12.50".

    Args:
        smallest: the number.
        decimals: places after the point.
        short: leave out the places where all of them are 0.
    """
    sign, digits = ("-", str(-smallest)) if smallest < 0 else ("", str(smallest))
    if not decimals:
        return grouped(sign + digits)
    digits = digits.rjust(decimals + 1, "0")
    whole, places = digits[:-decimals], digits[-decimals:]
    return grouped(sign + whole) + ("" if short and not places.strip("0") else f".{places}")


def rounded(value: Fraction, decimals: int = 2) -> str:
    """An exact number for reading, cut to some decimals, without zeros at its end."""
    scaled = value * 10**decimals
    text = decimal(round(scaled), decimals, short=True)
    return text.rstrip("0").rstrip(".") if "." in text else text


def sum_of_money(value: Fraction, decimals: int, code: str) -> str:
    """A sum in the main unit, for reading: no decimals where they are 0, else all, or two more."""
    whole, point, places = rounded(value, decimals + 2).partition(".")
    return f"{whole}{point}{places.ljust(decimals, '0') if point else ''} {code}"


def percent(share: Fraction) -> str:
    """A share as a percentage."""
    return f"{rounded(share * 100)}%"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its word: "1 rule", "3 rules"."""
    return f"{grouped(str(number))} {one if number == 1 else many or one + 's'}"


def day(when: date) -> str:
    """A date as programs write it."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def time(minute: int) -> str:
    """A wall time as programs write it."""
    return f"{minute // 60}:{minute % 60:02}"


def article(word: str) -> str:
    """The word with "a" or "an" before it."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"
