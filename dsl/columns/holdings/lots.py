"""Lots of all members: what is left of each accrual of a wallet, or each reward in hand.

One log in the order of accrual. Under one row of terms a later lot of a member never ends sooner,
so a member's lots under it are a queue. There are two ways to keep queues: `linked` knows each lot
of a member, `running` only sums.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from dsl.columns.holdings.log import Array, Log
from dsl.columns.holdings.stretches import Days

Truth = Array | bool
FOR_EVER = 1 << 62
SMALL = 1 << 16
"""So many rows are not worth tidying up."""


class Part(NamedTuple):
    """What was taken out of one lot of each of some members: places among those asked for."""

    at: Array
    lot: Array
    amount: Array


class Lots(ABC):
    """The lots of one wallet.

    Attributes:
        available: what each member can spend.
        pending: what each member cannot spend yet; empty where nothing ever waits.
        log: `row`, and what else is kept of each lot.
        over: days on which lots may have to be taken out.
        coming: days on which pending lots become available.
    """

    def __init__(self, members: int, *, delayed: bool, **kinds: Any) -> None:
        if delayed:
            kinds["pending"] = np.bool_
        self.log = Log(row=np.int32, **kinds)
        self.available = np.zeros(members, np.int64)
        self.pending = np.zeros(members if delayed else 0, np.int64)
        self.over = Days()
        self.coming = Days()
        self._open = 0  # so many have something left, or had when it was tidied
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
        if "pending" in self.log:
            more["pending"] = pending
        first = self._append(queue, rows, amounts, **more)
        if not len(self._days) or self._days[-1] != day:
            self._days = np.append(self._days, day)
            self._day_starts = np.append(self._day_starts, first)
        if pending is False:
            self.available[rows] += amounts
        elif pending is True:
            self.pending[rows] += amounts
        else:
            self.pending[rows] += amounts * pending
            self.available[rows] += amounts * ~pending
        return np.arange(first, first + len(rows), dtype=np.int64)

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
        if "pending" in self.log:
            more["pending"] = waits
            np.add.at(self.pending, rows[waits], amounts[waits])
        self._append_all(rows, amounts, queues, **more)
        np.add.at(self.available, rows[~waits], amounts[~waits])
        self._open = len(rows)
        self._days, self._day_starts = np.unique(days.astype(np.int64), return_index=True)
        return np.arange(len(rows), dtype=np.int64)

    @abstractmethod
    def _append(self, queue: int, rows: Array, amounts: Array, **more: Any) -> int:
        """Add a lot of each member to the log; gives the place of the first one."""

    @abstractmethod
    def _append_all(self, rows: Array, amounts: Array, queues: Array, **more: Any) -> None:
        """Add lots to an empty log, several of a member and of several queues."""

    @abstractmethod
    def spend(self, rows: Array, amounts: Array, ends: Callable[[int, Array], Array]) -> list[Part]:
        """Take available units in spending order; the caller has looked at the balance.

        Args:
            rows: members, each at most once.
            amounts: what each spends.
            ends: the last day of lots of a queue, 0 for those that never end.

        Returns:
            What was taken lot by lot, where lots are known one by one.
        """

    @abstractmethod
    def left(self, places: Array) -> Array:
        """What is left of lots."""

    def close(self, lots: Array) -> Array:
        """Take out what is left of lots; gives how much that was."""
        amounts = self.left(lots)
        rows = self.log["row"][lots]
        if "pending" in self.log:
            is_pending = self.log["pending"][lots]
            np.subtract.at(self.pending, rows[is_pending], amounts[is_pending])
            np.subtract.at(self.available, rows[~is_pending], amounts[~is_pending])
        else:
            np.subtract.at(self.available, rows, amounts)
        return amounts

    def release(self, lots: Array) -> None:
        """Make pending lots available."""
        rows, amounts = self.log["row"][lots], self.left(lots)
        np.subtract.at(self.pending, rows, amounts)
        np.add.at(self.available, rows, amounts)
        self.log["pending"][lots] = False

    def still_open(self, places: Array) -> Array:
        """Those of some lots that have something left."""
        return places[self.left(places) > 0]

    def is_of(self, queue: int, places: Array) -> Truth:
        """Whether lots are in a queue."""
        return True

    def earned_day(self, places: Array) -> Array:
        """The day on which lots were earned."""
        return self._days[np.searchsorted(self._day_starts, places, side="right") - 1]

    def tidy(self) -> None:
        """Drop lots with nothing left, once they may be more than the others."""
        if self.log.length > 2 * self._open + SMALL:
            self._keep(self.left(np.arange(self.log.length)) > 0)
            self._open = self.log.length

    def _keep(self, kept: Array) -> None:
        """Drop all other lots."""
        places = self.log.keep(kept)
        for days in (self.over, self.coming):
            days.move(kept, places)
        self._day_starts = places[self._day_starts]

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        days = self.over.nbytes + self.coming.nbytes
        return self.log.nbytes + days + self.available.nbytes + self.pending.nbytes
