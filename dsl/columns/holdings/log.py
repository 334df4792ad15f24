"""Columns that grow at the end, in the order of time, and from which anything may be dropped."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
AMOUNTS = ("left", "amount", "total")
MOST = 2**31 - 1
_ROOM = 1024


class Log:
    """Columns of one length.

    They have room for a fifth more than they need; columns of amounts become ones of 64 bits
    when a number needs it.

    Attributes:
        length: how many rows are in use.
    """

    def __init__(self, **kinds: Any) -> None:
        self.length = 0
        self._columns: dict[str, Array] = {name: np.empty(0, kind) for name, kind in kinds.items()}

    def __getitem__(self, name: str) -> Array:
        """The rows of a column that are in use; writing to it writes to the log."""
        return self._columns[name][: self.length]

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def append(self, count: int, **values: Any) -> int:
        """Add rows; gives the place of the first one."""
        first, end = self.length, self.length + count
        for name, column in self._columns.items():
            value = values[name]
            if name in AMOUNTS and column.dtype == np.int32 and value.max(initial=0) > MOST:
                column = column.astype(np.int64)
            if end > len(column):
                grown = np.empty(end + end // 5 + _ROOM, column.dtype)
                grown[:first] = column[:first]
                column = grown
            column[first:end] = value
            self._columns[name] = column
        self.length = end
        return first

    def keep(self, kept: Array) -> Array:
        """Drop all other rows; gives for each old place (and the end) its new one."""
        places = np.zeros(self.length + 1, np.int64)
        np.cumsum(kept, out=places[1:])
        for name, column in self._columns.items():
            self._columns[name] = column[: self.length][kept]
        self.length = int(places[-1])
        return places

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return sum(column.nbytes for column in self._columns.values())
