"""A new program out of a template: its own currency, prices, margin and time zone, and no more."""

import re
from fractions import Fraction
from typing import NamedTuple

from designer.authoring.amounts_in_text import with_amounts_times, with_costs, within_a_purchase
from dsl.values.currencies import DECIMALS

_CURRENCY = re.compile(r"^\s+currency\s+([A-Z]{3})\b", re.MULTILINE)
_MARGIN = re.compile(
    # A line is read in one way alone: with two, many blank lines would take for ever.
    r"^(program .*\n(?:(?:[ \t#].*)?\n)*?[ \t]+margin +)[0-9.]+ *%",
    re.MULTILINE,
)
_JOIN = re.compile(r"^( +)join .*\n", re.MULTILINE)
_TIME_ZONE = re.compile(r"^( +time zone +)(\S+)", re.MULTILINE)
_NAME = re.compile(r'^program +"([^"\n]*)"', re.MULTILINE)

BLANK = """\
perkwright 1

program "My Program"
  currency USD
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  expire 12 months after the last purchase

earn "Every purchase"
  on a purchase
  give 1 point per 1 USD of net spend

reward "5 USD off"
  costs 100 points
  gives 5 USD off
"""
"""The least that is a program, for those who start from a blank page."""


_WITHOUT_COINS = Fraction(100)
"""Of a currency without decimals, so many make about what one is of the others."""


_TIME_ZONES = {
    "USD": "America/New_York",
    "EUR": "Europe/Amsterdam",
    "GBP": "Europe/London",
    "CAD": "America/Toronto",
    "AUD": "Australia/Sydney",
    "CHF": "Europe/Zurich",
    "SEK": "Europe/Stockholm",
    "NOK": "Europe/Oslo",
    "DKK": "Europe/Copenhagen",
    "PLN": "Europe/Warsaw",
    "JPY": "Asia/Tokyo",
    "INR": "Asia/Kolkata",
}
"""Where most of those who pay in a currency live."""


class Sale(NamedTuple):
    """What one purchase is.

    Attributes:
        template: its price in the template, whose amounts are prices of it; None: they are not.
        own: its price at the owner's shop, in the owner's currency.
    """

    template: Fraction | None
    own: Fraction


def adapted(
    text: str,
    currency: str,
    margin: str | None = None,
    time_zone: str | None = None,
    sale: Sale | None = None,
) -> str:
    """A template in the owner's currency and time zone, with what is left of a sale.

    Amounts keep their figures, 5 USD become 5 EUR and 500 JPY, unless they are prices, or ask for
    more than a purchase is.

    Args:
        currency: its three letters.
        margin: in percent, as in "62" or "62.5"; None keeps what the template says.
        time_zone: as in Europe/Paris; None is not known: that of another currency than the
            template's is taken to be where most of those live who pay in it.
        sale: what a purchase is; None: not known.
    """
    former = currency_in(text)
    if time_zone is None and former not in ("", currency):
        time_zone = _TIME_ZONES.get(currency)
    if time_zone is not None:
        text = _TIME_ZONE.sub(rf"\g<1>{time_zone}", text, count=1)
    if former not in ("", currency):
        text = re.sub(rf"\b{former}\b", currency, text)
        if (sale is None or sale.template is None) and DECIMALS[currency] == 0 < DECIMALS[former]:
            text = with_amounts_times(text, currency, _WITHOUT_COINS)
    if sale is not None and sale.template is None:
        text = within_a_purchase(text, currency, sale.own)
    elif sale is not None and sale.template is not None:
        text = with_amounts_times(text, currency, sale.own / sale.template)
        if margin is not None:
            text = with_costs(text, currency, sale.own * (1 - Fraction(margin) / 100))
    if margin is None:
        return text
    if _MARGIN.search(text):
        return with_margin(text, margin)
    return _JOIN.sub(rf"\g<0>\g<1>margin {margin}%\n", text, count=1)


def with_margin(text: str, margin: str) -> str:
    """A program whose block says another margin; one that says none is left as it is.

    Args:
        margin: in percent, as in "62" or "62.5".
    """
    return _MARGIN.sub(rf"\g<1>{margin}%", text, count=1)


def currency_in(text: str) -> str:
    """The currency that a program's text names; "" where it names none."""
    found = _CURRENCY.search(text)
    return found[1] if found else ""


def time_zone_in(text: str) -> str | None:
    """The time zone that a program states."""
    found = _TIME_ZONE.search(text)
    return found[2] if found else None


def own_name(text: str) -> str:
    """What a program calls itself; "" where it does not say."""
    found = _NAME.search(text)
    return found[1] if found else ""


def file_stem(text: str) -> str:
    """A name for the program's file, from what it calls itself: "My Card" is my_card."""
    words = re.sub(r"[^a-z0-9]+", "_", own_name(text).lower()).strip("_")
    return words[:40] or "my_program"
