"""Days to come: which places of a log are to be looked at on a day.

A place is told once, as a part of a stretch or by itself; whoever looks at it decides whether its
day has really come, and may put it off.
"""

import numpy as np

from dsl.columns.holdings.log import Array

Stretch = tuple[int, int]


class Days:
    """Places of a log by day."""

    def __init__(self) -> None:
        self._days: dict[int, list[Stretch | Array]] = {}

    def add(self, day: int, start: int, end: int) -> None:
        """A stretch of places."""
        if end > start:
            self._days.setdefault(day, []).append((start, end))

    def add_each(self, days: Array, places: Array) -> None:
        """Places with a day of their own each; day 0 never comes."""
        if not len(days):
            return
        order = np.argsort(days, kind="stable")
        days, places = days[order], places[order].astype(np.int32)
        starts = [0, *((days[1:] != days[:-1]).nonzero()[0] + 1).tolist()]
        ends = [*starts[1:], len(days)]
        for day, start, end in zip(days[starts].tolist(), starts, ends, strict=True):
            if day > 0:
                self._days.setdefault(day, []).append(places[start:end])

    def has(self, day: int) -> bool:
        """Whether there is something to be looked at on a day."""
        return day in self._days

    def take(self, day: int) -> Array:
        """The places of a day that has some, in their order; they are told no more."""
        found = self._days.pop(day)
        parts = [np.arange(*each) if isinstance(each, tuple) else each for each in found]
        return np.sort(np.concatenate(parts)) if len(parts) > 1 else parts[0]

    def move(self, kept: Array, places: Array) -> None:
        """Follow a log from which places were dropped."""
        for day, found in self._days.items():
            moved: list[Stretch | Array] = []
            for each in found:
                if isinstance(each, tuple):
                    moved.append((int(places[each[0]]), int(places[each[1]])))
                else:
                    moved.append(places[each[kept[each]]].astype(np.int32))
            self._days[day] = moved

    @property
    def nbytes(self) -> int:
        """Bytes in memory, without what Python adds."""
        return sum(
            16 if isinstance(each, tuple) else each.nbytes
            for found in self._days.values()
            for each in found
        )
