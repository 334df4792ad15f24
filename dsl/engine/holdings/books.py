"""The books: the state with its program, and the one place where entries are written."""

import json
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.prepare import prepare
from dsl.engine.holdings.editions import Edition, earlier_edition
from dsl.engine.holdings.occasions import Occasions
from dsl.engine.holdings.state import Days, Member, State
from dsl.engine.holdings.terms import Clock
from dsl.ledger.entry import Entry, Kind
from dsl.plan.plan import Plan, Terms
from dsl.program.measures import Quantity
from dsl.program.program import Joining, Program
from dsl.program.rules import OnNth
from dsl.program.tiers import KeptWhileItHolds, WhenCounted, WhileConditions
from dsl.program.time import Duration, Window


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is judged and when it is posted; they differ for facts that come late.

    Attributes:
        instant, day: by which it is judged.
        posted: instant of its entries.
        today: local day of its entries.
        fact: id of the fact; empty for calendar work.
    """

    instant: int
    day: int
    posted: int
    today: int
    fact: str = ""

    def as_posted(self) -> "Moment":
        """Judged when it is posted: what a late fact cannot know, as what holds today."""
        return replace(self, instant=self.posted, day=self.today)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What has to be done once the step at hand is over.

    Attributes:
        what: a reward was used; a tier is to be given for a time; a tier was reached; a tier was
            given for a time.
        name: of the reward or tier.
    """

    what: Literal["used", "upgrade", "reached", "given"]
    member: str
    name: str
    length: Duration | None = None


