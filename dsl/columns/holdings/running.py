"""Lots of one queue, of which nobody asks what was taken from which: sums are enough.

What is gone of a member's lots, spent or expired, is always gone from the first ones on. So a lot
whose running total is known needs no more to tell what is left of it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import Lots, Part


class RunningLots(Lots):
    """The lots of a wallet with one row of terms.

    The log has what each lot brought (`amount`), and what its member had got with it in all
    (`total`).
    """

    def __init__(self, members: int, *, delayed: bool) -> None:
        super().__init__(members, delayed=delayed, amount=np.int32, total=np.int32)
        self._total = np.zeros(members, np.int64)

    def _append(self, queue: int, rows: Array, amounts: Array, **more: Any) -> int:
        total = self._total[rows] + amounts
        self._total[rows] = total
        return self.log.append(len(rows), row=rows, amount=amounts, total=total, **more)

    def _append_all(self, rows: Array, amounts: Array, queues: Array, **more: Any) -> None:
        np.add.at(self._total, rows, amounts)
        order, total = np.argsort(rows, kind="stable"), np.empty(len(rows), np.int64)
        total[order] = np.cumsum(amounts[order])
        total -= (np.cumsum(self._total) - self._total)[rows]  # of the members of lower rows
        self.log.append(len(rows), row=rows, amount=amounts, total=total, **more)

    def spend(self, rows: Array, amounts: Array, ends: Callable[[int, Array], Array]) -> list[Part]:
        """See `Lots`."""
        self.available[rows] -= amounts
        return []

    def left(self, places: Array) -> Array:
        """See `Lots`."""
        rows = self.log["row"][places]
        gone = self._total[rows] - self.available[rows]
        if "pending" in self.log:
            gone -= self.pending[rows]
        return np.clip(self.log["total"][places] - gone, 0, self.log["amount"][places])

    @property
    def nbytes(self) -> int:
        """See `Lots`."""
        return super().nbytes + self._total.nbytes
