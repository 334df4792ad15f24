"""Lots linked to a member's next: each lot of which something is taken is known.

A member's first lot of each queue is known, and each lot knows the next one.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import FOR_EVER, Lots, Part, Truth

NO_LOT = -1
FEW = 12
"""So few members are quicker one after the other than side by side, lot after lot."""


class LinkedLots(Lots):
    """The lots of a wallet with any terms, or the rewards in hand.

    The log has what is left of each lot (`left`), the member's next one of its queue
    (`following`), and the queue where there are several.
    """

    def __init__(self, members: int, queues: int, *, delayed: bool, **more: Any) -> None:
        kinds: dict[str, Any] = {"left": np.int32, "following": np.int32}
        if queues > 1:
            kinds["queue"] = np.int16
        super().__init__(members, delayed=delayed, **kinds, **more)
        self._members = members
        self._first: list[Array | None] = [None] * queues
        self._last: list[Array | None] = [None] * queues
        self._numbered = 0

    def _append(self, queue: int, rows: Array, amounts: Array, **more: Any) -> int:
        if len(self._first) > 1:
            more["queue"] = queue
        count = len(rows)
        first = self.log.append(count, row=rows, left=amounts, following=NO_LOT, **more)
        self._open += count
        self._put_behind(queue, rows, np.arange(first, first + count, dtype=np.int64))
        return first

    def _append_all(self, rows: Array, amounts: Array, queues: Array, **more: Any) -> None:
        if len(self._first) > 1:
            more["queue"] = queues
        self.log.append(len(rows), row=rows, left=amounts, following=NO_LOT, **more)
        self._numbered = len(rows)
        for queue in np.unique(queues).tolist():
            self._link(queue, (queues == queue).nonzero()[0])

    def _put_behind(self, queue: int, rows: Array, places: Array) -> None:
        firsts, lasts = self._first[queue], self._last[queue]
        if firsts is None or lasts is None:
            firsts = self._first[queue] = np.full(self._members, NO_LOT, np.int32)
            lasts = self._last[queue] = np.full(self._members, NO_LOT, np.int32)
        before = lasts[rows]
        has = before != NO_LOT
        self.log["following"][before[has]] = places[has]
        new = firsts[rows] == NO_LOT
        firsts[rows[new]] = places[new]
        lasts[rows] = places

    def first(self, queue: int, rows: Array) -> Array:
        """The first lot of a queue with something left; `NO_LOT` without one."""
        firsts = self._first[queue]
        if firsts is None or not self.log.length:
            return np.full(len(rows), NO_LOT, np.int64)
        left, following = self.log["left"], self.log["following"]
        found = firsts[rows].astype(np.int64)
        at = (found != NO_LOT).nonzero()[0]
        at = at[left[found[at]] == 0]
        moved = at
        while len(at):
            found[at] = following[found[at]]
            at = at[found[at] != NO_LOT]
            at = at[left[found[at]] == 0]
        firsts[rows[moved]] = found[moved]
        return found

    def count_of(self, queue: int, rows: Array) -> Array:
        """How many lots with something left are in a queue."""
        count = np.zeros(len(rows), np.int64)
        lot = self.first(queue, rows)
        at = (lot != NO_LOT).nonzero()[0]
        while len(at):
            count[at] += self.log["left"][lot[at]] > 0
            lot[at] = self.log["following"][lot[at]]
            at = at[lot[at] != NO_LOT]
        return count

    def open_of(self, queue: int, rows: Array) -> tuple[Array, Array]:
        """The lots of a queue with something left: whose they are (places of rows), and which."""
        lot = self.first(queue, rows)
        at = (lot != NO_LOT).nonzero()[0]
        found, owners = [lot[:0]], [at[:0]]
        while len(at):
            is_open = self.log["left"][lot[at]] > 0
            found.append(lot[at[is_open]])
            owners.append(at[is_open])
            lot[at] = self.log["following"][lot[at]]
            at = at[lot[at] != NO_LOT]
        lots, whose = np.concatenate(found), np.concatenate(owners)
        order = np.argsort(lots)
        return whose[order], lots[order]

    def pending_of(self, queue: int, rows: Array) -> tuple[Array, Array]:
        """The pending lots of a queue: whose they are (places of rows), and which."""
        whose, lots = self.open_of(queue, rows)
        some = self.log["pending"][lots]
        return whose[some], lots[some]

    def spend(self, rows: Array, amounts: Array, ends: Callable[[int, Array], Array]) -> list[Part]:
        """See `Lots`."""
        self.available[rows] -= amounts
        missing = amounts.copy()
        at = missing.nonzero()[0]
        queues = [queue for queue, firsts in enumerate(self._first) if firsts is not None]
        if len(queues) == 1:
            return self._spend_in_order(queues[0], rows, missing, at)
        parts: list[Part] = []
        while len(at):
            heads = np.array([self._spendable(queue, rows[at]) for queue in queues])
            several = np.count_nonzero(heads != NO_LOT, axis=0) > 1
            for queue, head in zip(queues, heads, strict=True):
                alone = (head != NO_LOT) & ~several
                parts += self._spend_in_order(queue, rows, missing, at[alone])
            at, lot = at[several], self._soonest(queues, heads[:, several], ends)
            amount = np.minimum(self.log["left"][lot], missing[at])
            self._take(lot, amount)
            missing[at] -= amount
            parts.append(Part(at, lot, amount))
            at = at[missing[at] > 0]
        return parts

    def _spendable(self, queue: int, rows: Array) -> Array:
        """The first lot of a queue, `NO_LOT` where it is pending.

        So are those behind it: who has it otherwise is beyond columns.
        """
        lot = self.first(queue, rows)
        if "pending" in self.log:
            lot[(lot != NO_LOT) & self.log["pending"][lot]] = NO_LOT
        return lot

    def _soonest(
        self, queues: list[int], heads: Array, ends: Callable[[int, Array], Array]
    ) -> Array:
        """Of the first lots of queues the one that ends first, of equal ones the earliest."""
        lots = np.where(heads == NO_LOT, FOR_EVER, heads)
        last = np.full(heads.shape, FOR_EVER)
        for own, queue, head in zip(last, queues, heads, strict=True):
            there = head != NO_LOT
            end = ends(queue, head[there])
            own[there] = np.where(end == 0, FOR_EVER, end)
        sooner = np.lexsort((lots, last), axis=0)[0]
        found: Array = lots[sooner, np.arange(lots.shape[1])]
        return found

    def _spend_in_order(self, queue: int, rows: Array, missing: Array, at: Array) -> list[Part]:
        """Take what is missing out of one queue, lot after lot."""
        firsts, parts = self._first[queue], []
        assert firsts is not None, "something is there to be spent"
        left, following = self.log["left"], self.log["following"]
        lot, owed = self.first(queue, rows[at]), missing[at]
        members, last, places = rows[at], lot.copy(), np.arange(len(at))
        while len(lot) > FEW:
            there = left[lot]
            amount = np.minimum(there, owed)
            rest = there - amount
            left[lot] = rest
            parts.append(Part(at[places], lot, amount))
            self._open -= int(np.count_nonzero(there)) - int(np.count_nonzero(rest))
            owed = owed - amount
            more = owed.nonzero()[0]
            lot, owed, places = following[lot[more]], owed[more], places[more]
            last[places] = lot
        alone: list[tuple[int, int, int]] = []
        for place, first, units in zip(places.tolist(), lot.tolist(), owed.tolist(), strict=True):
            taken = self._spend_alone(first, units)
            last[place] = taken[-1][0]
            alone += [(place, *each) for each in taken]
        if alone:
            places, lots, amounts = np.array(alone).T
            parts.append(Part(at[places], lots, amounts))
        firsts[members] = last
        return parts

    def _spend_alone(self, lot: int, units: int) -> list[tuple[int, int]]:
        """Take units of one member from a lot on; gives each lot, and what it has given."""
        left, following, taken = self.log["left"], self.log["following"], []
        while units:
            there = left.item(lot)
            amount = min(units, there)
            left[lot] = there - amount
            self._open -= amount == there > 0
            taken.append((lot, amount))
            units -= amount
            lot = following.item(lot)
        return taken

    def behind(self, queue: int, rows: Array, skipped: Array) -> Array:
        """The first lot of a queue behind so many others with something left."""
        lot = self.first(queue, rows)
        at = ((skipped > 0) & (lot != NO_LOT)).nonzero()[0]
        skipped = skipped.copy()
        while len(at):
            lot[at] = self.log["following"][lot[at]]
            at = at[lot[at] != NO_LOT]
            skipped[at] -= self.log["left"][lot[at]] > 0
            at = at[skipped[at] > 0]
        return lot

    def take_one(self, lots: Array) -> None:
        """Take one unit out of lots of different members, which can be spent."""
        self.available[self.log["row"][lots]] -= 1
        self._take(lots, np.ones(len(lots), np.int64))

    def _take(self, lot: Array, amount: Array) -> None:
        left = self.log["left"]
        left[lot] -= amount
        self._open -= int((left[lot] == 0).sum())

    def left(self, places: Array) -> Array:
        """See `Lots`."""
        return self.log["left"][places].astype(np.int64)

    def close(self, lots: Array) -> Array:
        """See `Lots`."""
        amounts = super().close(lots)
        self.log["left"][lots] = 0
        self._open -= len(lots)
        return amounts

    def is_of(self, queue: int, places: Array) -> Truth:
        """See `Lots`."""
        if "queue" not in self.log:
            return True
        found: Array = self.log["queue"][places] == queue
        return found

    def renumber(self, final: Array) -> None:
        """Give lots their final numbers, in place of provisional ones (from `FOR_EVER` on)."""
        if "number" in self.log:
            numbers = self.log["number"][self._numbered :]
            new = numbers >= FOR_EVER
            numbers[new] = final[numbers[new] - FOR_EVER]
            self._numbered = self.log.length

    def _keep(self, kept: Array) -> None:
        self._numbered = int(np.count_nonzero(kept[: self._numbered]))
        super()._keep(kept)
        rows = self.log["row"]
        queues = self.log["queue"] if "queue" in self.log else np.zeros(len(rows), np.int16)
        for queue, firsts in enumerate(self._first):
            if firsts is not None:
                self._link(queue, (queues == queue).nonzero()[0])

    def _link(self, queue: int, places: Array) -> None:
        """Put the lots of a queue in their order anew."""
        firsts = self._first[queue] = np.full(self._members, NO_LOT, np.int32)
        lasts = self._last[queue] = np.full(self._members, NO_LOT, np.int32)
        rows = self.log["row"][places]
        order = np.argsort(rows, kind="stable")
        places, rows = places[order], rows[order]
        same = rows[1:] == rows[:-1]
        following = np.full(len(places), NO_LOT, np.int64)
        following[:-1][same] = places[1:][same]
        self.log["following"][places] = following
        lasts[rows] = places
        firsts[rows[::-1]] = places[::-1]

    @property
    def nbytes(self) -> int:
        """See `Lots`."""
        ends = [each for each in (*self._first, *self._last) if each is not None]
        return super().nbytes + sum(each.nbytes for each in ends)
