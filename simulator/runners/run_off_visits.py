"""Visits of the run-off: with which of them something may happen, and in which turns they come.

Who can neither redeem nor use something does nothing there but keep units alive, or what tells who
may redeem.
"""

from collections.abc import Iterator

import numpy as np

from dsl.columns.sharing import is_of_all
from simulator.behaviour.response import Memory
from simulator.calibration.columns import Floats, Wholes
from simulator.runners.arms import Closing
from simulator.runners.candidates import Days, Truths
from simulator.runners.keeping_alive import first_and_last, stretch_of, tells_who_may_redeem
from simulator.runners.luck import Luck
from simulator.runners.spending import Spending
from simulator.runners.turns import Turns
from simulator.runners.visits import Due


class RunOffVisits:
    """Those of the members of one program.

    Attributes:
        go_by_the_clock: an engine takes them one by one, or they take from what there is few of.
    """

    def __init__(
        self,
        closing: Closing,
        spending: Spending,
        memory: Memory,
        places: Wholes,
        *,
        one_by_one: bool,
    ) -> None:
        """Prepare.

        Args:
            closing: the program, of which nothing is earned in the run-off.
            spending: what members redeem and use.
            memory: what they have.
            places: of the replication of each.
            one_by_one: the engine takes one visit at a time.
        """
        self._spending, self._memory, self._places = spending, memory, places
        self._stretch, self._is_counted = stretch_of(closing), bool(closing.plan.counters)
        self._follows_all = tells_who_may_redeem(closing.program)
        self._one_by_one = one_by_one
        self.go_by_the_clock = one_by_one or any(map(is_of_all, closing.program.rewards))
        self._turns = Turns(len(places))
        self._is_followed = np.zeros(0, np.bool_)

    def holders(self) -> Truths:
        """Which members have something that they were promised."""
        owed = np.any(self._memory.balance > 0, axis=0)
        found: Truths = owed | (self._memory.hand > 0)
        return found

    def returning(self) -> Wholes:
        """Members whose purchases after the months of trading can still change something."""
        if self._stretch or self._follows_all:
            return self.holders().nonzero()[0]
        return self._spending.may(np.arange(len(self._places)), self._memory)

    def worth_following(self, due: Due, day: Days, luck: Luck) -> Due:
        """The visits with which something may happen.

        Args:
            due: all of members who have not left the shop.
            day: of each possible purchase.
            luck: of the visits; it is asked for no others any more.
        """
        able = self._spending.may_later(due.rows, self._memory)
        luck.only(due.where(able))
        wants = self._spending.wants(due.rows[able], luck.of(due.where(able)))
        self._is_followed = np.zeros(len(day), np.bool_)
        if self._follows_all:
            self._is_followed[due.at] = True
        elif self._stretch:
            ends = first_and_last(due.rows, day[due.at] // self._stretch)
            self._is_followed[due.at[ends]] = True
        matters = self._is_followed[due.at]
        matters[able[wants]] = True
        return due.where(matters)

    def that_matter(self, due: Due) -> Due:
        """Those with which something may happen by now, when all before them have taken place."""
        matters = self._is_followed[due.at]
        matters[self._spending.may(due.rows, self._memory)] = True
        return due.where(matters)

    def turns(self, due: Due, into: Floats, luck: Luck) -> Iterator[Due]:
        """Visits of several days, cut so that an engine takes each turn at once.

        Args:
            due: the visits; by the clock, where they go by it.
            into: for each possible purchase the part of its day which is over.
            luck: of the visits.
        """
        for number, turn in enumerate(self._places_of_turns(due, into, luck)):
            visits = due.where(turn)
            if number and not (self._is_counted or self.go_by_the_clock):
                # What redeems nothing keeps units alive, and once on a day is enough.
                visits = visits.where(self._spending.may(visits.rows, self._memory))
            if len(visits.rows):
                yield visits

    def _places_of_turns(self, due: Due, into: Floats, luck: Luck) -> Iterator[Wholes]:
        if self._one_by_one:
            return iter(np.arange(len(due.rows))[:, None])
        if not self.go_by_the_clock:
            return self._turns.of(due, into)
        takes = np.zeros(len(due.rows), np.bool_)
        may = self._spending.may(due.rows, self._memory)
        takes[may] = self._spending.wants(due.rows[may], luck.of(due.where(may)))
        return self._turns.in_order(due, self._places[due.rows], takes)
