"""The column engine: facts of many members in, their effects out, all members at once.

`COLUMNS.md` beside this file says what a batch is, and in which order entries come out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dsl.columns import activities, analysis, joining, memberships, purchases, redeeming
from dsl.columns.aftermath import settle
from dsl.columns.batch import (
    NONE,
    Codes,
    Facts,
    Item,
    Outcome,
    Purchases,
    Truths,
    Whole,
)
from dsl.columns.books import Books
from dsl.columns.by_row import RowFacts
from dsl.columns.calendar_work import work
from dsl.columns.evaluation.slots import Array
from dsl.columns.from_facts import facts_of
from dsl.columns.from_state import Opening, enter, rows_by_reference
from dsl.columns.ladder import Ladder
from dsl.columns.member_names import Names, Numbers
from dsl.columns.pieces import blocks, part_of, some
from dsl.columns.questions import Questions
from dsl.columns.reference import ByReference
from dsl.columns.sheet import Moment
from dsl.ledger import facts as ledger
from dsl.ledger import ignored
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import AnyFact
from dsl.plan.plan import Plan
from dsl.program.conditions import Property
from dsl.program.program import Program


class ColumnEngine(Questions):
    """Runs one program for members that are rows.

    Attributes:
        reasons: what of the program is not vectorised; empty where all of it is.
        is_coupled: members share something, so facts come in the global order.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        *,
        members: int,
        assortment: Sequence[Item] = (Item(),),
        names: Sequence[str] | None = None,
        stores: Sequence[str] = (),
        by_reference: Truths | None = None,
        record: bool = False,
        return_days: int | None = None,
        in_order: bool = False,
        opening: Opening | None = None,
        keep_diary: bool = False,
    ) -> None:
        """Start with no members joined, or from a state.

        Args:
            program: a checked program.
            plan: its plan.
            members: how many rows there are.
            assortment: what lines sell.
            names: of the members; without them a row is named by its number.
            stores: names of stores besides those that the program declares.
            by_reference: rows whose facts are not vectorised.
            record: keep entries, to be taken by `take_entries`.
            return_days: as of the reference engine, for members that run on it.
            in_order: facts of members by reference come in the global order; then they share one
                reference engine.
            opening: a state, and who of its members the rows start as.
            keep_diary: a state is wanted in the end (`to_state.py`), of one that starts with none.
        """
        self.reasons = analysis.vectorised(program, plan)
        self.is_coupled = analysis.is_coupled(plan)
        shared = self.is_coupled or in_order
        state = None if opening is None else opening.state
        reference = ByReference(program, plan, shared=shared, return_days=return_days, state=state)
        told = Names(names) if names is not None else Numbers(members)
        books = Books(
            program,
            plan,
            reference,
            members=members,
            assortment=assortment,
            names=told,
            stores=stores,
            record=record,
            keep_diary=keep_diary,
        )
        apart = np.zeros(members, bool) if by_reference is None else by_reference
        apart = np.ones(members, bool) if self.reasons else apart
        if opening is not None:
            apart = apart | rows_by_reference(books, opening)
        super().__init__(books, apart, told, assortment)
        self._ladder = Ladder(books)
        self._rows = RowFacts(books, told, assortment)
        if opening is not None:
            self.day = enter(books, self._ladder, self._rows, opening, told, apart)

    @property
    def fallback_members(self) -> int:
        """How many rows run on the reference engine."""
        return int(self._by_reference.sum())

    @property
    def nbytes(self) -> int:
        """Bytes of the members' columns."""
        return self._books.members.nbytes

    def words(self, kind: Property) -> tuple[str, ...]:
        """The words of a property of purchases; the places are their codes."""
        return self._books.runtime.words[kind]

    def texts(self, attribute: str) -> tuple[str, ...]:
        """The texts of an attribute; the places are their codes."""
        return self._books.runtime.texts.get(attribute, ())

    def advance_to(self, day: int) -> Outcome:
        """Do the calendar work up to a local day, and stand there."""
        for written in self._reference.advance_to(day):
            self._books.sheet.enter_foreign(written, None)
        if day - self.day > 1 and not self._books.members.joined_day.any():
            self.day = max(self.day, day - 1)
        while self.day < day:
            self.day += 1
            work(self._books, self._ladder, self.day)
        return Outcome(self._books.sheet.take_effects())

    def join(self, facts: Facts, invited: Truths | None = None) -> Outcome:
        """Become members."""
        on_columns, others = self._split(facts.rows)
        yes = np.zeros(len(facts), bool) if invited is None else invited
        for at in others:
            fact = self._rows.joined(facts, int(at), invited=bool(yes[at]))
            self._apply(int(facts.rows[at]), fact, int(at))
        is_new = self._books.members.joined_day[facts.rows[on_columns]] == 0
        self._books.ignore(ignored.IS_A_MEMBER_ALREADY, ~is_new)
        new = on_columns[is_new]
        refused = []
        for part in blocks(new):
            moment = self._moment(facts, part)
            places = joining.join(self._books, self._ladder, moment, yes[part])
            refused.append(part[places])
        return self._outcome(refused)

    def purchase(self, batch: Purchases) -> Outcome:
        """Buy."""
        on_columns, others = self._split(batch.rows)
        paid = np.zeros(len(batch), np.int64)
        off = np.zeros(len(batch), np.int64)
        declined: list[Array] = []
        for at in others:
            self._purchase_by_reference(batch, int(at), paid, off)
        is_member = self._takes_part(batch.rows[on_columns])
        for part in blocks(on_columns[is_member]):
            piece = part_of(batch, part)
            moment = self._moment(batch, part)
            found = purchases.purchase(self._books, self._ladder, moment, piece)
            paid[part], off[part] = found.paid_minor, found.off_minor
            declined.append(part[found.declined])
        strangers = on_columns[~is_member]
        if len(strangers):
            moment = self._moment(batch, strangers)
            piece = part_of(batch, strangers)
            paid[strangers] = purchases.worth_of(self._books, moment, piece)
        outcome = self._outcome(declined)
        outcome.paid_minor, outcome.off_minor = paid, off
        return outcome

    def act(
        self,
        facts: Facts,
        activity: str,
        fields: Mapping[str, Whole] | None = None,
        store: Codes | None = None,
    ) -> Outcome:
        """Do an activity.

        Args:
            facts: who, and when.
            activity: its name.
            fields: its attributes: numbers, or codes of texts.
            store: codes of stores; an activity at a store is a visit.
        """
        on_columns, others = self._split(facts.rows)
        told = fields or {}
        stores = np.full(len(facts), NONE) if store is None else store
        for at in others:
            fact = self._rows.did(facts, int(at), activity, told, stores)
            self._apply(int(facts.rows[at]), fact, int(at))
        is_member = self._takes_part(facts.rows[on_columns])
        for part in blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            own = {name: values[part] for name, values in told.items()}
            here = stores[part] != NONE
            activities.act(self._books, self._ladder, moment, activity, own, here)
        return self._outcome([])

    def redeem(self, facts: Facts, rewards: Codes, amounts: Whole | None = None) -> Outcome:
        """Choose rewards and pay for them.

        Args:
            facts: who, and when.
            rewards: index of each one's reward.
            amounts: units to pay for rewards that cost "or more"; below zero is the price.
        """
        on_columns, others = self._split(facts.rows)
        for at in others:
            wanted = None if amounts is None or amounts[at] < 0 else int(amounts[at])
            fact = self._rows.redeemed(facts, int(at), int(rewards[at]), wanted)
            self._apply(int(facts.rows[at]), fact, int(at))
        is_member = self._takes_part(facts.rows[on_columns])
        declined: list[Array] = []
        for part in blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            wanted_here = None if amounts is None else amounts[part]
            refused = redeeming.redeem_each(self._books, moment, rewards[part], wanted_here)
            settle(self._books, self._ladder, moment)
            declined.append(part[refused])
        return self._outcome(declined)

    def start_membership(
        self, facts: Facts, membership: int, invited: Truths | None = None
    ) -> Outcome:
        """Start a membership (by its index).

        Where one joins the program by paying, who is no member becomes one.
        """
        on_columns, others = self._split(facts.rows)
        yes = np.zeros(len(facts), bool) if invited is None else invited
        for at in others:
            fact = self._rows.started(facts, int(at), membership, invited=bool(yes[at]))
            self._apply(int(facts.rows[at]), fact, int(at))
        for part in blocks(on_columns):
            moment = self._moment(facts, part)
            joining.start_membership(
                self._books, self._ladder, moment, membership, yes[part], pays=False
            )
        return self._outcome([])

    def pay_fee(self, facts: Facts, membership: int) -> Outcome:
        """Pay the fee of a membership; who does not have it starts it."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.fee_paid(facts, int(at), membership)
            self._apply(int(facts.rows[at]), fact, int(at))
        for part in blocks(on_columns):
            moment = self._moment(facts, part)
            none = np.zeros(len(part), bool)
            joining.start_membership(self._books, self._ladder, moment, membership, none, pays=True)
        return self._outcome([])

    def end_membership(self, facts: Facts, membership: int) -> Outcome:
        """Ask for the end of a membership."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.ended(facts, int(at), membership)
            self._apply(int(facts.rows[at]), fact, int(at))
        is_member = self._has_joined(facts.rows[on_columns])
        for part in blocks(on_columns[is_member]):
            memberships.end(self._books, self._ladder, self._moment(facts, part), membership)
        return self._outcome([])

    def invite(self, facts: Facts, tier: int) -> Outcome:
        """Invite members to a tier (by its rank)."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.invited(facts, int(at), tier)
            self._apply(int(facts.rows[at]), fact, int(at))
        is_member = self._has_joined(facts.rows[on_columns])
        for part in blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            self._ladder.invite(moment, tier)
            settle(self._books, self._ladder, moment)
        return self._outcome([])

    def set_attribute(self, facts: Facts, name: str, values: Whole) -> Outcome:
        """Set an attribute of members or of people who will be: numbers, or codes of texts."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.attribute_set(facts, int(at), name, int(values[at]))
            self._apply(int(facts.rows[at]), fact, int(at))
        self._books.members.attribute(name)[facts.rows[on_columns]] = values[on_columns]
        is_member = self._books.members.joined_day[facts.rows[on_columns]] > 0
        for part in blocks(on_columns[is_member]):
            settle(self._books, self._ladder, self._moment(facts, part))
        return self._outcome([])

    def apply(self, row: int, fact: AnyFact) -> Outcome:
        """One fact of one member.

        Raises:
            ValueError: the member would have had to run by reference.
        """
        if self._by_reference[row]:
            self._apply(row, fact, 0)
            return self._outcome([])
        if not analysis.runs_on_columns(fact, self._books.program):
            raise ValueError(f"the member of {fact.id} has to run by reference")
        return self.apply_each(np.array([row]), [fact])

    def apply_each(
        self, rows: Codes, facts: Sequence[AnyFact], beside: Sequence[str] = ()
    ) -> Outcome:
        """Facts of different members, all of one kind (`from_facts.kind_of`)."""
        told = facts_of(rows, facts, beside)
        same: Sequence[Any] = facts
        books, code = self._books, self._rows.code
        if books.diary is not None:
            books.diary.tell(facts)
        match facts[0]:
            case ledger.Purchased():
                return self.purchase(self._purchases.batch(told, same))
            case ledger.Joined():
                return self.join(told, np.array([fact.invited for fact in same]))
            case ledger.MembershipStarted(membership=name):
                invited = np.array([fact.invited for fact in same])
                return self.start_membership(told, books.membership_of(name), invited)
            case ledger.FeePaid(membership=name):
                return self.pay_fee(told, books.membership_of(name))
            case ledger.MembershipEnded(membership=name):
                return self.end_membership(told, books.membership_of(name))
            case ledger.Invited(tier=name):
                return self.invite(told, self._rows.tier(name))
            case ledger.Redeemed():
                rewards = np.array([self.promises.index(fact.reward) for fact in same])
                wanted = [NONE if fact.amount is None else fact.amount for fact in same]
                return self.redeem(told, rewards, np.array(wanted))
            case ledger.AttributeSet(name=name):
                values = np.array([code(name, fact.value) for fact in same])
                return self.set_attribute(told, name, values)
            case ledger.Did(activity=name):
                stores = [self._rows.word(Property.STORE, fact.store) for fact in same]
                return self.act(told, name, self._rows.fields(same), np.array(stores))
        raise ValueError(f"{facts[0].id} has to run by reference")

    def tell(self, row: int, fact: AnyFact, beside: str = "") -> None:
        """A fact of a member by reference, for its entries alone; `beside` as of `Facts`."""
        self._books.sheet.keep_foreign(self._reference.apply(row, fact, beside))

    def take_entries(self) -> list[Entry]:
        """The entries since the last call, ordered and numbered as the ledger has them.

        All facts of a day must have been done, or all of it done in the order of its instants.
        """
        entries, final = self._books.sheet.take_entries()
        self._books.members.renumber(final)
        if self._books.diary is not None:
            self._books.diary.keep(entries)
        return entries

    def _split(self, rows: Codes) -> tuple[Array, Array]:
        """Places of those who run on columns, and of those who run by reference."""
        if not self._any_apart:
            return np.arange(len(rows)), np.zeros(0, np.int64)
        apart = self._by_reference[rows]
        return (~apart).nonzero()[0], apart.nonzero()[0]

    def _moment(self, facts: Facts, part: Array) -> Moment:
        if len(part) == len(facts):
            return self._books.moment_of(
                self.day, facts.rows, facts.instants, facts.ids, part, facts.beside
            )
        ids, beside = some(facts.ids, part), some(facts.beside, part)
        rows, instants = facts.rows[part], facts.instants[part]
        return self._books.moment_of(self.day, rows, instants, ids, part, beside)

    def _apply(self, row: int, fact: AnyFact, at: int) -> None:
        self._books.sheet.enter_foreign(self._reference.apply(row, fact), at)

    def _purchase_by_reference(self, batch: Purchases, at: int, paid: Whole, off: Whole) -> None:
        row = int(batch.rows[at])
        fact = self._rows.purchased(batch, at)
        self._apply(row, fact, at)
        piece = part_of(batch, np.array([at]))
        moment = self._books.moment_of(self.day, batch.rows[at : at + 1], batch.instants, ())
        worth = int(purchases.worth_of(self._books, moment, piece)[0])
        settled = self._reference.paid_minor(row, self._names[row], fact.id)
        paid[at] = worth if settled is None else settled
        off[at] = worth - paid[at]

    def _outcome(self, declined: list[Array]) -> Outcome:
        effects = self._books.sheet.take_effects()
        refused = [each.at for each in effects if each.kind is Kind.DECLINE and each.at is not None]
        places = [each for each in (*declined, *refused) if len(each)]
        if not places:
            return Outcome(effects)
        return Outcome(effects, declined=np.unique(np.concatenate(places)))
