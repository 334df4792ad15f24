"""The surplus over a tier's mark that was carried over, and counts on from a day."""

from typing import NamedTuple

import numpy as np

from dsl.columns.holdings.dates import Day
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.windows import WindowSum
from dsl.plan.plan import Plan
from dsl.program.program import Program
from dsl.program.tiers import WhenCounted
from dsl.program.time import Window


class Mark(NamedTuple):
    """A mark of a tier that carries its surplus over."""

    counter: int
    window: Window
    least: int


def carrying_marks(program: Program, plan: Plan) -> dict[int, list[Mark]]:
    """Rank of each tier that carries its surplus over -> the marks of its entry."""
    reached = {mark.tier: mark.reached for each in plan.procedures for mark in each.marks}
    found = {}
    for rank, tier in enumerate(program.tiers):
        if tier.carry_over.surplus and isinstance(tier.entry, WhenCounted):
            counted = [each for together in tier.entry.any_of for each in together]
            found[rank] = [
                Mark(counter, each.measure.window, least)
                for (_, least, counter, _), each in zip(reached[rank], counted, strict=True)
            ]
    return found


class Carried:
    """What of one counter was carried over last, for all members.

    Attributes:
        day: the first day for which it counts; 0 where nothing was carried over.
        units: how much it is.
        before: what had been counted in all when that day began.
    """

    def __init__(self, members: int, in_all: WindowSum) -> None:
        self.day = np.zeros(members, np.int32)
        self.units = np.zeros(members, np.int64)
        self.before = np.zeros(members, np.int64)
        self._in_all = in_all
        self._most = 0

    def carry(self, rows: Array, day: int, units: Array, before: Array) -> None:
        """Carry over to a day, in place of what was carried over earlier."""
        self.day[rows] = day
        self.units[rows] = units
        self.before[rows] = before
        self._most = max(self._most, int(units.max(initial=0)))

    def added_to(self, plain: Array, rows: Array, day: int, first: Day) -> Array:
        """Sums of a window with the surplus, which adds to what was counted since its day.

        Args:
            plain: the sums of the window.
            rows: whose they are.
            day: with which the window ends.
            first: with which it begins; a surplus of before counts no more.
        """
        units = self.units[rows]
        counts = (units > 0) & (self.day[rows] >= first)
        if not counts.any():
            return plain
        since = self._in_all.read(rows, day) - self.before[rows]
        return np.where(counts, np.maximum(plain, units + since), plain)

    @property
    def largest(self) -> int:
        """A number that no sum with a surplus exceeds."""
        return self._most + self._in_all.largest

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return self.day.nbytes + self.units.nbytes + self.before.nbytes
