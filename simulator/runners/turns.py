"""Who is due more than once comes in turns: an engine takes one purchase of a member at a time."""

from collections.abc import Iterator

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.runners.candidates import Truths
from simulator.runners.visits import Due


class Turns:
    """Cuts visits into turns in which each member stands once."""

    def __init__(self, members: int) -> None:
        self._place = np.zeros(members, np.int64)
        self._comes_again = np.zeros(members, np.bool_)

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
        self._comes_again[again] = True
        once = ~self._comes_again[due.rows]
        self._comes_again[again] = False
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

    def in_order(self, due: Due, *, at_most: int) -> Iterator[slice]:
        """The visits one after the other: each turn ends before somebody comes again."""
        start, seen = 0, set[int]()
        for place, row in enumerate(due.rows.tolist()):
            if row in seen or place - start == at_most:
                yield slice(start, place)
                start = place
                seen.clear()
            seen.add(row)
        if start < len(due.rows):
            yield slice(start, len(due.rows))

    def _is_first(self, rows: Wholes, places: Wholes) -> Truths:
        """Whether the row in each place stands in none before it."""
        # Of several places for a row the one written last stays: its first, going backwards.
        self._place[rows[places[::-1]]] = places[::-1]
        first: Truths = self._place[rows[places]] == places
        return first
