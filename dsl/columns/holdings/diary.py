"""What a saved state tells of members beyond what columns need: noted as it happens.

Columns keep sums and the days that decide; the reference engine's state keeps each day, so that a
return can look back. Where a state is wanted in the end, this is written beside the columns.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from dsl.columns.holdings.log import Array
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import AnyFact, AttributeSet

Value = int | bool | str | None
Noted = tuple[Array, Array, Array]
"""Rows, days and amounts."""


class Diary:
    """Notes of one engine, from nobody's having joined on.

    Attributes:
        instant: of the latest fact of members on columns; 0 before any.
        attributes: by person what was set, in the order in which it was.
        joined: by member the instant of joining, in the order of joining.
        numbers: by member the numbers of all entries.
        bought_times: purchases on the day of the last one.
        alive_times: by terms whose expiry slides, how often the last day kept lots alive.
        since_day, softly: when the tier was come to, and whether it was come down to unearned.
        starting_since: tier that starts later -> the day on which that was noted.
    """

    def __init__(
        self, members: int, counters: int, *, tiers: int, alive: Iterable[int], late: Iterable[int]
    ) -> None:
        """Nothing has happened.

        Args:
            members, counters, tiers: how many there are.
            alive: rows of terms whose expiry slides.
            late: tiers that start later than they are earned.
        """
        some = members if tiers else 0
        self.instant = 0
        self.attributes: dict[str, dict[str, Value]] = {}
        self.joined: dict[str, int] = {}
        self.numbers: dict[str, list[int]] = {}
        self.bought_times = np.zeros(members, np.int32)
        self.alive_times = {terms: np.zeros(members, np.int32) for terms in alive}
        self.since_day = np.zeros(some, np.int32)
        self.softly = np.zeros(some, bool)
        self.starting_since = {rank: np.zeros(some, np.int32) for rank in late}
        self._counted: list[list[Noted]] = [[] for _ in range(counters)]
        self._visits: list[Noted] = []
        self._paid: dict[int, list[Noted]] = {}
        self._fact_of: dict[int, str] = {}

    def tell(self, facts: Sequence[AnyFact]) -> None:
        """Note facts of members on columns."""
        self.instant = max(self.instant, *(fact.instant for fact in facts))
        for fact in facts:
            if isinstance(fact, AttributeSet):
                self.attributes.setdefault(fact.member, {})[fact.name] = fact.value

    def count(self, counter: int, rows: Array, day: int, amounts: Array) -> None:
        """Note what facts add to a counter."""
        self._counted[counter].append(_noted(rows, day, amounts))

    def visit(self, rows: Array, day: int) -> None:
        """Note visits."""
        self._visits.append(_noted(rows, day, np.ones(len(rows), np.int64)))

    def buy(self, rows: Array, day: int, last_day: Array) -> None:
        """Note purchases; `last_day` is the day of the one before."""
        self.visit(rows, day)
        self.bought_times[rows] = np.where(last_day == day, self.bought_times[rows], 0) + 1

    def keep_alive(self, terms: int, rows: Array, day: int, last_day: Array) -> None:
        """Note what moves an expiry; `last_day` is the last one that did."""
        times = self.alive_times[terms]
        times[rows] = np.where(last_day == day, times[rows], 0) + 1

    def pay(self, procedure: int, rows: Array, day: int, times: Array) -> None:
        """Note what a progress rule has paid at once."""
        self._paid.setdefault(procedure, []).append(_noted(rows, day, times))

    def keep(self, entries: Iterable[Entry]) -> None:
        """Note entries, with their numbers in the ledger."""
        for entry in entries:
            self.numbers.setdefault(entry.member, []).append(entry.number)
            if entry.kind is Kind.MEMBER_JOINED:
                self.joined.setdefault(entry.member, entry.instant)
            elif entry.kind is Kind.ACCRUE or entry.kind is Kind.ISSUE:
                self._fact_of[entry.number] = entry.fact

    def fact_of(self, number: int) -> str:
        """The fact that opened a lot or issued a benefit, by the number of its entry."""
        return self._fact_of[number]

    def counted(self, counter: int) -> Noted:
        """All that was added to a counter, in its order."""
        return _together(self._counted[counter])

    def visits(self) -> Noted:
        """All visits."""
        return _together(self._visits)

    def paid(self, procedure: int) -> Noted:
        """All that a progress rule has paid."""
        return _together(self._paid.get(procedure, []))


def _noted(rows: Array, day: int, amounts: Array) -> Noted:
    some = amounts.nonzero()[0]
    return rows[some].astype(np.int32), np.full(len(some), day, np.int32), amounts[some].copy()


def _together(parts: list[Noted]) -> Noted:
    if not parts:
        none = np.zeros(0, np.int64)
        return none, none, none
    if len(parts) > 1:
        rows, days, amounts = (np.concatenate(each) for each in zip(*parts, strict=True))
        parts[:] = [(rows, days, amounts)]
    return parts[0]
