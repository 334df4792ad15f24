"""Sums over windows: what counters hold, what is used of limits, what a month has seen."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from dsl.columns.holdings.dates import Dates
from dsl.columns.holdings.log import Array, Log
from dsl.program.time import Ever, InPeriod, Rolling, ThisPurchase, Window

SMALL = 1 << 16
"""So many rows are not worth tidying up."""


class SumByKey:
    """Sums over a window for each member and key, such as the value of an attribute."""

    def __init__(self, members: int, window: Window, dates: Dates) -> None:
        self._new: Callable[[], WindowSum] = partial(WindowSum, members, window, dates)
        self._sums: dict[int, WindowSum] = {}

    def read(self, rows: Array, day: int, keys: Array | None = None) -> Array:
        """The sums of members, each for its key."""
        found = np.zeros(len(rows), np.int64)
        for key, here in _parts(rows, keys):
            if key in self._sums:
                found[here] = self._sums[key].read(rows[here], day)
        return found

    def add(self, rows: Array, day: int, amounts: Array, keys: Array | None = None) -> None:
        """Count for members, each at most once."""
        for key, here in _parts(rows, keys):
            kept = self._sums.get(key) or self._sums.setdefault(key, self._new())
            kept.add(rows[here], day, amounts[here])

    @property
    def largest(self) -> int:
        """A number that no sum exceeds."""
        return max((kept.largest for kept in self._sums.values()), default=0)

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return sum(kept.nbytes for kept in self._sums.values())


def _parts(rows: Array, keys: Array | None) -> Iterator[tuple[int, Array]]:
    """Places of each key; nothing told is a key, too."""
    told = np.full(len(rows), -1) if keys is None else keys
    for key in np.unique(told):
        yield int(key), (told == key).nonzero()[0]


class WindowSum:
    """One sum for each member over a window that ends with the day at hand.

    Days go forward only. Of a period it is kept since when the sum counts; of a window that rolls,
    what has been added by day, to be taken out again.
    """

    def __init__(self, members: int, window: Window, dates: Dates) -> None:
        self._window = window
        self._dates = dates
        self._sums = np.zeros(0 if isinstance(window, ThisPurchase) else members, np.int64)
        self._start = 0
        self._starts: Array | None = None
        if isinstance(window, InPeriod) and dates.is_own(window.period):
            self._starts = np.zeros(members, np.int32)
        self._log = Log(row=np.int32, left=np.int32)
        self._days: deque[tuple[int, int]] = deque()
        self._gone = 0
        self._bound = 0

    def read(self, rows: Array, day: int, keys: Array | None = None) -> Array:
        """The sums of members, whatever the key."""
        if isinstance(self._window, ThisPurchase):
            return np.zeros(len(rows), np.int64)
        self._move_to(day)
        found = self._sums[rows]
        if self._starts is not None and isinstance(self._window, InPeriod):
            start = self._dates.period_start(self._window.period, day, rows)
            found = np.where(self._starts[rows] == start, found, 0)
        return found

    def add(self, rows: Array, day: int, amounts: Array, keys: Array | None = None) -> None:
        """Count for members, each at most once, whatever the key."""
        if isinstance(self._window, ThisPurchase):
            return
        self._move_to(day)
        if self._starts is not None and isinstance(self._window, InPeriod):
            start = self._dates.period_start(self._window.period, day, rows)
            self._sums[rows] = np.where(self._starts[rows] == start, self._sums[rows], 0)
            self._starts[rows] = start
        self._sums[rows] += amounts
        self._bound += int(np.max(amounts, initial=0))
        if isinstance(self._window, Rolling):
            some = amounts.nonzero()[0]
            first = self._log.append(len(some), row=rows[some], left=amounts[some])
            if not self._days or self._days[-1][0] != day:
                self._days.append((day, first))

    def held(self, day: int) -> tuple[Array, Array, Array]:
        """What the window that holds a day has: rows, the days it is kept under, and amounts."""
        self._move_to(day)
        if isinstance(self._window, Rolling):
            log, places = self._log, np.arange(self._gone, self._log.length)
            days, starts = zip(*self._days, strict=True) if self._days else ((0,), (0,))
            nth = np.searchsorted(np.array(starts), places, side="right") - 1
            return log["row"][places], np.array(days)[nth], log["left"][places]
        rows = self._sums.nonzero()[0]
        starts_of = np.full(len(rows), self._start)
        if self._starts is not None and isinstance(self._window, InPeriod):
            starts_of = np.asarray(self._dates.period_start(self._window.period, day, rows))
            rows = rows[self._starts[rows] == starts_of]
            starts_of = self._starts[rows]
        return rows, starts_of, self._sums[rows]

    @property
    def largest(self) -> int:
        """A number that no sum exceeds."""
        if self._bound >= 1 << 32:
            self._bound = int(self._sums.max(initial=0))
        return self._bound

    def _move_to(self, day: int) -> None:
        """Take out what the window holds no more."""
        match self._window:
            case InPeriod() if self._starts is None:
                start = self._dates.calendar_start(self._window.period, day)
                if start != self._start:
                    self._sums[:] = 0
                    self._start = start
            case Rolling():
                self._roll(self._dates.first_day(self._window, day))
            case Ever() | _:
                pass

    def _roll(self, first_day: int) -> None:
        if not self._days or self._days[0][0] >= first_day:
            return
        while self._days and self._days[0][0] < first_day:
            self._days.popleft()
        end = self._days[0][1] if self._days else self._log.length
        gone = slice(self._gone, end)
        np.subtract.at(self._sums, self._log["row"][gone], self._log["left"][gone])
        self._gone = end
        if self._gone > self._log.length // 2 + SMALL:
            kept = np.arange(self._log.length) >= self._gone
            self._log.keep(kept)
            self._days = deque((day, start - self._gone) for day, start in self._days)
            self._gone = 0

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        own = 0 if self._starts is None else self._starts.nbytes
        return own + self._sums.nbytes + self._log.nbytes


class SharedSum(WindowSum):
    """One sum for all members of a world; what is counted is counted for the world."""

    def __init__(self, worlds: Array, window: Window, dates: Dates) -> None:
        """Nothing counted; `worlds` has the world of each row."""
        self._worlds = worlds
        self._count = int(worlds.max(initial=-1)) + 1
        super().__init__(self._count, window, dates)

    def read(self, rows: Array, day: int, keys: Array | None = None) -> Array:
        """The sums of the worlds that members are in."""
        return super().read(self._worlds[rows], day)

    def add(self, rows: Array, day: int, amounts: Array, keys: Array | None = None) -> None:
        """Count for members."""
        sums = np.zeros(self._count, np.int64)
        np.add.at(sums, self._worlds[rows], amounts)
        super().add(np.arange(self._count), day, sums)
