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

    def of(self, due: Due, into: Floats) -> Iterator[Wholes]:
        """The places of each turn.

        Args:
            due: the visits.
            into: for each possible purchase the part of its day which is over; who comes again is
                in a later turn.
        """
        left = np.arange(len(due.rows))
        if self._is_first(due.rows, left).all():
            yield left
            return
        left = np.argsort(into[due.at], kind="stable")
        while len(left):
            first = self._is_first(due.rows, left)
            yield left[first]
            left = left[~first]

    def _is_first(self, rows: Wholes, places: Wholes) -> Truths:
        """Whether the row in each place stands in none before it."""
        # Of several places for a row the one written last stays: its first, going backwards.
        self._place[rows[places[::-1]]] = places[::-1]
        first: Truths = self._place[rows[places]] == places
        return first
