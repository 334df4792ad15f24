"""Members who are there from the start: a state of the reference engine as columns.

They are a state and no facts: nobody joins, and nothing is granted or issued. What columns cannot
hold stays where it is: a member who has some of it runs by reference (`rows_by_reference`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from dsl.columns.beyond_columns import is_beyond_columns
from dsl.columns.books import Books
from dsl.columns.by_row import RowFacts
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.members import window_of
from dsl.columns.holdings.windows import SumByKey, WindowSum
from dsl.columns.ladder import Ladder
from dsl.columns.member_names import MemberNames
from dsl.columns.reference import Books as StateBooks
from dsl.columns.reference import (
    Days,
    Issued,
    Lot,
    Member,
    Phase,
    State,
    first_day,
    last_alive,
    last_earned,
    last_purchase_day,
    total,
)
from dsl.program.measures import Quantity
from dsl.program.time import Ever, InPeriod, Period, Rolling, Window

Row = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Opening:
    """The members with whom an engine starts.

    Attributes:
        state: of the engine's own program, after all work of its day; it is left as it is.
        members: for each row the name of the member of the state that it starts as, several rows
            as the same one if so wanted; empty for who starts as nobody.
    """

    state: State
    members: Sequence[str]


def rows_by_reference(books: Books, opening: Opening) -> Array:
    """Rows that start as members of whom columns cannot hold all."""
    then = books.by_reference.books_of(opening.state)
    odd = {name for name, each in opening.state.members.items() if is_beyond_columns(then, each)}
    return np.array([name in odd for name in opening.members], bool)


def enter(
    books: Books,
    ladder: Ladder,
    facts: RowFacts,
    opening: Opening,
    names: MemberNames,
    apart: Array,
) -> int:
    """Start rows as members of a state, before any fact; gives the state's day.

    Args:
        books, ladder, facts: of an engine in which nothing has happened.
        opening: who starts as whom.
        names: of the rows.
        apart: rows that run by reference.

    Raises:
        ValueError: the state is one in the middle of a day's work.
    """
    state, told = opening.state, opening.members
    if state.position.day and state.position.phase != Phase.FACTS:
        raise ValueError("a state to start from has all work of its day done")
    books.ignored.update(state.ignored)
    for perk, days in state.perks.items():
        books.perk_holders.update({(perk, day): count for day, count in days.items()})
    books.sheet.go_on_from(state.number)
    some = [row for row, name in enumerate(told) if name in state.members or name in state.early]
    referred = {row: (names[row], told[row]) for row in some if apart[row]}
    books.by_reference.start_from(state, referred)
    for row in some:
        for name, value in () if apart[row] else state.early.get(told[row], {}).items():
            books.members.attribute(name)[row] = facts.code(name, value)
    rows = [row for row in some if told[row] in state.members and not apart[row]]
    if rows:
        known = {name: at for at, name in enumerate(dict.fromkeys(told[row] for row in rows))}
        copies = _Copies(np.array([known[told[row]] for row in rows]), np.array(rows))
        found = [state.members[name] for name in known]
        then = books.by_reference.books_of(state)
        _Entering(books, then, found, copies, facts.code).enter()
        ladder.take_over(copies.rows, state.position.day)
    return state.position.day


class _Copies:
    """Which rows start as which of some members (by place); each member may be several rows."""

    def __init__(self, which: Array, rows: Array) -> None:
        self.which, self.rows = which, rows
        self._ordered = rows[np.argsort(which, kind="stable")] if len(rows) else rows
        self._counts = np.bincount(which)
        self._starts = np.cumsum(self._counts) - self._counts

    def each(self, values: Iterable[int]) -> Array:
        """A value of each member, for each row."""
        return np.fromiter(values, np.int64)[self.which]

    def spread(self, table: Sequence[Row], width: int) -> tuple[Array, Array]:
        """Lines of a table for each row: whose they are, and the columns behind the member's place.

        Args:
            table: lines that begin with the place of their member.
            width: of a line.
        """
        columns = np.array(table, np.int64).reshape(len(table), width).T
        times = self._counts[columns[0]]
        lines = np.repeat(np.arange(len(table)), times)
        nth = np.arange(len(lines)) - np.repeat(np.cumsum(times) - times, times)
        return self._ordered[self._starts[columns[0][lines]] + nth], columns[1:, lines]


class _Entering:
    """Writes members into columns, table by table."""

    def __init__(
        self,
        books: Books,
        then: StateBooks,
        found: list[Member],
        copies: _Copies,
        code: Callable[[str, Any], int],
    ) -> None:
        self._books, self._then, self._found, self._copies = books, then, found, copies
        self._members, self._rows, self._code = books.members, copies.rows, code
        self._day = then.state.position.day

    def enter(self) -> None:
        """All of it."""
        self._days_and_attributes()
        self._memberships()
        self._standing()
        self._sums()
        self._carried()
        for wallet in range(len(self._members.wallets)):
            self._wallet(wallet)
        self._hand()

    def _set(self, column: Array, value: Callable[[Member], int]) -> None:
        column[self._rows] = self._copies.each(map(value, self._found))

    def _days_and_attributes(self) -> None:
        members = self._members
        self._set(members.joined_day, lambda member: member.joined_day)
        self._set(members.dates.anchors, self._then.anchor_day)
        self._set(members.last_visit, lambda member: max(member.visits, default=0))
        self._set(members.last_purchase, lambda member: last_purchase_day(member, self._day))
        for terms, alive in members.alive.items():
            self._set(alive, partial(last_alive, terms=terms))
        for name in dict.fromkeys(name for each in self._found for name in each.attributes):
            self._attribute(name)
        for perk, counted in members.perks.items():
            self._set(counted, partial(_perk_counted, perk))

    def _attribute(self, name: str) -> None:
        code = self._code
        self._set(
            self._members.attribute(name), lambda member: code(name, member.attributes.get(name))
        )

    def _memberships(self) -> None:
        for index, held in enumerate(self._members.held):
            for name in ("started_day", "first_fee_day", "periods", "fee_day", "ending"):
                self._set(getattr(held, name), partial(_of_membership, index, name))
            self._set(held.charged_day, partial(_charged_day, index))

    def _standing(self) -> None:
        members = self._members
        if not self._books.program.tiers:
            return
        self._set(members.rank, lambda member: member.standing.rank)
        self._set(members.until_day, lambda member: member.standing.until_day)
        of_ranks = {
            "held_from": members.held_from,
            "starting": members.starting,
            "reached_day": members.reached_day,
        }
        for name, columns in of_ranks.items():
            for rank, column in columns.items():
                self._set(column, partial(_of_rank, name, rank))
        for rank, column in enumerate(members.earned_day):
            self._set(column, partial(_last_earned, rank))
        for rank, column in members.invited.items():
            self._set(column, partial(_is_invited, rank))

    def _carried(self) -> None:
        """Surpluses that were carried over; what was counted in all is there by now."""
        for counter, carried in self._members.carried.items():
            in_all = self._members.counters[counter, Ever()].read(self._rows, self._day)
            of_each = [self._surplus(member, counter) for member in self._found]
            day, units, since = (self._copies.each(each) for each in zip(*of_each, strict=True))
            for first in np.unique(day[day > 0]).tolist():
                here = day == first
                carried.carry(self._rows[here], first, units[here], (in_all - since)[here])

    def _surplus(self, member: Member, counter: int) -> Row:
        """The day of the last surplus of a counter, the surplus, and what was counted since."""
        surpluses = member.standing.carried.get(counter, {})
        first = max(surpluses, default=0)
        since = [n for day, n in self._days_of(member, counter).items() if day >= first]
        return first, surpluses.get(first, 0), sum(since)

    def _days_of(self, member: Member, counter: int) -> Days:
        """What a counter counted on each day; a day with visits is one visit."""
        if self._books.plan.counters[counter].quantity is Quantity.VISITS:
            return {day: 1 for day, number in member.visits.items() if number > 0}
        return member.counters[counter]

    def _sums(self) -> None:
        members, plan, found = self._members, self._books.plan, self._found
        for (index, window), kept in members.counters.items():
            self._sum(kept, window, [self._days_of(each, index) for each in found])
        for index, limit in members.limits.items():
            for key in dict.fromkeys(key for each in found for key in each.usage.get(index, {})):
                days = [each.usage.get(index, {}).get(key, {}) for each in found]
                row = plan.limits[index]
                self._sum(limit, row.window, days, self._key(row.value, key) if row.value else None)
        for index, carry in enumerate(members.carries):
            month = InPeriod(period=Period.MONTH)
            self._sum(carry, month, [each.carries.get(index, {}) for each in found])
        for place, paid in members.progress.items():
            procedure = plan.procedures[place]
            days = [_paid(each, procedure.rules[0]) for each in found]
            self._sum(paid, window_of(procedure.occasion), days)

    def _sum(
        self, kept: WindowSum | SumByKey, window: Window, sums: list[Days], key: int | None = None
    ) -> None:
        """Count what a window that ends today holds; of one that rolls, each day for itself."""
        clocks = map(self._then.clock, self._found)
        table: list[Row] = []
        for place, (days, clock) in enumerate(zip(sums, clocks, strict=True)):
            if isinstance(window, Rolling):
                first = first_day(window, self._day, clock)
                table += [(place, day, n) for day, n in days.items() if first <= day <= self._day]
            else:
                table.append((place, self._day, total(days, window, self._day, clock)))
        rows, (days_of, amounts) = self._copies.spread(table, 3)
        for day in np.unique(days_of).tolist():
            here = ((days_of == day) & (amounts != 0)).nonzero()[0]
            keys = None if key is None else np.full(len(here), key)
            kept.add(rows[here], day, amounts[here], keys)

    def _key(self, value: str, key: str) -> int:
        """A key of a limit, as columns tell the values of an attribute apart."""
        told = {"True": True, "False": False, "None": None}
        return self._code(value, told.get(key, key))

    def _wallet(self, wallet: int) -> None:
        lots = self._members.wallets[wallet]
        table = [
            (place, *self._lot(lot))
            for place, member in enumerate(self._found)
            for lot in member.accounts[wallet].lots
        ]
        rows, columns = self._in_order(table, 9)
        days, number, left, queues, pending, available, expires, source = columns
        more = {"number": number, "source": source} if self._books.sheet.record else {}
        waits = pending > 0
        places = lots.load(rows, days, left, queues, pending=waits, **more)
        lots.over.add_each(expires, places)
        lots.coming.add_each(np.where(waits, available, 0), places)

    def _lot(self, lot: Lot) -> Row:
        days = (lot.available_day, lot.expires_day)
        queue = self._members.queues[lot.terms]
        source = self._source(lot.rule) if self._books.sheet.record else 0
        return (lot.earned_day, lot.number, lot.left, queue, int(lot.pending), *days, source)

    def _source(self, name: str) -> int:
        """The code of where a lot came from, be it something that the program has no more."""
        if name not in self._books.sources:
            self._books.sources.append(name)
        return self._books.sources.index(name)

    def _hand(self) -> None:
        books, hand = self._books, self._members.hand
        table = [
            (place, self._day, each.number, self._promise(each), each.expires_day, *_price(each))
            for place, member in enumerate(self._found)
            for each in member.issued.values()
        ]
        rows, (days, number, code, expires, paid, paid_minor) = self._in_order(table, 7)
        more = {"number": number} if books.sheet.record else {}
        ones = np.ones(len(rows), np.int64)
        places = hand.load(rows, days, ones, code, paid=paid, paid_minor=paid_minor, **more)
        hand.over.add_each(expires, places)

    def _promise(self, issued: Issued) -> int:
        return self._books.benefits[issued.rule] if issued.rule >= 0 else issued.reward

    def _in_order(self, table: Sequence[Row], width: int) -> tuple[Array, Array]:
        """Lines of a table for each row, in the order of their days and numbers."""
        rows, columns = self._copies.spread(table, width)
        order = np.lexsort((columns[1], columns[0]))
        return rows[order], columns[:, order]


def _perk_counted(perk: int, member: Member) -> int:
    return member.perks.get(perk, 0)


def _of_membership(index: int, name: str, member: Member) -> int:
    held = member.memberships.get(index)
    return 0 if held is None else int(getattr(held, name))


def _charged_day(index: int, member: Member) -> int:
    held = member.memberships.get(index)
    return 0 if held is None or not held.charged_minor else held.charged_day


def _of_rank(name: str, rank: int, member: Member) -> int:
    days: Days = getattr(member.standing, name)
    return days.get(rank, 0)


def _last_earned(rank: int, member: Member) -> int:
    return last_earned(member.standing, rank)


def _is_invited(rank: int, member: Member) -> int:
    return int(rank in member.standing.invited)


def _paid(member: Member, rule: int) -> Days:
    """What a progress rule has paid, by the bucket of its window."""
    days: Days = {}
    for entry in member.progress.get(rule, []):
        days[entry.bucket] = days.get(entry.bucket, 0) + entry.times
    return days


def _price(issued: Issued) -> tuple[int, int]:
    """What was paid for a reward: units, and money."""
    return sum(part.amount for part in issued.paid), issued.paid_minor
