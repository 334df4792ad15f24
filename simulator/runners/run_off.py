"""The months after trading, until nobody has anything left that was promised.

Nothing is earned any more and nobody is drawn to the shop, so a day is no different from its
neighbours: the purchases of a quarter of a month take place together on its middle day.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from simulator.calibration.columns import Wholes
from simulator.runners.block import Block
from simulator.runners.orders import give_values
from simulator.runners.program_worlds import ProgramWorlds
from simulator.runners.span import Span
from simulator.runners.visits import Due

PARTS_OF_A_MONTH = 4


def run_off(worlds: Sequence[ProgramWorlds], block: Block) -> None:
    """Redeem, use and lose what members have, month by month."""
    span = block.setting.span
    returning = [each.returning() for each in worlds]
    if not returning or span.all_months == span.months:
        return
    orders = block.run_off_orders(_any_of(returning, len(block.customers)))
    due = []
    for each in worlds:
        each.use_orders(orders)
        due.append(each.worth_following())
    give_values(orders, _any_of([visits.at for visits in due], len(orders)))
    for month in range(span.months, span.all_months):
        if not any(each.holders().any() for each in worlds):
            return
        for each, visits in zip(worlds, due, strict=True):
            _month(each, visits, span, month)


def _any_of(places: Sequence[Wholes], size: int) -> Wholes:
    """Those that are in any of several, ascending."""
    found = np.zeros(size, np.bool_)
    for each in places:
        found[each] = True
    return found.nonzero()[0]


def _month(worlds: ProgramWorlds, visits: Due, span: Span, month: int) -> None:
    first, after = (int(day) for day in span.edges[month : month + 2])
    parts = range(PARTS_OF_A_MONTH + 1)
    edges = [first + (after - first) * part // PARTS_OF_A_MONTH for part in parts]
    places = np.searchsorted(worlds.days(visits), edges)
    for (start, end), (low, high) in zip(pairwise(edges), pairwise(places), strict=True):
        day = (start + end) // 2
        worlds.review(day)
        worlds.visit_in_run_off(visits.where(slice(low, high)), day)
    worlds.review(after - 1)
