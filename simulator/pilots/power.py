"""What a pilot can see: customers needed, and the smallest effect that a group can show.

With C the coefficient of variation of what customers spend and r the correlation between their
spending before and during the pilot, the relative effect d on everybody who is invited needs

    n = 2 · (z(1-a/2) + z(1-b))² · C² · (1 - r²) / d²

customers in each group. Where only a share p of the invited joins, the invited see p · d, so the
effect on those who join needs n / p². (Lehr's rule with the variance that the spending before
explains taken away, as in Deng, Xu, Kohavi and Walker 2013.)
"""

import math
from statistics import NormalDist

import numpy as np

from simulator.calibration.columns import Floats, Wholes

CAPPED_AT_PERCENT = 99
"""Spending above this percentile counts as the percentile: a few customers would drown the rest."""


def capped(amounts: Wholes | Floats) -> Floats:
    """Amounts with the highest hundredth cut to the percentile.

    The percentile is that of all customers together, invited or not, so that it says nothing
    about who was invited.
    """
    place = len(amounts) * CAPPED_AT_PERCENT // 100
    if place >= len(amounts):
        return amounts.astype(np.float64)
    return np.minimum(amounts, np.partition(amounts, place)[place]).astype(np.float64)


def variation(amounts: Floats) -> float:
    """The coefficient of variation: standard deviation in units of the mean; 0 without spending."""
    mean = float(amounts.mean()) if len(amounts) > 1 else 0.0
    return float(amounts.std(ddof=1)) / mean if mean > 0 else 0.0


def correlation(before: Floats, during: Floats) -> float:
    """How far spending before says what is spent during the pilot: -1 to 1; 0 where it cannot."""
    if len(before) < 3 or before.std() == 0 or during.std() == 0:
        return 0.0
    return float(np.corrcoef(before, during)[0, 1])


def customers_in_each_group(
    *,
    spread: float,
    correlated: float,
    effect: float,
    joining: float = 1.0,
    confidence: float = 0.95,
    power: float = 0.8,
) -> int:
    """How many customers each of two equal groups needs.

    Args:
        spread: coefficient of variation.
        correlated: correlation of spending before and during.
        effect: relative effect on those who join.
        joining: share of the invited who join.
        confidence: of the interval, 1 - a.
        power: chance of seeing the effect if it is there, 1 - b.
    """
    unseen = spread**2 * (1 - correlated**2)
    needed = 2 * _both_ends(confidence, power) ** 2 * unseen / (effect * joining) ** 2
    return math.ceil(needed)


def detectable_effect(
    *,
    spread: float,
    correlated: float,
    invited: int,
    not_invited: int,
    joining: float = 1.0,
    confidence: float = 0.95,
    power: float = 0.8,
) -> float:
    """The smallest relative effect on those who join that two groups are likely to show."""
    unseen = spread * math.sqrt(1 - correlated**2)
    groups = math.sqrt(1 / invited + 1 / not_invited)
    return _both_ends(confidence, power) * unseen * groups / joining


def _both_ends(confidence: float, power: float) -> float:
    normal = NormalDist()
    return normal.inv_cdf((1 + confidence) / 2) + normal.inv_cdf(power)
