"""The reference engine: facts in, entries out, one after the other, everything explained.

It keeps a state that can be saved at any time and resumed; what it writes depends on the facts
and their order alone.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Self, get_args

from dsl.engine import (
    activities,
    aftermath,
    joining,
    memberships,
    perks,
    purchases,
    redeeming,
    returns,
    saved_state,
)
from dsl.engine.agenda import Agenda, Phase
from dsl.engine.evaluation.explain import RuleExplained, explain, why_not
from dsl.engine.fact_names import FactConflict, check_names, in_names_of_today
from dsl.engine.holdings import posting
from dsl.engine.holdings.books import Books, Moment
from dsl.engine.holdings.state import Member, State
from dsl.engine.ladder import tiers
from dsl.engine.pruning import prune
from dsl.ledger import facts, ignored
from dsl.ledger.entry import Entry, Kind
from dsl.plan.plan import Plan
from dsl.program.former_names import rename_by
from dsl.program.program import Program
from dsl.program.rules import Occasion
from dsl.values import calendar


class Engine:
    """Runs one program over ordered facts.

    Attributes:
        books: the state with its program, for reports.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        *,
        state: State | None = None,
        return_days: int | None = None,
    ) -> None:
        """Start, or go on from a state.

        Args:
            program: a checked program.
            plan: its plan.
            state: where an earlier engine left off.
            return_days: purchases can come back for so many days; without it for ever, and the
                state grows with the history.
        """
        self.books = Books(program, plan, state or State(plan.program_sha256))
        if return_days is not None:
            self.books.state.return_days = return_days
        self._rename = rename_by(program.former_names)
        self._agenda = Agenda(self.books)
        self._pruned_month = 0

    @classmethod
    def resume(cls, program: Program, plan: Plan, data: dict[str, Any]) -> Self:
        """Go on from a saved state, be it one of the program before it was changed.

        Raises:
            StateRefused: it is no saved state, one of another version, or one that cannot go on
                under the program.
        """
        return cls(program, plan, state=saved_state.load(data, program, plan))

    def beside(self, state: State | None = None) -> Self:
        """An engine for the same program with another state; what was made ready is shared.

        Args:
            state: with the terms and earlier programs of this one; nobody is in it if not said.
        """
        engine = copy(self)
        engine.books = self.books.for_state(state or nobody_of(self.books.state))
        engine._agenda = Agenda(engine.books)
        engine._pruned_month = 0
        return engine

    @property
    def next_day(self) -> int:
        """A day before which there is no calendar work."""
        return self._agenda.next_day

    def save(self) -> dict[str, Any]:
        """The state as JSON can hold it."""
        return saved_state.save(self.books)

    def apply(self, fact: facts.AnyFact) -> list[Entry]:
        """Do the calendar work up to a fact, then the fact; gives the entries of both.

        The same fact again changes nothing. A fact that comes late is judged at its own instant
        and posted at the instant that the ledger has reached; with a return window, one that
        comes later than that is counted and changes nothing.

        Raises:
            FactConflict: the id was used before, with other content.
            UnknownName: the fact names something that the program does not have.
        """
        day = self.books.zone.day_of(fact.instant)
        if not self.books.may_come(day, self.books.state.position.day):
            self.books.ignore("it is told too late, after the return window")
            return []
        if self._is_repeated(fact):
            return []
        told = fact
        if self.books.program.former_names:
            fact = in_names_of_today(fact, self._rename)
        check_names(self.books.program, fact)
        self._agenda.run_until(day)
        self._forget()
        moment = self.books.moment_of(fact.instant, fact.id)
        self.books.state.instant = moment.posted
        self.books.judgements.clear()
        self._dispatch(fact, moment)
        self.books.state.seen[fact.id] = (fact.instant, digest(told))
        member = self.books.state.members.get(fact.member)
        if member is not None:
            self._agenda.look_at(member)
        return self.books.take_entries()

    def advance_to(self, day: int, phase: Phase = Phase.FACTS) -> list[Entry]:
        """Do the calendar work up to a day (its ordinal), or up to a phase of that day."""
        self._agenda.run_until(day, phase)
        return self.books.take_entries()

    def advance_to_instant(self, instant: int) -> list[Entry]:
        """Do the calendar work up to the local day of an instant."""
        return self.advance_to(self.books.zone.day_of(instant))

    def explain(self) -> list[RuleExplained]:
        """Every rule that the last fact gave a turn: its conditions, its amounts, what was cut."""
        return [
            explained
            for procedure, outcome in self.books.judgements
            for explained in explain(self.books.runtime, procedure, outcome)
        ]

    def why_not(self, rule: str) -> str:
        """Why a rule gave nothing for the last fact, in one sentence; empty if it gave."""
        runtime, judgements = self.books.runtime, self.books.judgements
        own_turns = [
            (procedure, outcome)
            for procedure, outcome in judgements
            if any(
                runtime.program.rules[place].name == rule
                for place in runtime.plan.procedures[procedure].rules
            )
        ]
        said = [
            why_not(runtime, procedure, outcome, rule)
            for procedure, outcome in own_turns or judgements
        ]
        if not said:
            return "Nothing that happened gives a rule its turn."
        return "" if "" in said else said[-1]

    def perk_costs(self) -> list[perks.PerkCost]:
        """What perks have cost so far, by perk and period."""
        return perks.costs(self.books)

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        return dict(self.books.state.ignored)

    def _forget(self) -> None:
        """Drop what nothing can need any more, once a month, where purchases stop coming back."""
        state = self.books.state
        month = calendar.period_start("month", state.position.day)
        if state.return_days is not None and month > self._pruned_month:
            self._pruned_month = month
            prune(self.books)

    def _is_repeated(self, fact: facts.AnyFact) -> bool:
        known = self.books.state.seen.get(fact.id)
        if known is None:
            return False
        if known[1] != digest(fact):
            raise FactConflict(fact.id)
        return True

    def _dispatch(self, fact: facts.AnyFact, moment: Moment) -> None:
        books = self.books
        match fact:
            case facts.Joined():
                joining.join(books, moment, fact)
                return
            case facts.AttributeSet():
                self._set_attribute(fact, moment)
                return
            case facts.MembershipStarted() | facts.FeePaid():
                self._pay_or_start(fact, moment)
                return
        member = self._member(fact, moment)
        if member is None:
            return
        self._of_member(fact, member, moment)

    def _of_member(self, fact: facts.AnyFact, member: Member, moment: Moment) -> None:
        books = self.books
        match fact:
            case facts.Left():
                joining.leave(books, member, moment)
            case facts.Returned():
                returns.give_back(books, member, moment, fact)
            case facts.MembershipEnded():
                index = books.membership_places[fact.membership]
                memberships.end(books, member, moment, index)
                aftermath.settle(books, member, moment)
            case facts.FeeRefused():
                memberships.refuse(books, member, moment, books.membership_of(fact.membership))
                aftermath.settle(books, member, moment)
            case facts.Invited():
                tiers.invite(books, member, moment, books.tier_places[fact.tier])
                aftermath.settle(books, member, moment)
            case facts.DayChosen():
                activities.choose_day(books, member, moment, fact)
            case facts.Adjusted():
                posting.adjust(
                    books,
                    member,
                    moment,
                    books.wallet_places[fact.wallet],
                    fact.amount,
                    fact.reason,
                )
                aftermath.settle(books, member, moment)
            case _:
                self._earning(fact, member, moment)

    def _earning(self, fact: facts.AnyFact, member: Member, moment: Moment) -> None:
        books = self.books
        if not memberships.may_earn(books, member):
            books.ignore(ignored.FEE_NOT_PAID)
            return
        match fact:
            case facts.Purchased():
                purchases.purchase(books, member, moment, fact)
            case facts.Did():
                activities.activity(books, member, moment, fact)
            case facts.Approved():
                activities.approve(books, member, moment, fact)
            case facts.Redeemed():
                redeeming.redeem(books, member, moment, fact)
                aftermath.settle(books, member, moment)
            case facts.Donated() if fact.amount_minor <= 0:
                books.ignore("a donation is of no money")
            case facts.Donated():
                joining.run_occasion(books, member, moment, Occasion.DONATION)
                aftermath.settle(books, member, moment)

    def _member(self, fact: facts.AnyFact, moment: Moment) -> Member | None:
        """The member of a fact; facts of others, and of before joining, are counted."""
        member = self.books.state.members.get(fact.member)
        if member is None:
            self.books.ignore(ignored.NOT_A_MEMBER)
            return None
        if fact.instant < member.joined_instant:
            self.books.ignore("it was before the member joined")
            return None
        if member.left and not isinstance(fact, facts.Returned):
            self.books.ignore("the member has left")
            return None
        return member

    def _set_attribute(self, fact: facts.AttributeSet, moment: Moment) -> None:
        member = self.books.state.members.get(fact.member)
        values = (
            self.books.state.early.setdefault(fact.member, {})
            if member is None
            else member.attributes
        )
        if fact.value is None:
            values.pop(fact.name, None)
        else:
            values[fact.name] = fact.value
        if member is not None and not member.left:
            aftermath.settle(self.books, member, moment)

    def _pay_or_start(self, fact: facts.MembershipStarted | facts.FeePaid, moment: Moment) -> None:
        books = self.books
        why = memberships.why_not_this_fee(books, fact) if isinstance(fact, facts.FeePaid) else ""
        if why:
            books.enter(Kind.DECLINE, fact.member, moment, rule=fact.membership, detail=why)
            return
        member = books.state.members.get(fact.member)
        new = member is None
        index = books.membership_of(fact.membership)
        outside = member is None or member.left
        if (not outside or books.needs_fee) and not _may_start(books, member, index, fact):
            name = books.program.memberships[index].name
            why = "one joins it by invitation"
            books.enter(Kind.DECLINE, fact.member, moment, rule=name, detail=why)
            return
        if member is None or member.left:
            member = joining.join_by_paying(books, moment, fact.member)
        if member is None:
            books.ignore(ignored.NOT_A_MEMBER)
            return
        if isinstance(fact, facts.FeePaid) and index in member.memberships:
            memberships.pay(books, member, moment, index)
            aftermath.settle(books, member, moment)
        else:
            joining.start_membership(books, member, moment, index, new)


def nobody_of(state: State) -> State:
    """A state of the same program and window with nobody in it, before anything was written."""
    return State(
        state.program_sha256,
        return_days=state.return_days,
        earlier=state.earlier,
        terms=state.terms,
    )


def _may_start(
    books: Books,
    member: Member | None,
    index: int,
    fact: facts.MembershipStarted | facts.FeePaid,
) -> bool:
    """Whether a membership takes somebody in: one by invitation, only who was invited."""
    holds = member is not None and index in member.memberships
    invited = isinstance(fact, facts.MembershipStarted) and fact.invited
    return holds or invited or not books.program.memberships[index].by_invitation


def digest(fact: facts.AnyFact) -> str:
    """A short text that differs for facts of different content."""
    kind = type(fact).__name__
    return blake2b(repr((kind, *_CONTENT[kind](fact))).encode(), digest_size=8).hexdigest()


_CONTENT: dict[str, Callable[[object], tuple[object, ...]]] = {
    kind.__name__: attrgetter(*(each.name for each in fields(kind)))
    for kind in get_args(facts.AnyFact)
}
