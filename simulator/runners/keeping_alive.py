"""Purchases in the run-off with which nobody redeems: which of them have to be simulated."""

from itertools import pairwise

import numpy as np

from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.wallets import AfterLast
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.calibration.columns import Wholes
from simulator.runners.arms import Closing
from simulator.runners.candidates import Days, Truths

SHORTEST_MONTH = 28
LATE = 10
"""Days by which two purchases may come further apart or closer than they were drawn."""


def stretch_of(closing: Closing) -> int:
    """Days in which only the first and the last purchase can matter; 0: no purchase does.

    Units outlast the time between the two, so those between them change nothing; but a paid
    membership may end there, and with it what purchases keep alive.
    """
    expiries = [wallet.expiry for wallet in closing.program.wallets]
    expiries += [terms.expiry for terms in closing.plan.terms]
    lives = [
        expiry.length.count * (SHORTEST_MONTH if expiry.length.unit == "month" else 1)
        for expiry in expiries
        if isinstance(expiry, AfterLast) and "purchase" in expiry.keeps_alive
    ]
    if lives and paid_membership(closing.program) is not None:
        return 1
    return max(min(lives) - LATE, 1) if lives else 0


def tells_who_may_redeem(program: Program) -> bool:
    """Whether purchases change what members may have: a reward is for a tier, or has conditions."""
    return any(map(_is_for_some, program.rewards))


def _is_for_some(reward: Reward) -> bool:
    audiences = (reward.inside, reward.audience, *(price.audience for price in reward.prices))
    return bool(reward.guards) or any(each.tiers or each.segments for each in audiences)


def first_and_last(rows: Wholes, stretches: Days) -> Truths:
    """Which are the first or the last of a member in a stretch.

    Args:
        rows: of the members.
        stretches: the number of each one's stretch, ascending.
    """
    found = np.zeros(len(rows), np.bool_)
    place = np.zeros(int(rows.max(initial=0)) + 1, np.int64)
    edges = [0, *(np.diff(stretches).nonzero()[0] + 1).tolist(), len(rows)]
    for start, end in pairwise(edges):
        own, every = rows[start:end], np.arange(start, end)
        # Of several places of a member the one written last stays.
        place[own[::-1]] = every[::-1]
        found[place[own]] = True
        place[own] = every
        found[place[own]] = True
    return found
