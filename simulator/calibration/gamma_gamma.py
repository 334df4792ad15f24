"""The Gamma-Gamma model of what a purchase is worth (Fader and Hardie).

Each customer's purchases scatter around an own mean, and the means scatter among customers: `p` is
the shape of the first, `q` and `v` shape and scale of the second. Values are in units of the
currency. The model takes for granted that how much is spent does not depend on how often;
`dependence.py` measures whether that holds.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from simulator.calibration.columns import Floats
from simulator.calibration.likelihood import Fit, fit

DEPENDENT_ABOVE = 0.15
"""From this correlation on, rates and means must be drawn together (simulator/CALIBRATION.md)."""


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """The model with its parameters."""

    p: float
    q: float
    v: float

    def log_likelihood(self, purchases: Floats, means: Floats) -> float:
        """The log-likelihood of the customers' mean purchases.

        Args:
            purchases: how many purchases each mean is of.
            means: the mean purchase of each customer.
        """
        p, q, v = self.p, self.q, self.v
        shape, total = p * purchases, purchases * means
        each = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
        each += (shape - 1) * np.log(means) + shape * np.log(purchases)
        each -= (shape + q) * np.log(v + total)
        return float(each.sum())

    def mean(self) -> float:
        """What a purchase is worth on average over customers; endless where q is 1 or below."""
        return self.p * self.v / (self.q - 1) if self.q > 1 else np.inf


def fit_gamma_gamma(purchases: Floats, means: Floats) -> tuple[GammaGamma, Fit]:
    """The likeliest parameters for the customers' means, and their uncertainty."""
    usual = (4.0, 4.0, float(means.mean()) * 0.75)
    found = fit(lambda parameters: GammaGamma(*parameters).log_likelihood(purchases, means), usual)
    return GammaGamma(*found.parameters), found
