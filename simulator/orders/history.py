"""A shop's history: its facts in order, and the report of how they were read."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from dsl.ledger.facts import AnyFact, Joined, Returned, ReturnedLine
from simulator.orders.fact_ids import joining_id, return_id
from simulator.orders.layout import Kind
from simulator.orders.matching import OpenPurchases
from simulator.orders.report import ImportReport, LeftOut, Tally
from simulator.orders.row_streams import RowStreams
from simulator.orders.rows import FactRow, JoinRow, PurchaseRow, ReturnRow, Row
from simulator.orders.sources import ImportChoices, JoinPolicy, MatchPolicy

STATE_VERSION = 1


@dataclass(frozen=True)
class SavedHistory:
    """The form of `History.state()`.

    Attributes:
        start: first instant of the history; None while nothing has begun.
        joined: who has joined by now.
        purchases: id, member, instant and value left of each, in their order.
    """

    version: int
    start: int | None
    joined: list[str]
    purchases: list[tuple[str, str, int, int]]


class History:
    """The facts of a history, to be gone through once.

    `report()` and `state()` are of the facts that have been given so far: ask when all are.
    A name is kept for each member, since an order however late must know whether its customer has
    joined; that is the one thing here that no return window bounds.

    Attributes:
        facts: ordered by (instant, id as UTF-8 bytes).
        rows: how many rows will be gone through, for a progress bar.
    """

    def __init__(
        self, streams: RowStreams, choices: ImportChoices, report: ImportReport, tally: Tally
    ) -> None:
        self._streams = streams
        self._choices = choices
        self._report = report
        self._tally = tally
        self._joined: set[str] = set()
        self._joined_before: frozenset[str] = frozenset()
        self._purchases = OpenPurchases(choices.return_window_days)
        self._returns = 0
        self._load_state()
        self.rows = streams.count
        self.facts: Iterator[AnyFact] = self._facts()

    def _load_state(self) -> None:
        state = self._choices.state
        if state is not None:
            self._joined.update(state["joined"])
            self._joined_before = frozenset(self._joined)
            self._drop_facts_on_joining()
            self._purchases.load(state["purchases"])

    def _drop_facts_on_joining(self) -> None:
        """What holds on joining was told when the members joined, in an earlier part."""
        for member in self._joined_before.intersection(self._streams.on_joining):
            rows = [row.row for row in self._streams.on_joining.pop(member)]
            self._tally.add("late-undated-fact", Kind.FACTS, len(rows), rows)

    def state(self) -> dict[str, Any]:
        """What the import of a later part of the history needs to know, as plain data."""
        return {
            "version": STATE_VERSION,
            "start": self._streams.start,
            "joined": sorted(self._joined),
            "purchases": self._purchases.to_state(),
        }

    def report(self) -> ImportReport:
        """How the files were read."""
        return replace(
            self._report,
            returns=self._returns,
            findings=self._tally.findings(),
            doubtful_amounts=tuple(self._tally.doubtful_amounts),
            unread_amounts=self._tally.unread_amounts,
        )

    @property
    def left_out(self) -> LeftOut:
        """What is told of orders that were left out where those that are left are too few."""
        return self._tally.left_out

    def close(self) -> None:
        """Give back the memory and the temporary files."""
        self._streams.close()

    def __enter__(self) -> "History":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _facts(self) -> Iterator[AnyFact]:
        rows = heapq.merge(*self._streams.all(), key=itemgetter(0))
        for instant, group in groupby(rows, key=itemgetter(0)):
            self._purchases.forget_before(instant)
            facts = [
                fact for row in sorted(group, key=itemgetter(1)) for fact in self._facts_of(row)
            ]
            facts.sort(key=attrgetter("id"))
            yield from facts

    def _facts_of(self, row: Row) -> Iterator[AnyFact]:
        match row:
            case PurchaseRow():
                yield from self._purchase(row)
            case ReturnRow():
                yield from self._return(row)
            case JoinRow():
                yield from self._join(row.member, row.instant, row.invited, Kind.JOINS)
            case FactRow():
                yield from self._fact(row)

    def _fact(self, row: FactRow) -> Iterator[AnyFact]:
        fact = row.fact
        if isinstance(fact, Joined):
            yield from self._join(fact.member, fact.instant, fact.invited, Kind.FACTS)
        else:
            yield fact

    def _purchase(self, row: PurchaseRow) -> Iterator[AnyFact]:
        member = row.fact.member
        if self._choices.join is JoinPolicy.FIRST_ORDER and member not in self._joined:
            if member not in self._streams.joining:
                yield from self._join(member, row.instant, False, Kind.ORDERS)
        if row.is_returnable or self._choices.keep_state:
            self._purchases.add(row.id, member, row.instant, row.net_minor)
        yield row.fact

    def _join(self, member: str, instant: int, invited: bool, kind: Kind) -> Iterator[AnyFact]:
        if member in self._joined:
            if member not in self._joined_before:
                self._tally.add("repeated-join", kind, 1)
            return
        self._joined.add(member)
        yield Joined(id=joining_id(member), instant=instant, member=member, invited=invited)
        for row in self._streams.on_joining.pop(member, ()):
            yield from self._streams.fact_on_joining(row, instant)

    def _return(self, row: ReturnRow) -> Iterator[AnyFact]:
        if self._purchases.member_of(row.id) is not None:
            row = row._replace(id=return_id(row.id))
        if row.purchase is None:
            facts = self._matched(row)
        else:
            facts = self._linked(row, row.purchase)
        self._returns += bool(facts)
        yield from facts

    def _linked(self, row: ReturnRow, purchase: str) -> list[AnyFact]:
        """The fact of a return that names its purchase, cut to what is left of it."""
        member = self._purchases.member_of(purchase)
        if member is None:
            self._note("return-of-unknown-order", row, row.amount_minor)
            return []
        taken = self._purchases.take(purchase, row.amount_minor)
        if taken < row.amount_minor:
            self._note("return-above-order", row, row.amount_minor - taken)
        if not taken:
            return []
        lines = tuple(
            ReturnedLine(line=line, quantity=quantity)
            for line, quantity in zip(row.lines, row.quantities, strict=False)
        )
        return [
            Returned(
                id=row.id,
                instant=row.instant,
                member=member,
                purchase=purchase,
                lines=lines,
                amount_minor=None if lines else taken,
            )
        ]

    def _matched(self, row: ReturnRow) -> list[AnyFact]:
        """The facts of a return that names no purchase, one for each that it is taken from."""
        taken: list[tuple[str, int]] = []
        if self._choices.match_returns is MatchPolicy.RECENT:
            taken = self._purchases.take_recent(row.member, row.amount_minor)
        if not taken:
            self._note("unmatched-return", row, row.amount_minor)
            return []
        value = sum(part for _, part in taken)
        self._note("matched-return", row, value)
        if value < row.amount_minor:
            self._note("partly-matched-return", row, row.amount_minor - value)
        return [
            Returned(
                id=row.id if len(taken) == 1 else f"{row.id}/{number}",
                instant=row.instant,
                member=row.member,
                purchase=purchase,
                amount_minor=part,
            )
            for number, (purchase, part) in enumerate(taken, 1)
        ]

    def _note(self, rule: str, row: ReturnRow, money_minor: int) -> None:
        self._tally.add(rule, Kind.RETURNS, 1, [row.row], money_minor)