class Books:
    """State, program and plan, and the entries of the call at hand.

    Attributes:
        touched: counters that the fact at hand has moved.
        judgements: procedures evaluated for the fact at hand with what they found.
        looked_back_at: counters that a return asks for days gone by.
        purchase_counter: counts all purchases; None where no rule asks for a purchase's number.
        tier_counters: counters that marks of tiers look at.
        highest_uncounted: the highest rank that is not entered by numbers; -1 without one.
        follow: what has to be done once the step at hand is over.
    """

    def __init__(self, program: Program, plan: Plan, state: State) -> None:
        self.program = program
        self.plan = plan
        self.state = state
        self.runtime = prepare(program, plan)
        self.occasions = Occasions(program, plan)
        self._editions = {"": Edition(self.runtime, self.occasions)}
        self.zone = self.runtime.zone
        self._clocks: dict[int, Clock] = {}
        self.entries: list[Entry] = []
        self.follow: list[FollowUp] = []
        self.touched: set[int] = set()
        self.judgements: list[tuple[int, Outcome]] = []
        self.marks = tuple(mark for each in plan.procedures for mark in each.marks)
        self.tier_places = {each.name: index for index, each in enumerate(program.tiers)}
        self.reward_places = {each.name: index for index, each in enumerate(program.rewards)}
        self.segment_places = {each.name: index for index, each in enumerate(program.segments)}
        self.looked_back_at: set[int | None] = {
            procedure.counter for _, procedure in self.occasions.progress
        }
        self.purchase_counter = _counter_of_purchases(program, plan)
        self.tier_counters: set[int] = set()
        for rank in range(len(program.tiers)):
            self.tier_counters |= self.counts_for(rank)
        self.looked_back_at |= self.tier_counters
        uncounted = (
            rank
            for rank, each in enumerate(program.tiers)
            if not isinstance(each.entry, WhenCounted)
        )
        self.highest_uncounted = max(uncounted, default=-1)
        self.needs_fee = program.joining is Joining.PAYING
        self.has_automatic = any(each.by_itself for each in program.rewards)
        self.has_condition_tiers = any(
            isinstance(each.entry, WhileConditions) for each in program.tiers
        )
        self.holds_while = [isinstance(each.kept, KeptWhileItHolds) for each in program.tiers]
        self.perk_periods = sorted(
            {each.cost_period for each in program.perks if each.cost_period and each.cost_minor}
        )
        self.rule_places = {each.name: index for index, each in enumerate(program.rules)}
        self.membership_places = {
            each.name: index for index, each in enumerate(program.memberships)
        }
        self.activities = {each.name: each for each in program.activities}
        self.wallet_places = {each.name: index for index, each in enumerate(program.wallets)}

    def for_state(self, state: State) -> "Books":
        """The same program with another state; what was made ready is shared."""
        books = copy(self)
        books.state, books.entries, books.follow = state, [], []
        books.touched, books.judgements = set(), []
        return books

    @cached_property
    def terms(self) -> tuple[Terms, ...]:
        """The plan's terms, where they lack them the wallets' own, and those of before."""
        rows = list(self.plan.terms)
        for index in range(len(self.program.wallets)):
            row = self._own(index)
            if row not in rows:
                rows.append(row)
        rows += [Terms.model_validate_json(json.dumps(kept)) for kept in self.state.terms]
        return tuple(rows)

    @cached_property
    def saved_program(self) -> dict[str, Any]:
        """The program as JSON can hold it."""
        return self.program.model_dump(mode="json")

    def edition(self, program: str) -> Edition:
        """The program of a hash; an empty one is the program of today."""
        if program not in self._editions:
            saved = self.state.earlier[program]
            self._editions[program] = earlier_edition(saved, self.program, self.plan)
        return self._editions[program]

    @cached_property
    def own_terms(self) -> tuple[int, ...]:
        """For each wallet the row of its own terms."""
        rows = list(self.terms)
        return tuple(rows.index(self._own(index)) for index in range(len(self.program.wallets)))

    def counts_for(self, rank: int) -> set[int]:
        """The counters that a tier's marks look at."""
        if rank >= len(self.marks):
            return set()
        mark = self.marks[rank]
        return {counter for _, _, counter, _ in (*mark.reached, *mark.keeping)}

    def membership_of(self, name: str) -> int:
        """The membership of a name; without one the only paid one."""
        if name:
            return self.membership_places[name]
        rows = enumerate(self.program.memberships)
        return next(index for index, row in rows if row.fee is not None)

    def days_of(self, member: Member, counter: int) -> Days:
        """The days of a counter; visits are counted by day for all of them."""
        if self.plan.counters[counter].quantity is Quantity.VISITS:
            return member.visits
        return member.counters[counter]

    def windows_of(self, rank: int) -> list[tuple[int, Window]]:
        """The counters of a tier's entry, each with its window."""
        entry = self.program.tiers[rank].entry
        if not isinstance(entry, WhenCounted):
            return []
        counted = [each for together in entry.any_of for each in together]
        return [
            (counter, each.measure.window)
            for (_, _, counter, _), each in zip(self.marks[rank].reached, counted, strict=True)
        ]

    def _own(self, index: int) -> Terms:
        wallet = self.program.wallets[index]
        return Terms(wallet=index, available=wallet.available, expiry=wallet.expiry)

    def moment_of_day(self, day: int) -> Moment:
        """The start of a day, for calendar work."""
        instant = self.zone.first_instant_of(day)
        return Moment(instant, day, max(instant, self.state.instant), day)

    def moment_of(self, instant: int, fact: str) -> Moment:
        """The moment of a fact."""
        day = self.zone.day_of(instant)
        posted = max(instant, self.state.instant)
        today = day if posted == instant else self.zone.day_of(posted)
        return Moment(instant, day, posted, max(today, self.state.position.day), fact)

    def clock(self, member: Member) -> Clock:
        """Calendar arithmetic as it is for a member."""
        return self._clock(self.anchor_day(member))

    def clocks_to_come(self, member: Member | None, day: int) -> list[Clock]:
        """All that may hold for what happened up to a day.

        A paid membership that ends gives way to those before it. One that starts later moves the
        periods before it, too, and on the day after it they reach back furthest.
        """
        if member is None:
            return [self._clock(1)]
        fees = [each.fee is not None for each in self.program.memberships]
        paid = (held.started_day for index, held in member.memberships.items() if fees[index])
        later = (day + 1,) if any(fees) else ()
        return [self._clock(each) for each in {member.joined_day, *paid, *later}]

    def _clock(self, anchor_day: int) -> Clock:
        clock = self._clocks.get(anchor_day)
        if clock is None:
            clock = self._clocks[anchor_day] = Clock(anchor_day, self.program.week_start)
        return clock

    def anchor_day(self, member: Member) -> int:
        """The day that membership periods are counted from.

        The start of the first paid membership that the member holds, else the day of joining.
        """
        if not member.memberships:
            return member.joined_day
        for index in sorted(member.memberships):
            if self.program.memberships[index].fee is not None:
                return member.memberships[index].started_day
        return member.joined_day

    def enter(self, kind: Kind, member: str, moment: Moment, **fields: Any) -> Entry:
        """Write the next entry."""
        self.state.number += 1
        entry = Entry(
            number=self.state.number,
            instant=moment.posted,
            member=member,
            kind=kind,
            fact=moment.fact,
            **fields,
        )
        self.entries.append(entry)
        return entry

    def may_come(self, day: int, today: int) -> bool:
        """Whether what happened on a day can still be told or undone today."""
        window = self.state.return_days
        return window is None or day >= today - window

    def take_entries(self) -> list[Entry]:
        """The entries since the last call."""
        entries, self.entries = self.entries, []
        return entries

    def ignore(self, reason: str) -> None:
        """Count a fact that changes nothing."""
        self.state.ignored[reason] = self.state.ignored.get(reason, 0) + 1

    def units(self, wallet: str, amount: int, *, more: bool = False) -> str:
        """An amount of a wallet in words ("20 beans", "20 more beans")."""
        row = self.program.wallets[self.wallet_places[wallet]]
        if row.is_money:
            return self.money(amount) + (" more" if more else "")
        number = _with_decimals(amount, row.decimals)
        unit = row.unit if number == "1" else row.plural
        return f"{number} more {unit}" if more else f"{number} {unit}"

    def money(self, amount_minor: int) -> str:
        """Money in words ("20.00 USD")."""
        number = _with_decimals(amount_minor, self.program.currency_decimals)
        return f"{number} {self.program.currency}"


def _counter_of_purchases(program: Program, plan: Plan) -> int | None:
    triggers = [rule.trigger for rule in program.rules if not rule.life.paused]
    if not any(isinstance(each, OnNth) and not each.activity for each in triggers):
        return None
    return next(
        index
        for index, each in enumerate(plan.counters)
        if each.quantity is Quantity.PURCHASES and plan.selections[each.selection].everything
    )


def _with_decimals(amount: int, decimals: int) -> str:
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), 10**decimals)
    return f"{sign}{whole}.{rest:0{decimals}d}" if decimals else f"{sign}{whole}"
