"""Lots of all members: what is left of each accrual of a wallet, or each reward in hand.

One log in the order of accrual. Under one row of terms a later lot of a member never ends sooner,
so a member's lots under it are a queue: its first lot is known, and each lot knows the next one.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from dsl.columns.holdings.log import Array, Log
from dsl.columns.holdings.stretches import Days

Truth = Array | bool
NO_LOT = -1
FOR_EVER = 1 << 62
SMALL = 1 << 16
"""So many rows are not worth tidying up."""
FEW = 12
"""So few members are quicker one after the other than side by side, lot after lot."""


class Part(NamedTuple):
    """What was taken out of one lot of each of some members: places among those asked for."""

    at: Array
    lot: Array
    amount: Array


class Lots:
    """The lots of one wallet.

    Attributes:
        available: what each member can spend.
        pending: what each member cannot spend yet.
        log: `row`, `left`, `following` (the member's next lot of the queue), and what else the
            wallet keeps of its lots.
        over: days on which lots may have to be taken out.
        coming: days on which pending lots become available.
    """

    def __init__(self, members: int, queues: int, *, delayed: bool, **more: Any) -> None:
        kinds: dict[str, Any] = {"row": np.int32, "left": np.int32, "following": np.int32}
        if queues > 1:
            kinds["queue"] = np.int16
        if delayed:
            kinds["pending"] = np.bool_
        self.log = Log(**kinds, **more)
        self.available = np.zeros(members, np.int64)
        self.pending = np.zeros(members if delayed else 0, np.int64)
        self.over = Days()
        self.coming = Days()
        self._members = members
        self._first: list[Array | None] = [None] * queues
        self._last: list[Array | None] = [None] * queues
        self._open = 0
        self._numbered = 0
        self._days = self._day_starts = np.zeros(0, np.int64)

    def open(
        self, queue: int, day: int, rows: Array, amounts: Array, *, pending: Truth, **more: Any
    ) -> Array:
        """Open a lot of each member; gives their places.

        Args:
            queue: which of the wallet's terms.
            day: of earning; never before that of the call before.
            rows: members, each at most once.
            amounts: above zero.
            pending: whether they cannot be spent yet.
            more: what else the wallet keeps.
        """
        if len(self._first) > 1:
            more["queue"] = queue
        if "pending" in self.log:
            more["pending"] = pending
        count = len(rows)
        first = self.log.append(count, row=rows, left=amounts, following=NO_LOT, **more)
        if not len(self._days) or self._days[-1] != day:
            self._days = np.append(self._days, day)
            self._day_starts = np.append(self._day_starts, first)
        self._open += count
        places = np.arange(first, first + count, dtype=np.int64)
        self._put_behind(queue, rows, places)
        if pending is False:
            self.available[rows] += amounts
        elif pending is True:
            self.pending[rows] += amounts
        else:
            self.pending[rows] += amounts * pending
            self.available[rows] += amounts * ~pending
        return places

    def load(
        self,
        rows: Array,
        days: Array,
        amounts: Array,
        queues: Array,
        *,
        pending: Array | None = None,
        **more: Any,
    ) -> Array:
        """Take over lots that are open already, before any other is; gives their places.

        Args:
            rows: members.
            days: of earning, going up; of one member's lots the first earned comes first.
            amounts: above zero.
            queues: of each lot, which of the wallet's terms.
            pending: which cannot be spent yet; none if not said.
            more: what else the wallet keeps.
        """
        assert not self.log.length, "lots are taken over at the start"
        waits = np.zeros(len(rows), bool) if pending is None else pending
        if len(self._first) > 1:
            more["queue"] = queues
        if "pending" in self.log:
            more["pending"] = waits
            np.add.at(self.pending, rows[waits], amounts[waits])
        self.log.append(len(rows), row=rows, left=amounts, following=NO_LOT, **more)
        np.add.at(self.available, rows[~waits], amounts[~waits])
        self._open = self._numbered = len(rows)
        self._days, self._day_starts = np.unique(days.astype(np.int64), return_index=True)
        for queue in np.unique(queues).tolist():
            self._link(queue, (queues == queue).nonzero()[0])
        return np.arange(len(rows), dtype=np.int64)

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
        """Those of them that are pending."""
        whose, lots = self.open_of(queue, rows)
        some = self.log["pending"][lots]
        return whose[some], lots[some]

    def earned_day(self, places: Array) -> Array:
        """The day on which lots were earned."""
        return self._days[np.searchsorted(self._day_starts, places, side="right") - 1]

    def spend(self, rows: Array, amounts: Array, ends: Callable[[int, Array], Array]) -> list[Part]:
        """Take available units in spending order; the caller has looked at the balance.

        Args:
            rows: members, each at most once.
            amounts: what each spends.
            ends: the last day of lots of a queue, 0 for those that never end.
        """
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

    def close(self, lots: Array) -> Array:
        """Take out what is left of lots; gives how much that was."""
        amounts = self.log["left"][lots].astype(np.int64)
        rows = self.log["row"][lots]
        if "pending" in self.log:
            is_pending = self.log["pending"][lots]
            np.subtract.at(self.pending, rows[is_pending], amounts[is_pending])
            np.subtract.at(self.available, rows[~is_pending], amounts[~is_pending])
        else:
            np.subtract.at(self.available, rows, amounts)
        self.log["left"][lots] = 0
        self._open -= len(lots)
        return amounts

    def release(self, lots: Array) -> None:
        """Make pending lots available."""
        rows, amounts = self.log["row"][lots], self.log["left"][lots]
        np.subtract.at(self.pending, rows, amounts)
        np.add.at(self.available, rows, amounts)
        self.log["pending"][lots] = False

    def is_of(self, queue: int, places: Array) -> Truth:
        """Whether lots are in a queue."""
        if "queue" not in self.log:
            return True
        found: Array = self.log["queue"][places] == queue
        return found

    def still_open(self, places: Array) -> Array:
        """Those of some lots that have something left."""
        return places[self.log["left"][places] > 0]

    def renumber(self, final: Array) -> None:
        """Give lots their final numbers, in place of provisional ones (from `FOR_EVER` on)."""
        if "number" in self.log:
            numbers = self.log["number"][self._numbered :]
            new = numbers >= FOR_EVER
            numbers[new] = final[numbers[new] - FOR_EVER]
            self._numbered = self.log.length

    def tidy(self) -> None:
        """Drop lots with nothing left, once they are more than the others."""
        if self.log.length <= 2 * self._open + SMALL:
            return
        kept = self.log["left"] > 0
        self._numbered = int(np.count_nonzero(kept[: self._numbered]))
        places = self.log.keep(kept)
        for days in (self.over, self.coming):
            days.move(kept, places)
        self._day_starts = places[self._day_starts]
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
        """Bytes in memory."""
        ends = [each for each in (*self._first, *self._last) if each is not None]
        own = sum(each.nbytes for each in (*ends, self.available, self.pending))
        return own + self.log.nbytes + self.over.nbytes + self.coming.nbytes
