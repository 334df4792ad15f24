"""Entries that are kept: a list for each of their columns, numbered and ordered when taken."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dsl.columns.member_names import MemberNames
from dsl.columns.reference import Place, Written
from dsl.ledger.entry import Entry, Kind

Array = NDArray[Any]
PROVISIONAL = 1 << 62
"""Numbers from here on are provisional: they keep the order of writing, behind all others."""
NO_BOOK = -1
_WHOLE = ("lot", "available_day", "expires_day", "money_minor", "cost_minor", "cut")
_PLAIN = ("instant", "member", "kind", "fact", "rule", "wallet", "amount", *_WHOLE, "detail")
"""An entry's columns in the order of its fields, behind its number."""


class Recording:
    """Keeps entries in the order of writing.

    An entry's own number and the numbers of lots are provisional until the entries are taken;
    those of a reference engine are its own, told apart by its book.
    """

    def __init__(self, members: MemberNames) -> None:
        self._members = members
        self._number = 0
        self._final: dict[tuple[int, int], int] = {}
        self._start()

    def _start(self) -> None:
        self._places: list[Place] = []
        self._books: list[int] = []
        self._own: list[int] = []
        self._columns: dict[str, list[Any]] = {name: [] for name in _PLAIN}
        self._count = 0

    def keep(
        self,
        places: Iterable[Place],
        rows: Array,
        facts: Iterable[str],
        instants: Iterable[int],
        kind: Kind,
        columns: dict[str, Any],
    ) -> Array:
        """Keep entries of one kind; gives their provisional numbers.

        Args:
            places: where they stand in the ledger.
            rows: the members.
            facts: ids of their facts.
            instants: when they count.
            kind: what happened.
            columns: the others of an entry's columns, each an array, a list, or the same for all;
                what is absent is zero or empty.
        """
        count = len(rows)
        first = PROVISIONAL + self._count
        self._count += count
        self._places.extend(places)
        self._books.extend(repeat(NO_BOOK, count))
        self._own.extend(range(first, first + count))
        told = self._columns
        told["instant"].extend(instants)
        told["member"].extend(map(self._members.__getitem__, rows.tolist()))
        told["kind"].extend(repeat(kind, count))
        told["fact"].extend(facts)
        for name in ("rule", "wallet", "detail"):
            told[name].extend(_values(columns.get(name) or "", count))
        for name in ("amount", *_WHOLE):
            told[name].extend(_values(columns.get(name), count))
        return np.arange(first, first + count, dtype=np.int64)

    def keep_foreign(self, written: Written) -> None:
        """Keep entries that a reference engine wrote."""
        count = len(written.entries)
        self._places.extend(repeat(written.place, count))
        self._books.extend(repeat(written.book, count))
        for entry in written.entries:
            self._own.append(entry.number)
            for name, column in self._columns.items():
                column.append(getattr(entry, name))

    def take(self) -> tuple[list[Entry], Array]:
        """The entries since the last call in their order, and the numbers of provisional ones."""
        order = sorted(range(len(self._places)), key=self._places.__getitem__)
        first, final = self._number + 1, np.zeros(self._count, np.int64)
        self._number += len(order)
        for number, at in enumerate(order, first):
            if self._own[at] >= PROVISIONAL:
                final[self._own[at] - PROVISIONAL] = number
            else:
                self._final[self._books[at], self._own[at]] = number
        self._columns["lot"] = self._lots(final)
        columns = [map(column.__getitem__, order) for column in self._columns.values()]
        entries = [
            Entry(number=number, **dict(zip(_PLAIN, values, strict=True)))
            for number, values in enumerate(zip(*columns, strict=True), first)
        ]
        self._start()
        return entries, final

    def _lots(self, final: Array) -> list[int]:
        known, lots = final.tolist(), zip(self._columns["lot"], self._books, strict=True)
        return [self._lot(lot, book, known) for lot, book in lots]

    def _lot(self, lot: int, book: int, known: list[int]) -> int:
        if book != NO_BOOK:
            return self._final[book, lot] if lot else 0
        return known[lot - PROVISIONAL] if lot >= PROVISIONAL else lot


def _values(value: Any, count: int) -> Iterable[Any]:
    """Python's own values, one for each entry."""
    if isinstance(value, np.ndarray):
        listed: list[Any] = value.tolist()
        return listed
    if value is None or isinstance(value, int | str):
        return repeat(0 if value is None else value, count)
    told: Sequence[Any] = value
    return told
