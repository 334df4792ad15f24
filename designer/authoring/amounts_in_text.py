"""The amounts of money in a program's text, comments and names included, all changed alike."""

import re
from fractions import Fraction

from dsl.values.currencies import DECIMALS
from dsl.values.rounding import nearest

_NEEDED = r"^ +needs a purchase of at least +([0-9][0-9,]*(?:\.[0-9]+)?) +{currency}\b"
_PER_PART = r"\b([0-9][0-9,]*)( +\w+ +per +)(0\.[0-9]+)( +{currency}\b)"
_STEPS = (2, 5, 10)
_COST = re.compile(r"^( +costs us +)[0-9][0-9,.]*( +[A-Z]{3}\b)(?! +per\b)", re.MULTILINE)


def with_amounts_times(text: str, currency: str, times: Fraction) -> str:
    """A program all of whose amounts are so many times as high, to the smallest coin.

    Args:
        currency: of the amounts, as the text writes it.
    """

    def dearer(found: re.Match[str]) -> str:
        return _written(_units(found[1]) * times, currency) + found[2]

    return re.sub(rf"\b([0-9][0-9,]*(?:\.[0-9]+)?)( +{currency})\b", dearer, text)


def within_a_purchase(text: str, currency: str, purchase: Fraction) -> str:
    """A program whose amounts are lower where rewards ask for more than a usual purchase.

    All of them are a half, a fifth, a tenth and so on, so that what it gives back stays the same
    and the figures stay round. A program whose first reward is in reach is left as it is.

    Args:
        currency: of the amounts, as the text writes it.
        purchase: a usual one, in units of the currency.
    """
    found = re.findall(_NEEDED.format(currency=currency), text, re.MULTILINE)
    needed = min((_units(each) for each in found), default=Fraction(0))
    if needed <= purchase:
        return text
    tens = 1
    while needed > purchase * tens * _STEPS[-1]:
        tens *= _STEPS[-1]
    part = next(tens * step for step in _STEPS if needed <= purchase * tens * step)
    lower = with_amounts_times(text, currency, Fraction(1, part))
    return re.sub(_PER_PART.format(currency=currency), _per_whole, lower)


def _per_whole(found: re.Match[str]) -> str:
    """`10 points per 0.20 USD` as `50 points per 1 USD`."""
    number = _units(found[1]) / _units(found[3])
    return found[0] if number.denominator > 1 else f"{number.numerator:,}{found[2]}1{found[4]}"


def _units(written: str) -> Fraction:
    return Fraction(written.replace(",", ""))


def with_costs(text: str, currency: str, cost: Fraction) -> str:
    """A program each of whose rewards costs the shop this; costs by the month stay."""
    return _COST.sub(rf"\g<1>{_written(cost, currency)}\g<2>", text)


def _written(units: Fraction, currency: str) -> str:
    """An amount as a program says it, at least one smallest coin."""
    coins = 10 ** DECIMALS[currency]
    smallest = max(1, nearest(units.numerator * coins, units.denominator))
    whole, rest = divmod(smallest, coins)
    return f"{whole:,}" + (f".{rest:0{DECIMALS[currency]}}" if rest else "")
