"""The column engine: facts of many members in, their effects out, all members at once.

`COLUMNS.md` beside this file says what a batch is, and in which order entries come out.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dsl.columns import analysis, sharing
from dsl.columns.batch import NONE, Codes, Item, Outcome, Truths
from dsl.columns.batches import Batches
from dsl.columns.books import Books
from dsl.columns.from_facts import facts_of
from dsl.columns.from_state import Opening, enter, rows_by_reference
from dsl.columns.member_names import Names, Numbers
from dsl.columns.reference import ByReference
from dsl.ledger import facts as ledger
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.plan.plan import Plan
from dsl.program.conditions import Property
from dsl.program.program import Program


class ColumnEngine(Batches):
    """Runs one program for members that are rows.

    Attributes:
        reasons: what of the program is not vectorised; empty where all of it is.
        goes_one_by_one: members share something, so no two facts are taken at once, and they come
            in the global order.
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
        worlds: Codes | None = None,
    ) -> None:
        """Start with no members joined, or from a state.

        Args:
            program, plan: a checked program with its plan.
            members: how many rows there are.
            assortment: what lines sell.
            names: of the members; without them a row is named by its number.
            stores: names of stores besides those that the program declares.
            by_reference: rows whose facts are not vectorised.
            record: keep entries, to be taken by `take_entries`.
            return_days: as of the reference engine, for members on it.
            in_order: facts of members by reference come in the global order.
            opening: a state, and who of its members the rows start as.
            keep_diary: a state is wanted in the end.
            worlds: of each row, from 0; members of one share limits, as `COLUMNS.md` says.
        """
        if analysis.goes_one_by_one(program, plan, starts=opening is not None):
            worlds = None
        self.reasons = analysis.vectorised(program, plan, by_day=worlds is not None)
        self.goes_one_by_one = sharing.is_coupled(plan) and worlds is None
        shared = self.goes_one_by_one or in_order
        state = None if opening is None else opening.state
        reference = ByReference(program, plan, shared=shared, return_days=return_days, state=state)
        told = Numbers(members) if names is None else Names(names)
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
            worlds=worlds,
        )
        apart = np.zeros(members, bool) if by_reference is None else by_reference
        apart = np.ones(members, bool) if self.reasons else apart
        if opening is not None:
            apart = apart | rows_by_reference(books, opening)
        super().__init__(books, apart, told, assortment)
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
                fields = self._rows.fields([fact.fields for fact in same])
                return self.act(told, name, fields, np.array(stores))
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
