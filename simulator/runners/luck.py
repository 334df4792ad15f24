"""The luck of visits, drawn for many of them at once: what members do there by chance."""

import numpy as np

from simulator.calibration.columns import Floats
from simulator.cohorts import philox
from simulator.cohorts.purposes import Purpose
from simulator.runners.orders import Orders
from simulator.runners.visits import Due

DRAWN_AHEAD = 1 << 16
"""So many visits have their luck drawn at once: drawing is dear for the few of one day."""


class Luck:
    """Up to four uniforms of each visit, for one purpose."""

    def __init__(
        self, orders: Orders, due: Due, purpose: Purpose, size: int, *, block: int = 0
    ) -> None:
        """Nothing drawn yet.

        Args:
            orders: all possible purchases.
            due: the visits that may be asked for.
            purpose: what is drawn.
            size: how many uniforms of a visit.
            block: the fourth word of the counter.
        """
        self._orders, self._visits = orders, due.at
        self._purpose, self._size, self._block = purpose, size, block
        self._first = self._end = 0
        self._drawn: Floats = np.empty((size, 0))

    def only(self, due: Due) -> None:
        """No other visits are asked for any more."""
        self._visits = due.at

    def of(self, due: Due) -> Floats:
        """Those of some visits, as `[uniform, visit]`."""
        if not len(due.at):
            return self._drawn[:, :0]
        first, last = int(due.at.min()), int(due.at.max())
        if not self._first <= first <= last < self._end:
            self._draw(first, last)
        return self._drawn[:, due.at - self._first]

    def _draw(self, first: int, last: int) -> None:
        """Draw those of the visits between two of them, and of others behind."""
        start, stop = np.searchsorted(self._visits, [first, last + 1]).tolist()
        at = self._visits[start : max(stop, start + DRAWN_AHEAD)]
        self._first, self._end = first, int(at[-1]) + 1
        candidates, people = self._orders.candidates, self._orders.customers
        customers = candidates.customer[at].astype(np.int64)  # a quicker index
        self._drawn = np.full((self._size, self._end - first), np.nan)
        self._drawn[:, at - first] = philox.uniforms(
            (people.ids[customers], candidates.index[at], self._purpose, self._block),
            (self._orders.shop.seed, people.replications[customers]),
        )[: self._size]
