"""The days of tiers: until when one is kept, when it is looked at, when it starts."""

from typing import Any

import numpy as np

from dsl.columns.books import Books
from dsl.columns.evaluation.slots import Array
from dsl.columns.sheet import Moment
from dsl.columns.surplus import Surplus
from dsl.plan import asking
from dsl.plan.judging import Ago, InCalendar
from dsl.program.tiers import (
    Drop,
    ForEveryone,
    KeptFor,
    KeptUntilEndOf,
    KeptWhileItHolds,
    StartOnDay,
    WhileConditions,
)
from dsl.program.time import DayToCome, Ever, Period, PeriodStart
from dsl.values import calendar

_TIMED = (asking.ReadClock, asking.ReadBalance, asking.ReadPeriods, Ago, InCalendar)


class TierDays:
    """The days of a program's tiers, for members as columns.

    Attributes:
        holding: for each rank, and last for -1, whether its tier is kept only while it holds.
    """

    def __init__(self, books: Books, surplus: Surplus) -> None:
        self._members = books.members
        self._diary = books.diary
        self._surplus = surplus
        self._tiers = books.program.tiers
        self._has_conditions = any(isinstance(t.entry, WhileConditions) for t in self._tiers)
        self.holding = np.array(
            [*(isinstance(t.kept, KeptWhileItHolds) for t in self._tiers), False]
        )
        self._is_timed = any(
            _changes_with_time(operation)
            for procedure in books.plan.procedures
            if procedure.marks
            for operation in procedure.operations
        )

    def due(self, day: int) -> Array:
        """Members whose tier is looked at on a day."""
        due = self._members.look_day == day
        for starting in self._members.starting.values():
            due |= starting == day
        return due.nonzero()[0]

    def depends_on_time(self, rows: Array) -> Array:
        """Whether time may change the tier of members: it holds only while something does."""
        if self._has_conditions:
            return np.ones(len(rows), bool)
        found: Array = self.holding[self._members.rank[rows]]
        return found

    def changing(self) -> Array:
        """Members whose tier time alone may change on any day."""
        if not self._is_timed or not (self._has_conditions or self.holding.any()):
            return np.zeros(0, np.int64)
        rows = (self._members.joined_day > 0).nonzero()[0]
        return rows[self.depends_on_time(rows)]

    def until(self, rank: int, earned: Array, rows: Array) -> Array:
        """Last day for which a tier that was earned on a day is kept; 0 without an end."""
        tier, dates = self._tiers[rank], self._members.dates
        kept = tier.kept
        if tier.drop is Drop.NEVER or isinstance(tier.entry, ForEveryone):
            return np.zeros(len(rows), np.int64)
        day = np.where(earned > 0, earned, earned.max(initial=1)).astype(np.int64)
        found: Any = 0
        if isinstance(kept, KeptFor):
            length = kept.length
            found = dates.for_each(
                lambda each, clock: calendar.add(each, length.count, length.unit),
                day,
                rows,
                own=False,
            )
        elif isinstance(kept, KeptUntilEndOf):
            found = dates.period_end(kept.period, day, rows)
            if kept.following:
                found = dates.period_end(kept.period, found + 1, rows)
        return np.broadcast_to(found, len(rows))

    def note_held(self, moment: Moment, rows: Array, rank: int) -> None:
        """Note from which day on tiers are held, for members who now stand at a rank.

        One that waits for its start keeps the day.
        """
        first = moment.day if moment.instants is None else moment.day + 1
        for each, held_from in self._members.held_from.items():
            held = held_from[rows]
            if each <= rank:
                held_from[rows] = np.where(held > 0, held, first)
            elif each in self._members.starting:
                held_from[rows[self._members.starting[each][rows] == 0]] = 0
            else:
                held_from[rows] = 0

    def plan(self, rows: Array, first: int) -> None:
        """Note the next day, from a first one on, on which members' tiers are looked at."""
        rank = self._members.rank[rows]
        for each in np.unique(rank):
            self.plan_of(int(each), rows[rank == each], first)

    def plan_of(self, rank: int, rows: Array, first: int) -> None:
        """The same for members who all hold one tier, or none."""
        look_day = self._members.look_day
        look_day[rows] = self._surplus.next_day(rank, rows, first)
        until = self._members.until_day[rows].astype(np.int64)
        here = (until > 0).nonzero()[0]
        if rank < 0 or not len(here):
            return
        own, until = rows[here], until[here]
        ends = self.keeping_day(rank, until, own, first)
        starts = look_day[own]
        look_day[own] = np.where(starts > 0, np.minimum(starts, ends), ends)

    def keeping_day(self, rank: int, until: Array, rows: Array, first: int) -> Array:
        """The next day, from a first one on, on which it is looked at who keeps a tier."""
        soon = self.review_day(rank, until, rows)
        late = self.review_day(rank, until + self._tiers[rank].grace_days, rows)
        return np.where(soon >= first, soon, np.where(late >= first, late, first))

    def review_day(self, rank: int, after: Array, rows: Array) -> Array:
        """First day after a day on which a tier is looked at."""
        review = self._tiers[rank].review
        return after + 1 if review is None else self._next_on(review, after, rows)

    def start_later(self, moment: Moment, at: Array, rank: int) -> None:
        """Note the day on which a tier that was earned starts."""
        starting, rows = self._members.starting[rank], moment.rows[at]
        rows = rows[starting[rows] == 0]
        if self._diary is not None:
            self._diary.starting_since[rank][rows] = moment.day
        tier, today = self._tiers[rank], np.full(len(rows), moment.day, np.int64)
        day = tier.start.day if isinstance(tier.start, StartOnDay) else tier.review
        starting[rows] = today + 1 if day is None else self._next_on(day, today, rows)

    def _next_on(self, schedule: DayToCome, after: Array, rows: Array) -> Array:
        """The next day of a schedule after a day; the very next day when there is none."""
        own = isinstance(schedule, PeriodStart) and schedule.period in (
            Period.MEMBERSHIP_MONTH,
            Period.MEMBERSHIP_YEAR,
        )
        found = self._members.dates.for_each(
            lambda day, clock: clock.next_on(schedule, day) or day + 1, after, rows, own=own
        )
        return np.asarray(found)


def _changes_with_time(operation: object) -> bool:
    """Whether an operation may find something else on another day without any fact."""
    if isinstance(operation, asking.ReadHistory):
        return not isinstance(operation.window, Ever)
    if isinstance(operation, asking.ReadAttribute):
        return operation.attribute == "age"
    return isinstance(operation, _TIMED)
