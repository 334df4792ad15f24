"""The estimator: what being invited changed, and what joining changed, with their intervals.

Customers are compared within their strata, invited with not invited, whoever joined. What their
spending before the pilot explains is taken away first (CUPED), with one coefficient for all
strata; it needs no model, because before the pilot nobody was invited. Variances are those of a
difference of means in each stratum, degrees of freedom those of Welch and Satterthwaite.

Everything here is a statistic in floats: averages and their errors, never an amount that is booked.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from statistics import NormalDist

import numpy as np
from scipy.optimize import brentq
from scipy.special import stdtrit

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.purchases import Chosen
from simulator.pilots.looks import AT_EACH_END
from simulator.pilots.power import capped

_WEAK = 3.0
"""A difference in joining below so many standard errors carries no effect of joining."""

_LEAST, _MOST = math.log(0.05), math.log(20)
"""Spending is looked for between a twentieth and twenty times what it would have been."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with its error.

    Attributes:
        error: standard error.
        degrees: degrees of freedom of the error.
        outside: what its interval leaves out at each end; less at an early look.
    """

    value: float
    error: float
    degrees: float
    outside: float = AT_EACH_END

    def interval(self) -> tuple[float, float]:
        """Both ends of the interval."""
        reach = self.reach()
        return self.value - reach, self.value + reach

    def reach(self) -> float:
        """Half the length of the interval."""
        return -float(stdtrit(self.degrees, self.outside)) * self.error

    def times(self, factor: float) -> "Estimate":
        """The same in other units."""
        return replace(self, value=self.value * factor, error=self.error * abs(factor))

    def leaving_out(self, outside: float) -> "Estimate":
        """The same with an interval that leaves out so much at each end."""
        return replace(self, outside=outside)


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The customers of a pilot, ready for comparison.

    Attributes:
        cells: of each customer, twice its stratum from 0, and one more if it is invited.
        sizes: customers in each cell, at least two.
        before: spending before the pilot.
    """

    cells: Wholes
    sizes: Wholes
    before: Floats

    @classmethod
    def of(cls, strata: Wholes, invited: Chosen, before: Floats) -> "Groups":
        """Strata that lack two customers in a group are joined with the next one.

        Raises:
            ValueError: there are not two customers in each group.
        """
        cells = 2 * _wide_enough(strata, invited) + invited
        return cls(cells, np.bincount(cells), before)

    @property
    def weights(self) -> Floats:
        """The share of all customers that each stratum has."""
        whole: Floats = (self.sizes[::2] + self.sizes[1::2]) / self.sizes.sum()
        return whole

    def averages(self, values: Floats) -> Floats:
        """The average in each cell."""
        averages: Floats = np.bincount(self.cells, weights=values) / self.sizes
        return averages


@dataclass(frozen=True, slots=True)
class Difference:
    """Averages of the invited and of the others, adjusted, and what lies between."""

    invited: float
    others: float
    between: Estimate


@dataclass(frozen=True, slots=True)
class Uplift:
    """By which share spending rose, with both ends of its interval."""

    value: float
    low: float
    high: float

    @property
    def error(self) -> float:
        """The standard error of a normal distribution with an interval of 95% of this length."""
        return (self.high - self.low) / (2 * NormalDist().inv_cdf(0.975))

    def times(self, factor: float) -> "Uplift":
        """Of a part of the customers, when the others have none."""
        return Uplift(self.value * factor, self.low * factor, self.high * factor)


def _wide_enough(strata: Wholes, invited: Chosen) -> Wholes:
    names, places = np.unique(strata, return_inverse=True)
    inside = np.bincount(places, weights=invited)
    outside = np.bincount(places) - inside
    merged, number, left = np.zeros(len(names), np.int64), 0, [0.0, 0.0]
    for place in range(len(names)):
        left[0] += inside[place]
        left[1] += outside[place]
        merged[place] = number
        if min(left) >= 2:
            number, left = number + 1, [0.0, 0.0]
    if not number:
        raise ValueError("fewer than two customers in a group")
    widened: Wholes = np.minimum(merged, number - 1)[places]
    return widened


def difference(groups: Groups, values: Floats) -> Difference:
    """What the invited have more of than the others: of spending, of members, of anything."""
    before = groups.before - groups.averages(groups.before)[groups.cells]
    means = groups.averages(values)
    within = values - means[groups.cells]
    square = float(np.dot(before, before))
    slope = float(np.dot(before, within)) / square if square > 0 else 0.0
    means = means - slope * (groups.averages(groups.before) - groups.before.mean())
    squares = np.bincount(groups.cells, weights=(within - slope * before) ** 2)
    variances = squares / (groups.sizes - 1) / groups.sizes * np.repeat(groups.weights, 2) ** 2
    total = float(variances.sum())
    smallness = float((variances**2 / (groups.sizes - 1)).sum())
    degrees = total**2 / smallness if smallness > 0 else float(len(values) - 2)
    invited = float(np.dot(groups.weights, means[1::2]))
    others = float(np.dot(groups.weights, means[::2]))
    between = Estimate(invited - others, math.sqrt(total), degrees)
    return Difference(invited, others, between)


def effect_of_joining(groups: Groups, spending: Floats, joined: Chosen) -> Estimate | None:
    """What one more member spends more: the effect of the invitation over the share it brought in.

    None where the invitation brought in too few to say.
    """
    share = difference(groups, joined.astype(np.float64)).between
    if share.value <= _WEAK * share.error:
        return None
    per_member = difference(groups, spending).between.value / share.value
    rest = difference(groups, spending - per_member * joined).between
    return Estimate(per_member, rest.error / share.value, rest.degrees)


def uplift(
    groups: Groups, spending: Floats, lifted: Chosen, outside: float = AT_EACH_END
) -> Uplift | None:
    """By which share those lifted spend more than the same people would have without.

    It is the uplift that makes the groups alike again when it is taken off what the lifted spent;
    the interval holds all uplifts at which the groups do not differ more than chance allows.
    Amounts are capped after it is taken off, so the cap does not make the uplift look smaller.

    Args:
        groups: of everybody.
        spending: during the pilot, not capped.
        lifted: the invited, or those of them who joined.
        outside: what the interval leaves out at each end.

    Returns:
        None where so few were lifted that any uplift could be the truth.
    """

    def beyond(log_uplift: float, bound: float) -> float:
        without = difference(groups, capped(spending / (1 + math.expm1(log_uplift) * lifted)))
        between = without.between.leaving_out(outside)
        return between.value - bound * between.reach()

    found = [_root(partial(beyond, bound=bound)) for bound in (0, 1, -1)]
    known = [math.expm1(each) for each in found if each is not None]
    return Uplift(*known) if len(known) == len(found) else None


def _root(function: Callable[[float], float]) -> float | None:
    if not function(_LEAST) > 0 > function(_MOST):
        return None
    return float(brentq(function, _LEAST, _MOST, xtol=1e-7))
