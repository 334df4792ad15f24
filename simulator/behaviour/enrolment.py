"""Who joins, and with which purchase. Frequent customers join sooner, whatever a program does."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, expit, logit

from simulator.behaviour.assumed_values import Values
from simulator.calibration.columns import Floats, Wholes

NOT_YET = np.iinfo(np.int32).max
LEAST_CHANCE, MOST_CHANCE = 1e-280, 1 - 2.0**-53
"""Nobody joins with the one, everybody at once with the other; 0 and 1 cannot be worked with."""
MOST = 200
"""Renewals after which nobody is looked at any more."""


def joining_chance(
    values: Values, pace: Floats, place: Wholes, *, pays: bool, gift: bool
) -> Floats:
    """The chance of each customer to join at a purchase, if ever.

    Args:
        values: of the assumptions.
        pace: how often each buys, against the average of all customers.
        place: of the replication that each belongs to.
        pays: one joins by paying.
        gift: joining itself is rewarded.
    """
    usual = values["join_by_paying" if pays else "join"][place]
    odds = logit(usual) + values["join_by_activity"][place] * np.log2(pace)
    if gift:
        odds = odds + values["join_by_gift"][place]
    chance: Floats = np.clip(expit(odds), LEAST_CHANCE, MOST_CHANCE)
    return chance


def joining_purchase(uniform: Floats, chance: Floats) -> Wholes:
    """The number of the purchase (from 1) with which each customer joins.

    At every purchase there is the same chance, so one uniform draws the number: a higher chance
    never makes anybody join later.
    """
    number = np.ceil(np.log(uniform) / np.log1p(-chance))
    return np.clip(number, 1, NOT_YET).astype(np.int64)


def share_never_joining(customers: float, members: float, not_yet: float) -> float:
    """The share of a shop's customers who never join, by how many have joined so far.

    Who never joins is no member, and of the others as many are none as have not come to it yet.

    Args:
        customers: of the shop.
        members: how many of them are.
        not_yet: how many would be none if everybody joined some day.
    """
    if customers <= not_yet:
        return 0.0  # nobody was asked, so nothing is known
    return max((customers - members - not_yet) / (customers - not_yet), 0.0)


def member_already(share: Floats, not_yet: Floats, own: Floats) -> Floats:
    """The chance of each customer to be one of the members among like ones.

    If fewer are members than would be if everybody joined some day, the others refuse, at whatever
    pace they buy; if more are, everybody was asked more often. On average it is the share.

    Args:
        share: of the like ones, how many are members.
        not_yet: their chance to have been asked as often without joining, if they join some day.
        own: the same chance at the customer's own pace.
    """
    refuse = share < 1 - not_yet
    all_of = np.where(refuse, 1 - not_yet, np.maximum(not_yet, LEAST_CHANCE))
    part = np.where(refuse, share, 1 - share) / all_of
    found: Floats = np.where(refuse, (1 - own) * part, 1 - own * part)
    return found


def joins_yet(never: ArrayLike, not_yet: Floats) -> Floats:
    """The chance that somebody who is no member is not one of those who never join.

    Args:
        never: the share of all customers who never join.
        not_yet: the chance of those who join some day to have been asked as often without joining.
    """
    never = np.asarray(never)
    others = (1 - never) * not_yet
    found: Floats = np.divide(
        others, never + others, out=np.ones_like(others), where=never + others > 0
    )
    return found


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
