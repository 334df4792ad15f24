"""Figures as people read them: money, counts, shares and days."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, get_currency_precision

LOCALE = "en"


def money(minor: int, currency: str) -> str:
    """Minor units as money."""
    decimals = get_currency_precision(currency)
    return format_currency(Decimal(minor).scaleb(-decimals), currency, locale=LOCALE)


def count(number: int) -> str:
    """A count with its thousands parted."""
    return format_decimal(number, locale=LOCALE)


def counted(number: int, word: str) -> str:
    """A count with the word for what is counted, which takes an s for more than one."""
    return f"{count(number)} {word}" if number == 1 else f"{count(number)} {word}s"


def units(smallest: int, decimals: int) -> str:
    """Smallest units of a wallet as its units."""
    exact = Decimal(smallest).scaleb(-decimals)
    return format_decimal(exact, format="#,##0." + "0" * decimals, locale=LOCALE)


def share(part: int, whole: int) -> str:
    """A part of a whole in percent with one decimal; a dash without a whole."""
    if not whole:
        return "-"
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"


def day(iso: str) -> str:
    """An ISO date as a person writes it."""
    return format_date(date.fromisoformat(iso), format="d MMM yyyy", locale=LOCALE) if iso else "-"
