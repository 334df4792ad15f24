"""Entries that are kept: a list for each of their columns, numbered and ordered when taken."""

from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter
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
_TEXTS = ("rule", "wallet", "detail")
_NUMBERS = (
    *("amount", "available_day", "expires_day", "money_minor", "cost_minor", "cut"),
    "lot",
)
_PLAIN = ("instant", "member", "kind", "fact", *_TEXTS, *_NUMBERS[:-1])
"""The columns of an entry that need no numbers of others; the lot stands behind them."""
_LOT = len(_PLAIN)
_row_of = attrgetter(*_PLAIN, "lot")


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
        self._rows: list[tuple[Any, ...]] = []
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
        more = [_values(columns.get(name), count) for name in _NUMBERS]
        texts = [_values(columns.get(name, ""), count) for name in _TEXTS]
        names = map(self._members.__getitem__, rows.tolist())
        told = (instants, names, repeat(kind, count), facts, *texts, *more)
        self._rows.extend(zip(*told, strict=True))
        return np.arange(first, first + count, dtype=np.int64)

    def keep_foreign(self, written: Written) -> None:
        """Keep entries that a reference engine wrote."""
        count = len(written.entries)
        self._places.extend(repeat(written.place, count))
        self._books.extend(repeat(written.book, count))
        self._own.extend(entry.number for entry in written.entries)
        self._rows.extend(map(_row_of, written.entries))

    def go_on_from(self, number: int) -> None:
        """Number entries behind one that was written elsewhere."""
        self._number = number

    def numbers_of(self, book: int) -> dict[int, int]:
        """A reference engine's own number of an entry -> its number in the ledger."""
        return {own: final for (each, own), final in self._final.items() if each == book}

    @property
    def number(self) -> int:
        """The number of the last entry taken."""
        return self._number

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
        known = final.tolist()
        entries = [
            Entry(
                number=number,
                lot=self._lot(self._rows[at][_LOT], self._books[at], known),
                **dict(zip(_PLAIN, self._rows[at], strict=False)),
            )
            for number, at in enumerate(order, first)
        ]
        self._start()
        return entries, final

    def _lot(self, lot: int, book: int, known: list[int]) -> int:
        if book != NO_BOOK:
            return self._final.get((book, lot), lot)  # a lot of before has its number already
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
