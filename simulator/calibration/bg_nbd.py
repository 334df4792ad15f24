"""The BG/NBD model of repeat purchases (Fader, Hardie and Lee, Marketing Science 2005).

A customer who is still there buys at a constant rate, and after each repeat purchase may leave for
good. Rates differ among customers as a gamma distribution (shape `r`, `alpha` in weeks), the chance
to leave as a beta distribution (`a`, `b`).

The hypergeometric functions are used after Euler's transformation, which keeps them near 1 where
the published form multiplies a huge number by a tiny one.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import betaln, expit, gammaln, hyp2f1

from simulator.calibration.columns import Floats
from simulator.calibration.likelihood import Fit, fit
from simulator.calibration.repeats import Repeats

USUAL = (0.5, 8.0, 0.8, 2.5)
_NEAR_ONE = 1e-5
_BESIDE = (-2 * _NEAR_ONE, 2 * _NEAR_ONE)


@dataclass(frozen=True, slots=True)
class BgNbd:
    """The model with its parameters; times are in weeks."""

    r: float
    alpha: float
    a: float
    b: float

    def log_likelihood(self, seen: Repeats) -> float:
        """The log-likelihood of all customers."""
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        x = seen.x
        common = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        common += betaln(a, b + x) - betaln(a, b)
        still_here = -(r + x) * np.log(alpha + seen.age)
        gone = np.full_like(x, -np.inf)
        repeat = x > 0
        gone[repeat] = np.log(a) - np.log(b + x[repeat] - 1)
        gone[repeat] -= (r + x[repeat]) * np.log(alpha + seen.last[repeat])
        return seen.total(common + np.logaddexp(still_here, gone))

    def expected(self, weeks: Floats) -> Floats:
        """Repeat purchases that a new customer makes in the first weeks."""
        nobody = np.zeros_like(weeks)
        return self._while_here(nobody, nobody, weeks)

    def probability_alive(self, seen: Repeats) -> Floats:
        """The chance that each customer has not left for good.

        An average below one repeat is of some who have one and of others who have none, and who
        are all there.
        """
        alive = np.ones_like(seen.x)
        repeat = seen.x > 0
        share = np.minimum(seen.x[repeat], 1)
        bought, age = np.maximum(seen.x[repeat], 1), seen.age[repeat]
        last = np.minimum(seen.last[repeat] / share, age)
        odds = np.log(self.a) - np.log(self.b + bought - 1)
        odds += (self.r + bought) * (np.log(self.alpha + age) - np.log(self.alpha + last))
        alive[repeat] = 1 - share + share * expit(-odds)
        return alive

    def conditional_expectation(self, seen: Repeats, weeks: float) -> Floats:
        """Purchases that each customer makes in the weeks after the observation."""
        ahead = np.full_like(seen.x, weeks)
        return self.probability_alive(seen) * self._while_here(seen.x, seen.age, ahead)

    def posterior(self, seen: Repeats) -> "Posterior":
        """What is known of each customer's own rate and chance to leave, given they are there."""
        return Posterior(
            probability_alive=self.probability_alive(seen),
            rate_shape=self.r + seen.x,
            rate_weeks=self.alpha + seen.age,
            leaving_a=np.full_like(seen.x, self.a),
            leaving_b=self.b + seen.x,
        )

    def _beside(self) -> "list[BgNbd]":
        """The models below and above, where the formula has no value; else none."""
        if abs(self.a - 1) < _NEAR_ONE:  # it divides 0 by 0
            return [replace(self, a=1 + away) for away in _BESIDE]
        if abs(self.a + self.b - 1) < _NEAR_ONE:  # it multiplies 0 by infinity for who is new
            return [replace(self, b=1 - self.a + away) for away in _BESIDE]
        return []

    def _while_here(self, x: Floats, age: Floats, weeks: Floats) -> Floats:
        """Purchases in the next weeks of customers who have not left."""
        if beside := self._beside():
            below, above = (each._while_here(x, age, weeks) for each in beside)
            return (below + above) / 2
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        past = (alpha + age) / (alpha + age + weeks)
        series = hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, 1 - past)
        purchases: Floats = (a + b + x - 1) / (a - 1) * (1 - past ** (a - 1) * series)
        return purchases


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Posterior:
    """How to draw existing customers: first whether they are there, then the rest for those.

    Attributes:
        rate_shape, rate_weeks: purchases a week ~ gamma(shape, rate).
        leaving_a, leaving_b: chance to leave after a purchase ~ beta(a, b).
    """

    probability_alive: Floats
    rate_shape: Floats
    rate_weeks: Floats
    leaving_a: Floats
    leaving_b: Floats


def fit_bg_nbd(seen: Repeats) -> tuple[BgNbd, Fit]:
    """The likeliest parameters for the customers seen, and their uncertainty."""
    rows = seen.collapsed()
    found = fit(lambda parameters: BgNbd(*parameters).log_likelihood(rows), USUAL)
    return BgNbd(*found.parameters), found
