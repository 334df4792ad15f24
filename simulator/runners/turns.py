"""Who is due more than once comes in turns: an engine takes one purchase of a member at a time."""

from collections.abc import Iterator

import numpy as np

from dsl.columns.sharing import before
from simulator.calibration.columns import Floats, Wholes
from simulator.runners.candidates import Truths
from simulator.runners.visits import Due


class Turns:
    """Cuts visits into turns in which each member stands once."""

    def __init__(self, members: int) -> None:
        self._place = np.zeros(members, np.int64)
        self._is_marked = np.zeros(members, np.bool_)

    def of(self, due: Due, into: Floats) -> Iterator[Wholes]:
        """The places of each turn.

        Args:
            due: the visits.
            into: for each possible purchase the part of its day which is over; who comes again is
                in a later turn.
        """
        every = np.arange(len(due.rows))
        first = self._is_first(due.rows, every)
        if first.all():
            yield every
            return
        # Most come once, and they stay in the order in which the members' columns are read.
        again = due.rows[~first]
        self._is_marked[again] = True
        once = ~self._is_marked[due.rows]
        self._is_marked[again] = False
        left = every[~once]
        left = left[np.argsort(into[due.at[left]], kind="stable")]
        first = self._is_first(due.rows, left)
        once[left[first]] = True
        yield every[once]
        left = left[~first]
        while len(left):
            first = self._is_first(due.rows, left)
            yield left[first]
            left = left[~first]

    def in_order(self, due: Due, worlds: Wholes, takes: Truths) -> Iterator[Wholes]:
        """The places of each turn, where those of a world share what some take.

        Who takes is in no turn before one in which somebody took earlier. Between worlds, and for
        who takes nothing, the order is of no matter.

        Args:
            due: the visits, by the clock.
            worlds: of each.
            takes: who may take something of what there is not enough of.
        """
        turns = before(due.rows, np.ones(len(due.rows), np.int64))
        self._is_marked[due.rows[takes]] = True
        some = self._is_marked[due.rows].nonzero()[0]
        self._is_marked[due.rows[takes]] = False
        following, reached = dict[int, int](), dict[int, int]()
        told = (each[some].tolist() for each in (due.rows, worlds, takes))
        for place, row, world, may_take in zip(some.tolist(), *told, strict=True):
            turn = following.get(row, 0)
            if may_take:
                turn = reached[world] = max(turn, reached.get(world, 0))
            following[row] = turn + 1
            turns[place] = turn
        order = np.argsort(turns, kind="stable")
        yield from np.split(order, np.cumsum(np.bincount(turns))[:-1]) if len(turns) else ()

    def _is_first(self, rows: Wholes, places: Wholes) -> Truths:
        """Whether the row in each place stands in none before it."""
        # Of several places for a row the one written last stays: its first, going backwards.
        self._place[rows[places[::-1]]] = places[::-1]
        first: Truths = self._place[rows[places]] == places
        return first
