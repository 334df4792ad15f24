"""Who joins, and with which purchase. Frequent customers join sooner, whatever a program does."""

import numpy as np
from scipy.special import betaln, expit, logit

from simulator.behaviour.assumed_values import Values
from simulator.calibration.columns import Floats, Wholes

NOT_YET = np.iinfo(np.int32).max
LEAST_CHANCE, MOST_CHANCE = 1e-280, 1 - 2.0**-53
"""Nobody joins with the one, everybody at once with the other; 0 and 1 cannot be worked with."""
MOST = 200
"""Renewals after which nobody is looked at any more."""


def joining_purchase(
    values: Values, uniform: Floats, pace: Floats, place: Wholes, *, pays: bool, gift: bool
) -> Wholes:
    """The number of the purchase (from 1) with which each customer joins.

    At every purchase there is the same chance, so one uniform draws the number: a higher chance
    never makes anybody join later.

    Args:
        values: of the assumptions.
        uniform: of each customer.
        pace: how often each buys, against the average of all customers.
        place: of the replication that each belongs to.
        pays: one joins by paying.
        gift: joining itself is rewarded.
    """
    usual = values["join_by_paying" if pays else "join"][place]
    odds = logit(usual) + values["join_by_activity"][place] * np.log2(pace)
    if gift:
        odds = odds + values["join_by_gift"][place]
    chance = np.clip(expit(odds), LEAST_CHANCE, MOST_CHANCE)
    number = np.ceil(np.log(uniform) / np.log1p(-chance))
    return np.clip(number, 1, NOT_YET).astype(np.int64)


def still_paying(renewals: Wholes, first: float, second: float) -> Floats:
    """The share of paying members who have renewed so many times; see `last_renewal`."""
    found: Floats = np.exp(betaln(first, second + renewals) - betaln(first, second))
    return found


def last_renewal(uniform: Floats, first: float, second: float) -> Wholes:
    """The number of the renewal (from 1) at which each paying member ends the membership.

    Chances to end it differ among members as a beta distribution, so the longer one has paid the
    likelier one renews. One uniform draws the number; very long memberships count as `MOST`.

    Args:
        uniform: of each member.
        first, second: parameters of the beta distribution.
    """
    kept = still_paying(np.arange(1, MOST), first, second)
    return MOST - np.searchsorted(kept[::-1], uniform, "right")
