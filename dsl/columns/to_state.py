"""The way back: the state of the reference engine, out of columns.

It is the state after all work and facts of the day at which the columns stand, without what only a
return could ask for: as if no purchase up to that day could come back any more. So it is for a day
from which on none can, or for members to whom no return comes. What the reference engine prunes is
pruned here by the same function.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from dsl.columns.books import Books
from dsl.columns.holdings.diary import Diary
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import Lots
from dsl.columns.holdings.members import window_of
from dsl.columns.holdings.windows import WindowSum
from dsl.columns.member_names import MemberNames
from dsl.columns.reference import (
    Account,
    Issued,
    Lot,
    Member,
    Phase,
    Position,
    Progress,
    Standing,
    State,
    available_day,
    bucket,
    expires_day,
    last_alive,
    prune_member,
    renumbered,
    valid_through,
)
from dsl.columns.reference import Books as StateBooks
from dsl.ledger.entry import Entry
from dsl.plan.plan import Plan
from dsl.program.measures import Quantity
from dsl.program.rules import LimitScope

NO_RETURNS = -1
"""A return window that is over when the day is."""
Days = dict[int, int]


class ToldAgain(NamedTuple):
    """What a reference engine made of all facts of some members, in a ledger of its own."""

    state: State
    entries: Sequence[Entry]


def not_to_state(plan: Plan) -> Iterator[str]:
    """What keeps a program's columns from becoming a state, in words; nothing where they can."""
    if any(limit.scope is LimitScope.VALUE for limit in plan.limits):
        yield "a limit for each value of an attribute"


def beyond_state(books: Books) -> Array:
    """Rows of members of whom columns do not hold all that a state tells.

    How a reward in hand was paid for, and what the fee of a membership that is held has earned.
    """
    members = books.members
    log = members.hand.log
    is_reward = log["queue"] < len(books.program.rewards)
    beyond = np.zeros(members.count, bool)
    beyond[log["row"][(log["left"] > 0) & is_reward]] = True
    for held in members.held:
        beyond |= held.started_day > 0
    return beyond.nonzero()[0]


def to_state(
    books: Books,
    names: MemberNames,
    day: int,
    apart: Array,
    told_again: ToldAgain | None,
) -> State:
    """The state as of a day.

    Args:
        books: of an engine that keeps a diary, all of whose entries are taken.
        names: of the rows.
        day: at which it stands; all work and facts of it are done.
        apart: rows that run by reference.
        told_again: the members of `beyond_state`, by reference.
    """
    diary = books.diary
    assert diary is not None, "a state needs a diary"
    before = books.by_reference.state()
    state = books.by_reference.new_state()
    start = books.zone.first_instant_of(day)
    state.instant = max(diary.instant, start, 0 if before is None else before.instant)
    state.number = books.sheet.number
    state.position = Position(day, int(Phase.FACTS), "")
    state.ignored = dict(books.ignored + books.by_reference.ignored())
    for (perk, first), holders in books.perk_holders.items():
        state.perks.setdefault(perk, {})[first] = holders
    found = _apart(books, diary, before, told_again)
    rows = ((books.members.joined_day > 0) & ~apart).nonzero()[0].tolist()
    own = [row for row in rows if names[row] not in found]
    window, state.return_days = state.return_days, NO_RETURNS
    then = books.by_reference.books_of(state)
    for member in _Leaving(books, diary, then, names, own, day).members():
        prune_member(then, member)
        found[member.id] = member
    state.return_days = window
    state.members = {name: found[name] for name in diary.joined if name in found}
    early = {} if before is None else before.early
    told = {name: each for name, each in diary.attributes.items() if name not in state.members}
    state.early = {name: dict(each) for name, each in (told | early).items()}
    if before is not None:
        for perk, days in before.perks.items():
            kept = state.perks.setdefault(perk, {})
            for first, holders in days.items():
                kept[first] = kept.get(first, 0) + holders
    return state


