"""Carrying over the surplus of tiers: when it is, and how much.

What counts is the surplus of the day before. So it is noted as a day begins, before anything of
the day is counted, and carried over once it is clear who stands at which tier.
"""

import numpy as np

from dsl.columns.books import Books, TierAnswers
from dsl.columns.evaluation.slots import Array
from dsl.columns.holdings.carried import Mark, carrying_marks
from dsl.columns.sheet import Moment
from dsl.program.time import Ever, InPeriod, Window


class Surplus:
    """The tiers of a program that carry their surplus over, for members as columns."""

    def __init__(self, books: Books) -> None:
        self._members = books.members
        self._tiers = books.program.tiers
        self._marks = carrying_marks(books.program, books.plan)
        self._rows = np.zeros(0, np.int64)
        self._numbers: dict[tuple[int, Window], Array] = {}
        self._before: dict[int, Array] = {}

    def __bool__(self) -> bool:
        """Whether any tier carries something over."""
        return bool(self._marks)

    def next_day(self, rank: int, rows: Array, first: int) -> Array:
        """The next day, from a first one on, on which a tier carries something over; 0 if none."""
        found = np.zeros(len(rows), np.int64)
        for mark in self._marks.get(rank, []):
            start = self._next_start(mark.window, rows, first)
            found = np.where(
                (found > 0) & (start > 0), np.minimum(found, start), np.maximum(found, start)
            )
        return found

    def look_back(self, rows: Array, eve: int) -> None:
        """Note the numbers at the end of a day, of members who may carry something over.

        Args:
            rows: theirs, going up.
            eve: the day; nothing of a later one has been counted or asked for.
        """
        members, answers = self._members, TierAnswers(self._members, rows, eve)
        marks = [mark for each in self._marks.values() for mark in each]
        self._rows = rows
        self._numbers = {
            (mark.counter, mark.window): answers.history(mark.counter, mark.window)
            for mark in marks
        }
        self._before = {
            counter: members.counters[counter, Ever()].read(rows, eve)
            for counter in members.carried
        }

    def carry_over(self, moment: Moment) -> None:
        """At the start of a period, or the day after a tier's time is over: the surplus counts on.

        All of the moment's members have been looked back at.
        """
        rank = self._members.rank[moment.rows]
        for each, marks in self._marks.items():
            rows = moment.rows[rank == each]
            if len(rows):
                self._carry(rows, moment.day, marks, self._tiers[each].carry_over.at_most)

    def _carry(self, rows: Array, today: int, marks: list[Mark], most: int | None) -> None:
        for counter in dict.fromkeys(mark.counter for mark in marks):
            own = [mark for mark in marks if mark.counter == counter]
            starts = np.zeros(len(rows), bool)
            for mark in own:
                starts |= self._next_start(mark.window, rows, today) == today
            here = rows[starts]
            at = np.searchsorted(self._rows, here)
            carried = self._members.carried[counter]
            some, units = carried.day[here] > 0, np.zeros(len(here), np.int64)
            for mark in own:
                number = self._numbers[mark.counter, mark.window][at]
                units = np.clip(number - mark.least, 0, most)
                some |= units > 0
            carried.carry(here[some], today, units[some], self._before[counter][at][some])

    def _next_start(self, window: Window, rows: Array, first: int) -> Array:
        """The next day, from a first one on, with which a window starts anew; 0 if none.

        For one that rolls, it is the day after a tier's time is over, whenever it is looked at.
        """
        if isinstance(window, InPeriod):
            end = self._members.dates.period_end(window.period, first - 1, rows)
            return np.broadcast_to(end, len(rows)) + 1
        start = self._members.until_day[rows].astype(np.int64) + 1
        return np.where(start >= first, start, 0)
