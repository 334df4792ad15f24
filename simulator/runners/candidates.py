"""Possible purchases: drawn once for a replication, whatever its programs do, and then thinned.

They arrive at a customer's own rate times the largest response considered (the cap). Each has a
threshold, uniform below the cap: it becomes a purchase in a world in which the customer's response
is larger. Without a program the response is 1, so what a program brings or loses is known order by
order. The shop's seasons are in the clock on which they arrive.

Nobody has two candidates on a day, as in the calibration, where such purchases are one: the second
waits for the next day. Additional purchases make way for usual ones, which stay where they are
whatever is tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts import draws, philox
from simulator.cohorts.customers import Customers
from simulator.cohorts.purposes import Purpose
from simulator.cohorts.seasons import ShopClock

Truths = NDArray[np.bool_]
Rows = NDArray[np.int32]
Days = NDArray[np.int16]

WIDTHS = np.array(
    [*range(1, 7), *range(8, 17, 2), *range(20, 33, 4), *range(40, 65, 8), 80, 96, 128]
)
"""How many candidates of a customer are drawn at once; the more are expected, the more."""

MOSTLY_NEEDED = 0.9
"""Of those expected so many are drawn at once: what comes too late was drawn in vain."""

FEW = 256
"""So few customers draw with those who draw more: a few numbers cost less than another pass."""

DRAWN_AT_ONCE = 1 << 16
"""Candidates drawn in one pass, so that their columns need little room."""

SPREAD = 6
"""By so many standard deviations there are hardly ever more candidates than are expected."""

NEVER = np.int16(-(2**15))

TOO_LATE = np.int16(2**14)
"""A day after all that are simulated: who buys more than once a day for long waits no further."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Possible purchases, by day; the usual ones of a customer in their order.

    Attributes:
        customer: row of the customer.
        index: number among the customer's candidates, the second word of the counter; 0 is the
            first purchase of a new customer.
        day: counted from day 0.
        into: the part of that day which is over.
        weeks: the moment on the shop's clock, before it made way for another purchase.
        threshold: a purchase where the response is larger.
        is_here: the customer would still be there without a program.
        number: how many of the customer's earlier ones are made without a program.
        leaving: uniform: who leaves after purchases leaves where it is below the chance.
        value: uniform, from which the purchase's value follows.
    """

    customer: Rows
    index: Rows
    day: Days
    into: Floats
    weeks: Floats
    threshold: Floats
    is_here: Truths
    number: Rows
    leaving: Floats
    value: Floats

    def __len__(self) -> int:
        return len(self.customer)


@dataclass(slots=True, eq=False)
class Arrivals:
    """Where each customer's candidates have got to; may be asked for a later time again and again.

    Attributes:
        customers: who they are of.
        seed: the first word of the key.
        clock: the shop's clock.
        cap: the largest response considered.
        bound: for each customer, the largest response that any world can have.
        least_attrition: for each customer, the smallest factor on the chance to leave.
        weeks, index, number: of each customer's last candidate.
        left: left after a purchase in the world without a program.
        left_all: left after a purchase in every world.
        usual_day: of the last candidate below the response of 1.
    """

    customers: Customers
    seed: int
    clock: ShopClock
    cap: float
    bound: Floats
    least_attrition: Floats
    weeks: Floats
    index: Rows
    number: Rows
    left: Truths
    left_all: Truths
    usual_day: Days

    @classmethod
    def of(
        cls,
        customers: Customers,
        clock: ShopClock,
        *,
        seed: int,
        cap: float,
        bound: Floats,
        least_attrition: Floats,
    ) -> "Arrivals":
        """Nothing drawn yet."""
        count = len(customers)
        return cls(
            customers,
            seed,
            clock,
            cap,
            bound,
            least_attrition,
            customers.starts.copy(),
            np.zeros(count, np.int32),
            np.zeros(count, np.int32),
            np.zeros(count, np.bool_),
            np.zeros(count, np.bool_),
            np.full(count, -1, np.int16),
        )

    def until(self, day: int, rows: Wholes | None = None) -> Candidates:
        """The candidates from the last time asked for up to the start of a day.

        Args:
            day: counted from 0.
            rows: of whom; all if not said.
        """
        end = self.clock.at_day(day)
        if rows is None:
            rows = np.arange(len(self.customers))
        ahead = self._last_moment(rows, end) - self.weeks[rows]
        waiting, ahead = rows[ahead > 0], ahead[ahead > 0]
        expected = self.customers.rate[waiting] * self.bound[waiting] * ahead
        room = _Room(float(expected.sum()) + len(waiting))
        for found in chain(self._first_purchases(waiting), self._passes(waiting, end)):
            room.add(found)
        days = room.column(_DAY)
        _make_way(room.column(_CUSTOMER), days, room.column(_THRESHOLD) < 1, day)
        order = _by_day(days)
        order = order[: np.searchsorted(days, day, sorter=order)]
        return Candidates(*(room.taken(place, order) for place in range(len(_KINDS))))

    def _last_moment(self, rows: Wholes, end: float) -> Floats:
        """When it is sure that no more purchases come: the end, or having left in every world."""
        people = self.customers
        starts = people.starts[rows]
        last = starts + (people.leaves[rows] - starts) / self.least_attrition[rows]
        return np.where(self.left_all[rows], -np.inf, np.minimum(last, end))

    def _first_purchases(self, rows: Wholes) -> Iterator[tuple[NDArray[np.generic], ...]]:
        """New customers come with a purchase, whatever the program does."""
        new = rows[self.customers.is_new[rows] & (self.number[rows] == 0)]
        if not len(new):
            return
        uniforms = philox.uniforms(
            (self.customers.ids[new], 0, Purpose.CANDIDATE, 0),
            (self.seed, self.customers.replications[new]),
        )
        nothing = np.zeros(len(new), np.int32)
        when = self.clock.days_at(self.weeks[new])
        self.number[new], self.usual_day[new] = 1, when.astype(np.int16)
        # Nobody leaves after the first purchase: the chance counts from the first repeat on.
        yield (
            new.astype(np.int32),
            nothing,
            self.usual_day[new],
            when % 1.0,
            self.weeks[new],
            np.zeros(len(new)),
            np.ones(len(new), np.bool_),
            nothing,
            np.ones(len(new)),
            uniforms[3],
        )

    def _passes(self, rows: Wholes, end: float) -> Iterator[tuple[NDArray[np.generic], ...]]:
        """Most candidates that are expected of everybody who may still buy, again till no more."""
        while len(rows):
            last = self._last_moment(rows, end)
            ahead = last - self.weeks[rows]
            expected = self.customers.rate[rows] * self.cap * np.maximum(ahead, 0)
            wanted = np.searchsorted(WIDTHS[1:], np.rint(expected * MOSTLY_NEEDED), "right")
            wanted[ahead <= 0] = -1
            left, most = [rows[:0]], wanted.max(initial=-1)
            for place, width in enumerate(WIDTHS[: most + 1].tolist()):
                own = (wanted == place).nonzero()[0]
                if len(own) < FEW and place < most:
                    wanted[own] = place + 1
                    continue
                at_once = DRAWN_AT_ONCE // width
                for start in range(0, len(own), at_once):
                    part = own[start : start + at_once]
                    found, more = self._pass(rows[part], last[part], end, width)
                    left.append(more)
                    yield found
            rows = np.concatenate(left)

    def _pass(
        self, rows: Wholes, last: Floats, end: float, width: int
    ) -> tuple[tuple[NDArray[np.generic], ...], Wholes]:
        people, size = self.customers, (len(rows), width)
        index = self.index[rows][:, None] + np.arange(1, width + 1, dtype=np.int32)
        waits, thinning, leaving, value = philox.uniforms(
            (np.repeat(people.ids[rows], width), index.ravel(), Purpose.CANDIDATE, 0),
            (self.seed, np.repeat(people.replications[rows], width)),
        ).reshape(4, *size)
        steps = np.empty((len(rows), width + 1))
        steps[:, 0] = self.weeks[rows]
        steps[:, 1:] = draws.exponential(waits) / (people.rate[rows] * self.cap)[:, None]
        weeks = np.add.accumulate(steps, axis=1)[:, 1:]
        threshold = thinning * self.cap
        possible = weeks < last[:, None]
        here, somewhere = self._here(rows, possible, weeks, threshold, leaving)
        usual = here & (threshold < 1)
        number = np.cumsum(usual, axis=1, dtype=np.int32) - usual + self.number[rows][:, None]
        kept = somewhere & (threshold < self.bound[rows][:, None])
        when = self.clock.days_at(np.minimum(weeks, end))
        days = self._days(rows, possible, when.astype(np.int16), threshold < 1)
        at = np.flatnonzero(kept)
        # By day already here, so that putting all parts in order moves what stands together.
        at = at[np.argsort(days.ravel()[at], kind="stable")]
        columns = (index, days, when, weeks, threshold, here, number, leaving, value)
        taken = [each.ravel().take(at) for each in columns]
        taken[2] -= np.floor(taken[2])
        found = (rows.astype(np.int32)[at // width], *taken)
        self._remember(rows, possible, weeks, usual)
        return found, rows[possible[:, -1]]

    def _days(self, rows: Wholes, possible: Truths, days: Days, is_usual: Truths) -> Days:
        """The days on which candidates are due: usual ones never twice on the same."""
        usual = is_usual & possible
        number = np.cumsum(usual, axis=1, dtype=np.int16)
        # One a day at most: of usual ones, the day less the number never falls.
        pace = np.where(usual, days - number, NEVER)
        np.maximum(pace[:, 0], self.usual_day[rows], out=pace[:, 0])
        np.maximum.accumulate(pace, axis=1, out=pace)
        pace += number
        self.usual_day[rows] = np.minimum(pace[:, -1], TOO_LATE)
        return np.where(usual, pace, days)

    def _here(
        self, rows: Wholes, possible: Truths, weeks: Floats, threshold: Floats, leaving: Floats
    ) -> tuple[Truths, Truths]:
        """Candidates of who is there without a program, and of who is there in some world."""
        people = self.customers
        chance = people.leaving[rows]
        here = possible & (weeks < people.leaves[rows][:, None])
        if chance.any():
            may_go = possible & (threshold < 1)
            goes_all = may_go & (leaving < (chance * self.least_attrition[rows])[:, None])
            gone = _gone(self.left[rows], may_go & (leaving < chance[:, None]))
            gone_all = _gone(self.left_all[rows], goes_all)
            self.left[rows], self.left_all[rows] = gone[:, -1], gone_all[:, -1]
            here, possible = here & ~gone[:, :-1], possible & ~gone_all[:, :-1]
        return here, possible

    def _remember(self, rows: Wholes, possible: Truths, weeks: Floats, usual: Truths) -> None:
        count = np.count_nonzero(possible, axis=1)
        drawn = count > 0
        self.weeks[rows[drawn]] = weeks[drawn, count[drawn] - 1]
        self.index[rows] += count.astype(np.int32)
        self.number[rows] += np.count_nonzero(usual, axis=1).astype(np.int32)


def _gone(before: Truths, going: Truths) -> Truths:
    """Who has left before each candidate, and in the end."""
    gone = np.concatenate((before[:, None], going), axis=1)
    return np.logical_or.accumulate(gone, axis=1)


class _Room:
    """Columns of candidates, with room for about as many as are expected."""

    def __init__(self, expected: float) -> None:
        """Nothing yet; room that is not used costs nothing."""
        size = int(expected + SPREAD * expected**0.5) + 1
        self._columns = [np.empty(size, kind) for kind in _KINDS]
        self._count = 0

    def add(self, found: tuple[NDArray[Any], ...]) -> None:
        """Add some behind those that are there."""
        start, self._count = self._count, self._count + len(found[0])
        if self._count > len(self._columns[0]):
            self._columns = [
                np.concatenate((each, np.empty(self._count, each.dtype))) for each in self._columns
            ]
        for column, own in zip(self._columns, found, strict=True):
            column[start : self._count] = own

    def column(self, place: int) -> NDArray[Any]:
        """One column; writing to it writes to the room."""
        return self._columns[place][: self._count]

    def taken(self, place: int, order: Wholes) -> NDArray[Any]:
        """Some of a column, which is given up: there is no room to hold everything twice."""
        column = self._columns[place]
        self._columns[place] = column[:0].copy()
        found: NDArray[Any] = column.take(order)
        return found


def _by_day(days: Days) -> Wholes:
    """The places of candidates by day; those of one day in their order."""
    return np.argsort(days, kind="stable")


def _make_way(customer: Rows, day: Days, is_usual: Truths, end: int) -> None:
    """Move additional candidates to the customer's next day without another, in place.

    On each day those whose day it was stay before those who have moved, the least far first.
    """
    if is_usual.all():
        return
    order = _by_day(day)
    starts = np.searchsorted(day, np.arange(end + 1), sorter=order)
    taken = np.zeros(int(customer.max(initial=0)) + 1, np.bool_)
    first = np.zeros(len(taken), np.int64)
    moved = order[:0]
    for today, (start, stop) in enumerate(pairwise(starts.tolist())):
        own = order[start:stop]
        usual = is_usual[own]
        before = customer[own[usual]]
        taken[before] = True
        waiting = np.concatenate((own[~usual], moved))
        rows, places = customer[waiting], np.arange(len(waiting))
        first[rows[::-1]] = places[::-1]
        moves = taken[rows] | (first[rows] != places)
        moved = waiting[moves]
        day[moved] = today + 1
        taken[before] = False


_KINDS = (np.int32, np.int32, np.int16, float, float, float, np.bool_, np.int32, float, float)
_CUSTOMER, _DAY, _THRESHOLD = 0, 2, 5
