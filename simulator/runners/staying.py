"""Who is still a customer of the shop: people leave for good with time, or after a purchase."""

import numpy as np

from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts.customers import Customers
from simulator.runners.candidates import Candidates, Truths
from simulator.runners.visits import Due


class Staying:
    """The members of one program, who leave sooner or later than they would without it."""

    def __init__(self, people: Customers, rows: Wholes, attrition: Floats) -> None:
        """Prepare.

        Args:
            people: all customers.
            rows: of the members.
            attrition: of each member, the program's factor on the chance to leave.
        """
        self._attrition = attrition
        self._leaves = people.leaves[rows].copy()
        self._chance = people.leaving[rows] * attrition
        self._may_leave = bool(self._chance.any())
        self._gone = np.zeros(len(rows), np.bool_)

    def join(self, rows: Wholes, now: Floats | float) -> None:
        """Members join at a moment of the shop's clock: from then on the factor counts."""
        self._leaves[rows] = now + (self._leaves[rows] - now) / self._attrition[rows]

    def come(self, candidates: Candidates, at: Wholes, rows: Wholes) -> Truths:
        """Who is still there at a possible purchase; some of them never come again after it.

        Args:
            candidates: all possible purchases.
            at: places of these among them.
            rows: the members, each once.
        """
        here: Truths = candidates.weeks[at] < self._leaves[rows]
        if self._may_leave:
            here &= ~self._gone[rows]
            goes = here & (candidates.threshold[at] < 1)
            goes &= candidates.leaving[at] < self._chance[rows]
            self._gone[rows[goes]] = True
        return here

    def still_here(self, candidates: Candidates, due: Due) -> Due:
        """Usual purchases of those who have not left by then."""
        at, rows = due.at, due.rows
        due = due.where(~self._gone[rows] & (candidates.weeks[at] < self._leaves[rows]))
        goes = candidates.leaving[due.at] < self._chance[due.rows]
        if not goes.any():
            return due
        order = np.lexsort((candidates.into[due.at], candidates.day[due.at], due.rows))
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        last = np.full(len(self._gone), len(order))
        np.minimum.at(last, due.rows[goes], place[goes])
        return due.where(place <= last[due.rows])
