"""The shifted beta-geometric model of paid renewals (Fader and Hardie 2007).

At each renewal a member leaves with an own chance, and the chances differ among members as a beta
distribution (`alpha`, `beta`). Those likely to leave go first, so the share that renews rises with
the time of the membership: a flat share would understate who is left in the end.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaln

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.likelihood import Fit, fit

USUAL = (0.7, 2.0)


@dataclass(frozen=True, slots=True)
class ShiftedBetaGeometric:
    """The model with its parameters; time counts in renewals."""

    alpha: float
    beta: float

    def log_likelihood(self, lost: Wholes, kept: Wholes) -> float:
        """The log-likelihood of members who may have joined at different times.

        Args:
            lost: how many left at the first, second, ... renewal.
            kept: of how many it is only known that they renewed so often, from 0 on.
        """
        renewals, often = np.arange(1, len(lost) + 1), np.arange(len(kept), dtype=np.float64)
        leaving = betaln(self.alpha + 1, self.beta + renewals - 1) - betaln(self.alpha, self.beta)
        return float(lost @ leaving + kept @ np.log(self.surviving(often)))

    def surviving(self, renewals: Floats) -> Floats:
        """The share of members who are left after so many renewals."""
        left: Floats = np.exp(
            betaln(self.alpha, self.beta + renewals) - betaln(self.alpha, self.beta)
        )
        return left

    def renewing(self, renewals: Floats) -> Floats:
        """The share of members who renew, of those who are there at each renewal (from 1)."""
        share: Floats = (self.beta + renewals - 1) / (self.alpha + self.beta + renewals - 1)
        return share


def fit_shifted_beta_geometric(lost: Wholes, kept: Wholes) -> tuple[ShiftedBetaGeometric, Fit]:
    """The likeliest parameters; see `ShiftedBetaGeometric.log_likelihood`."""
    found = fit(
        lambda parameters: ShiftedBetaGeometric(*parameters).log_likelihood(lost, kept), USUAL
    )
    return ShiftedBetaGeometric(*found.parameters), found


def of_one_group(members: Wholes) -> tuple[Wholes, Wholes]:
    """Who left and who stayed of members who joined together.

    Args:
        members: how many there were at the start and after each renewal.
    """
    kept = np.zeros_like(members)
    kept[-1] = members[-1]
    return members[:-1] - members[1:], kept
