"""The amounts of money in a program's text, comments and names included, all changed alike."""

import re
from fractions import Fraction

from dsl.values.currencies import DECIMALS
from dsl.values.rounding import nearest

_COST = re.compile(r"^( +costs us +)[0-9][0-9,.]*( +[A-Z]{3}\b)(?! +per\b)", re.MULTILINE)


def with_amounts_times(text: str, currency: str, times: Fraction) -> str:
    """A program all of whose amounts are so many times as high, to the smallest coin.

    Args:
        currency: of the amounts, as the text writes it.
    """

    def dearer(found: re.Match[str]) -> str:
        return _written(Fraction(found[1].replace(",", "")) * times, currency) + found[2]

    return re.sub(rf"\b([0-9][0-9,]*(?:\.[0-9]+)?)( +{currency})\b", dearer, text)


def with_costs(text: str, currency: str, cost: Fraction) -> str:
    """A program each of whose rewards costs the shop this; costs by the month stay."""
    return _COST.sub(rf"\g<1>{_written(cost, currency)}\g<2>", text)


def _written(units: Fraction, currency: str) -> str:
    """An amount as a program says it, at least one smallest coin."""
    coins = 10 ** DECIMALS[currency]
    smallest = max(1, nearest(units.numerator * coins, units.denominator))
    whole, rest = divmod(smallest, coins)
    return f"{whole:,}" + (f".{rest:0{DECIMALS[currency]}}" if rest else "")
