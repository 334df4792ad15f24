"""What a pilot can see: customers needed, and the smallest effect that a group can show.

With C the coefficient of variation of what customers spend and r the correlation between their
spending before and during the pilot, the relative effect d on everybody who is invited needs

    n = 2 · (z(1-a/2) + z(1-b))² · C² · (1 - r²) / d²

customers in each group. Where only a share p of the invited joins, the invited see p · d, so the
effect on those who join needs n / p². (Lehr's rule with the variance that the spending before
explains taken away, as in Deng, Xu, Kohavi and Walker 2013.)

That is exact for an effect that adds the same to everybody. Uplifts multiply: they lift most what
is cut at the percentile, and make spending vary more. So `detectable_uplift` solves the condition
behind the formula with the shop's own spending as it would be with the uplift.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from scipy.optimize import brentq

from simulator.calibration.columns import Floats, Wholes
from simulator.limits import MOST_UPLIFT_PERCENT

CAPPED_AT_PERCENT = 99
"""Spending above this percentile counts as the percentile: a few customers would drown the rest."""

MOST_UPLIFT = MOST_UPLIFT_PERCENT / 100
_HALVINGS = 20


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


@dataclass(frozen=True, slots=True, eq=False)
class PilotGroup:
    """Customers as a pilot would meet them.

    Attributes:
        before: spending before, capped.
        spending: as long as the pilot would last, not capped; `ranked` from low to high.
        invited_share: of the customers.
        joining: share of the invited who join.
    """

    before: Floats
    spending: Floats
    ranked: Floats
    invited_share: float
    joining: float

    @classmethod
    def of(
        cls, before_minor: Wholes, during_minor: Wholes, invited_share: float, joining: float
    ) -> "PilotGroup":
        """The group of some customers."""
        spending = during_minor.astype(np.float64)
        return cls(capped(before_minor), spending, np.sort(spending), invited_share, joining)

    def signal(self, lift: float) -> tuple[float, float]:
        """What an uplift of those who join shows, and its variance with one customer in all."""
        share = self.joining * self.invited_share
        cap = _mixed_percentile(self.ranked, lift, share)
        plain = np.minimum(self.spending, cap)
        more = np.minimum(self.spending * (1 + lift), cap) - plain
        known = _explained(self.before, plain + share * more)
        by_chance = self.joining * (1 - self.joining) * float((more**2).mean())
        invited = by_chance + float((plain + self.joining * more - known).var())
        others = float((plain - known).var())
        variance = invited / self.invited_share + others / (1 - self.invited_share)
        return self.joining * float(more.mean()), variance


def detectable_uplift(
    group: PilotGroup, customers: int, *, confidence: float = 0.95, power: float = 0.8
) -> float:
    """The smallest uplift of those who join that so many such customers are likely to show.

    At most `MOST_UPLIFT`, which then means: more than that.
    """

    def beyond(lift: float) -> float:
        shown, variance = group.signal(lift)
        return shown - _both_ends(confidence, power) * math.sqrt(variance / customers)

    if beyond(MOST_UPLIFT) < 0:
        return MOST_UPLIFT
    return float(brentq(beyond, 0.0, MOST_UPLIFT, xtol=1e-5))


def customers_needed(
    group: PilotGroup, lift: float, *, confidence: float = 0.95, power: float = 0.8
) -> int:
    """How many such customers, invited and not, are likely to show an uplift of those who join."""
    shown, variance = group.signal(lift)
    return math.ceil(_both_ends(confidence, power) ** 2 * variance / shown**2) if shown else 0


def _explained(before: Floats, during: Floats) -> Floats:
    """What spending before says about each customer's spending."""
    variance = float(before.var())
    slope = float(np.cov(before, during, ddof=0)[0, 1]) / variance if variance > 0 else 0.0
    return slope * before


def _mixed_percentile(ranked: Floats, lift: float, share: float) -> float:
    """The percentile at which amounts are cut, if a share of the customers is lifted.

    Args:
        ranked: amounts without the lift, from low to high.
    """

    def missing(cap: float) -> float:
        below = np.searchsorted(ranked, [cap, cap / (1 + lift)], side="right") / len(ranked)
        return CAPPED_AT_PERCENT / 100 - float((1 - share) * below[0] + share * below[1])

    low = float(ranked[min(len(ranked) * CAPPED_AT_PERCENT // 100, len(ranked) - 1)])
    high = low * (1 + lift)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if missing(middle) > 0 else (low, middle)
    return high


def _both_ends(confidence: float, power: float) -> float:
    normal = NormalDist()
    return normal.inv_cdf((1 + confidence) / 2) + normal.inv_cdf(power)
