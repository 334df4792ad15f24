"""How members from before the first day begin: what they remember, and what is counted of it."""

import numpy as np

from simulator.behaviour.response import Memory
from simulator.calibration.columns import Wholes
from simulator.results.measures import WalletMeasure
from simulator.runners.counting import ArmCounts
from simulator.runners.opened import NOBODY, Start
from simulator.runners.paying import Paying


def paid_periods(start: Start | None, members: int) -> Wholes:
    """How many periods of a paid membership each member has paid before the first day."""
    found = np.zeros(members, np.int64)
    if start is not None:
        opened, which = start
        there = which != NOBODY
        found[there] = opened.paid_periods[which[there]]
    return found


def begin(
    start: Start, memory: Memory, paying: Paying, counts: ArmCounts, places: Wholes
) -> Wholes:
    """Let members begin with what they have; gives those whose birthday is not known.

    Args:
        start: the openings, and which of them each member starts with.
        memory: of the members, in which nothing has happened.
        paying: the paying members, of whom nobody pays yet.
        counts: to be added to; what was owed before has a measure of its own there.
        places: of the replication of each member.
    """
    opened, which = start
    rows = (which != NOBODY).nonzero()[0]
    of = which[rows]
    memory.orders[rows] = opened.orders[of]
    memory.hand[rows] = opened.hand[of]
    pays = opened.paid_from[of] > 0
    memory.pays[rows[pays]] = True
    paying.go_on(rows[pays], opened.paid_from[of[pays]])
    for wallet, balance in enumerate(opened.balance):
        memory.balance[wallet, rows] = balance[of]
        memory.granted[wallet, rows] = opened.granted[wallet][of]
        for measure in (WalletMeasure.OPENING, WalletMeasure.OUTSTANDING):
            counts.add_units(wallet, measure, 0, places[rows], balance[of])
    return rows[~opened.has_birthday[of]]
