"""The luck of visits: whether members redeem, and whether they use what they have in hand."""

import numpy as np

from simulator.calibration.columns import Floats
from simulator.cohorts import philox
from simulator.cohorts.purposes import Purpose
from simulator.runners.orders import Orders
from simulator.runners.visits import Due

DRAWN_AHEAD = 200_000
"""So many visits have their luck drawn at once: drawing is dear for the few of one day."""


class Luck:
    """Two uniforms of each visit: for redeeming, and for using what is in hand."""

    def __init__(self, orders: Orders, due: Due) -> None:
        """Draw them now if they are not too many, else when they are asked for."""
        self._orders = orders
        self._kept: Floats | None = None
        if len(due.at) <= DRAWN_AHEAD:
            self.keep(due, self.of(due))

    def of(self, due: Due) -> Floats:
        """Those of some visits, as `[place, visit]`."""
        if self._kept is not None:
            return self._kept[:, due.at]
        candidates, people = self._orders.candidates, self._orders.customers
        customers = candidates.customer[due.at]
        return philox.uniforms(
            (people.ids[customers], candidates.index[due.at], Purpose.VISIT, 0),
            (self._orders.shop.seed, people.replications[customers]),
        )[:2]

    def keep(self, due: Due, drawn: Floats) -> None:
        """Keep those of some visits for the day on which they are looked at."""
        self._kept = np.empty((2, len(self._orders)))
        self._kept[:, due.at] = drawn