def _apart(
    books: Books, diary: Diary, before: State | None, told_again: ToldAgain | None
) -> dict[str, Member]:
    """Members by reference, under the numbers of the ledger."""
    found = {}
    if before is not None:
        final = books.sheet.numbers_of(0)
        for name, member in before.members.items():
            found[name] = renumbered(member, final.__getitem__)
    if told_again is not None:
        numbers: dict[str, dict[int, int]] = {}
        for name, own in _numbers_by_member(told_again.entries).items():
            numbers[name] = dict(zip(own, diary.numbers[name], strict=True))
        for name, member in told_again.state.members.items():
            found[name] = renumbered(member, numbers[name].__getitem__)
    return found


def _numbers_by_member(entries: Iterable[Entry]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for entry in entries:
        found.setdefault(entry.member, []).append(entry.number)
    return found


class _Leaving:
    """Makes members out of columns, table by table."""

    def __init__(
        self,
        books: Books,
        diary: Diary,
        then: StateBooks,
        names: MemberNames,
        rows: Sequence[int],
        day: int,
    ) -> None:
        self._books, self._diary, self._day, self._then = books, diary, day, then
        self._members = books.members
        self._of: dict[int, Member] = {}
        for row in rows:
            name = names[row]
            self._of[row] = Member(
                id=name,
                joined_day=int(books.members.joined_day[row]),
                joined_instant=diary.joined[name],
                accounts=[Account() for _ in books.program.wallets],
                counters=[{} for _ in books.plan.counters],
                attributes=dict(diary.attributes.get(name, {})),
            )
        self._rows = np.array(rows, np.int64)
        self._is_own = np.zeros(books.members.count, bool)
        self._is_own[self._rows] = True

    def members(self) -> Iterable[Member]:
        """All of them."""
        self._sums()
        self._visits()
        self._progress()
        for wallet in range(len(self._members.wallets)):
            self._wallet(wallet)
        self._hand()
        if self._books.program.tiers:
            self._standing()
        return self._of.values()

    def _each(self, noted: tuple[Array, ...]) -> Iterator[tuple[Member, int, int]]:
        """Member, day and amount of each note."""
        rows, days, amounts = noted
        own = self._is_own[rows].nonzero()[0]
        told = (each[own].tolist() for each in (rows, days, amounts))
        for row, day, amount in zip(*told, strict=True):
            yield self._of[row], day, amount

    def _sums(self) -> None:
        for index, counter in enumerate(self._books.plan.counters):
            if counter.quantity is Quantity.VISITS:
                continue
            for member, day, amount in self._each(self._diary.counted(index)):
                _add(member.counters[index], day, amount)
        for index, limit in self._members.limits.items():
            assert isinstance(limit, WindowSum), "no limit counts values one by one"
            for member, day, amount in self._each(limit.held(self._day)):
                _add(member.usage.setdefault(index, {}).setdefault("", {}), day, amount)
        for index, carry in enumerate(self._members.carries):
            for member, day, amount in self._each(carry.held(self._day)):
                _add(member.carries.setdefault(index, {}), day, amount)
        for terms, days in self._members.alive.items():
            times = self._diary.alive_times[terms]
            for member, day, amount in self._each(self._of_all(days, times)):
                member.alive[terms] = {day: amount}
        for perk, days in self._members.perks.items():
            for member, day, _ in self._each(self._of_all(days, days)):
                member.perks[perk] = day

    def _of_all(self, days: Array, amounts: Array) -> tuple[Array, ...]:
        """Notes out of two columns, of those who have a day."""
        rows = days.nonzero()[0]
        return rows, days[rows], amounts[rows]

    def _visits(self) -> None:
        for member, day, times in self._each(self._diary.visits()):
            _add(member.visits, day, times)
        bought = self._of_all(self._members.last_purchase, self._diary.bought_times)
        for member, day, times in self._each(bought):
            member.purchase_days[day] = times

    def _progress(self) -> None:
        for place, procedure in self._then.occasions.progress:
            rule, window = procedure.rules[0], window_of(procedure.occasion)
            for member, day, times in self._each(self._diary.paid(place)):
                under = bucket(window, day, self._then.clock(member))
                member.progress.setdefault(rule, []).append(Progress("", day, under, times))

    def _wallet(self, wallet: int) -> None:
        lots = self._members.wallets[wallet]
        places, queues = self._open(lots)
        rows, numbers = lots.log["row"][places], lots.log["number"][places]
        table: list[tuple[int, Member, Lot]] = []
        for queue in np.unique(queues).tolist():
            here = queues == queue
            table += self._lots(wallet, queue, places[here], rows[here], numbers[here])
        table.sort(key=lambda each: each[0])
        for _, member, lot in table:
            member.accounts[wallet].lots.append(lot)

    def _open(self, lots: Lots) -> tuple[Array, Array]:
        """Places of lots that have something left, and their queues."""
        places = (lots.log["left"] > 0).nonzero()[0]
        places = places[self._is_own[lots.log["row"][places]]]
        has_queues = "queue" in lots.log
        return places, lots.log["queue"][places] if has_queues else np.zeros(len(places), int)

    def _lots(
        self,
        wallet: int,
        queue: int,
        places: Array,
        rows: Array,
        numbers: Array,
    ) -> Iterator[tuple[int, Member, Lot]]:
        """Lots under one row of terms, with their numbers."""
        lots, books = self._members.wallets[wallet], self._books
        terms = self._members.terms_of_wallet[wallet][queue]
        row_of = self._members.terms[terms]
        pending = lots.log["pending"][places].tolist() if "pending" in lots.log else None
        earned = lots.earned_day(places).tolist()
        sources = lots.log["source"][places].tolist()
        left = lots.log["left"][places].tolist()
        for at, (row, number) in enumerate(zip(rows.tolist(), numbers.tolist(), strict=True)):
            member = self._of[row]
            clock, alive = self._then.clock(member), last_alive(member, terms)
            lot = Lot(
                number=number,
                left=left[at],
                earned_day=earned[at],
                available_day=available_day(row_of.available, earned[at], clock),
                expires_day=expires_day(row_of.expiry, earned[at], alive, clock),
                pending=bool(pending[at]) if pending else False,
                terms=terms,
                rule=books.sources[sources[at]],
                fact=self._diary.fact_of(number),
            )
            yield number, member, lot

    def _hand(self) -> None:
        """Benefits that wait for a purchase; nothing was paid for them."""
        hand = self._members.hand
        places, codes = self._open(hand)
        told = (hand.log["row"][places], hand.log["number"][places], codes)
        issued_days = hand.earned_day(places).tolist()
        listed = zip(*(each.tolist() for each in told), issued_days, strict=True)
        for row, number, code, day in sorted(listed, key=lambda each: each[1]):
            promise, member = self._books.promises[code], self._of[row]
            member.issued[number] = Issued(
                number=number,
                name=promise.name,
                rule=promise.rule,
                reward=promise.reward,
                expires_day=valid_through(promise.valid, day, self._then.clock(member)),
                fact=self._diary.fact_of(number),
            )

    def _standing(self) -> None:
        members, diary = self._members, self._diary
        of_ranks = {
            "earned": dict(enumerate(members.earned_day)),
            "reached": members.reached_day,
            "held": members.held_from,
            "starting": members.starting,
        }
        for row, member in self._of.items():
            days = {
                name: {rank: int(column[row]) for rank, column in columns.items() if column[row]}
                for name, columns in of_ranks.items()
            }
            member.standing = Standing(
                rank=int(members.rank[row]),
                since_day=int(diary.since_day[row]),
                until_day=int(members.until_day[row]),
                earned_days={rank: [day] for rank, day in days["earned"].items()},
                reached_day=days["reached"],
                held_from=days["held"],
                starting=days["starting"],
                starting_since={
                    rank: int(diary.starting_since[rank][row]) for rank in days["starting"]
                },
                invited=[rank for rank, column in members.invited.items() if column[row]],
                carried={
                    counter: {int(carried.day[row]): int(carried.units[row])}
                    for counter, carried in members.carried.items()
                    if carried.day[row]
                },
                softly=bool(diary.softly[row]),
            )


def _add(days: Days, day: int, amount: int) -> None:
    days[day] = days.get(day, 0) + amount
