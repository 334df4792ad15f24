"""The Pareto/NBD model of repeat purchases (Schmittlein, Morrison and Colombo 1987).

A customer buys at a constant rate until leaving, which comes with time and not with purchases: so
somebody who is moved to buy more does not leave the sooner for it. Purchase rates differ among
customers as a gamma distribution (shape `r`, `alpha` in weeks), rates of leaving as another (shape
`s`, `beta` in weeks).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import exprel, gammaln, hyp2f1

from simulator.calibration.columns import Floats
from simulator.calibration.likelihood import Fit, fit
from simulator.calibration.repeats import Repeats

USUAL = (0.5, 8.0, 0.6, 12.0)


@dataclass(frozen=True, slots=True)
class ParetoNbd:
    """The model with its parameters; times are in weeks."""

    r: float
    alpha: float
    s: float
    beta: float

    def log_likelihood(self, seen: Repeats) -> float:
        """The log-likelihood of all customers."""
        r, x = self.r, seen.x
        common = gammaln(r + x) - gammaln(r) + r * np.log(self.alpha) + self.s * np.log(self.beta)
        return seen.total(common + np.logaddexp(self._still_here(seen), self._gone(seen)))

    def expected(self, weeks: Floats) -> Floats:
        """Repeat purchases that a new customer makes in the first weeks."""
        return self.r / self.alpha * self._weeks_here(np.zeros_like(weeks), weeks)

    def probability_alive(self, seen: Repeats) -> Floats:
        """The chance that each customer has not left for good."""
        here = self._still_here(seen)
        alive: Floats = np.exp(here - np.logaddexp(here, self._gone(seen)))
        return alive

    def conditional_expectation(self, seen: Repeats, weeks: float) -> Floats:
        """Purchases that each customer makes in the weeks after the observation."""
        rate = (self.r + seen.x) / (self.alpha + seen.age)
        ahead = np.full_like(seen.x, weeks)
        return self.probability_alive(seen) * rate * self._weeks_here(seen.age, ahead)

    def posterior(self, seen: Repeats) -> "Posterior":
        """What is known of each customer's own rates, given they are there."""
        return Posterior(
            probability_alive=self.probability_alive(seen),
            rate_shape=self.r + seen.x,
            rate_weeks=self.alpha + seen.age,
            leaving_shape=np.full_like(seen.x, self.s),
            leaving_weeks=self.beta + seen.age,
        )

    def _weeks_here(self, age: Floats, weeks: Floats) -> Floats:
        """Weeks that customers who are there now stay during the next weeks."""
        since = self.beta + age
        past = np.log(since) - np.log(since + weeks)
        stayed: Floats = -since * past * exprel((self.s - 1) * past)
        return stayed

    def _still_here(self, seen: Repeats) -> Floats:
        here: Floats = -(self.r + seen.x) * np.log(self.alpha + seen.age)
        return here - self.s * np.log(self.beta + seen.age)

    def _gone(self, seen: Repeats) -> Floats:
        """The part of the likelihood, as logarithm, of having left after the last purchase."""
        from_last, from_end = (
            self._left_since(seen.x, seen.last),
            self._left_since(seen.x, seen.age),
        )
        gone = np.full_like(seen.x, -np.inf)
        later = from_end < from_last
        share = np.log(self.s) - np.log(self.r + self.s + seen.x[later])
        difference = np.log(-np.expm1(from_end[later] - from_last[later]))
        gone[later] = share + from_last[later] + difference
        return gone

    def _left_since(self, x: Floats, weeks: Floats) -> Floats:
        """The integral over leaving at any time after the weeks, as logarithm."""
        r, alpha, s, beta = self.r, self.alpha, self.s, self.beta
        power = r + s + x
        wide = max(alpha, beta) + weeks
        z = abs(alpha - beta) / wide
        if alpha >= beta:
            series = np.log(hyp2f1(power, s + 1, power + 1, z))
        else:
            series = np.log(hyp2f1(1, s + 1, power + 1, z)) + (1 - r - x) * np.log1p(-z)
        integral: Floats = series - power * np.log(wide)
        return integral


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Posterior:
    """How to draw existing customers: first whether they are there, then the rest for those.

    Attributes:
        rate_shape, rate_weeks: purchases a week ~ gamma(shape, rate).
        leaving_shape, leaving_weeks: chance a week to leave ~ gamma(shape, rate).
    """

    probability_alive: Floats
    rate_shape: Floats
    rate_weeks: Floats
    leaving_shape: Floats
    leaving_weeks: Floats


def fit_pareto_nbd(seen: Repeats) -> tuple[ParetoNbd, Fit]:
    """The likeliest parameters for the customers seen, and their uncertainty."""
    rows = seen.collapsed()
    found = fit(lambda parameters: ParetoNbd(*parameters).log_likelihood(rows), USUAL)
    return ParetoNbd(*found.parameters), found
