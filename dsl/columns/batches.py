"""Batches of facts: each kind comes as columns, members by reference are told theirs one by one."""

from collections.abc import Mapping, Sequence

import numpy as np

from dsl.columns import activities, joining, memberships, purchases, redeeming
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
from dsl.columns.ladder import Ladder
from dsl.columns.member_names import MemberNames
from dsl.columns.pieces import blocks, part_of, some
from dsl.columns.questions import Questions
from dsl.columns.sheet import Moment
from dsl.ledger import ignored
from dsl.ledger.entry import Kind
from dsl.ledger.facts import AnyFact, Fields


class Batches(Questions):
    """Takes facts of one kind for many members, and gives what came of them."""

    def __init__(
        self, books: Books, by_reference: Array, names: MemberNames, assortment: Sequence[Item]
    ) -> None:
        super().__init__(books, by_reference, names, assortment)
        self._ladder = Ladder(books)
        self._rows = RowFacts(books, names, assortment)

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
            own, here = self._rows.told(told, int(at)), self._rows.store(stores, int(at))
            fact = self._rows.did(facts, int(at), activity, own, here)
            self._apply(int(facts.rows[at]), fact, int(at))
        return self._act(facts, on_columns, activity, told, stores)

    def act_in_ways(
        self, facts: Facts, activity: str, ways: Sequence[Fields], which: Codes
    ) -> Outcome:
        """Do an activity in one of a few ways.

        Args:
            facts: who, and when.
            activity: its name.
            ways: what may be told of it.
            which: place of each one's among them.
        """
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.did(facts, int(at), activity, ways[int(which[at])])
            self._apply(int(facts.rows[at]), fact, int(at))
        told = {name: codes[which] for name, codes in self._rows.fields(ways).items()}
        return self._act(facts, on_columns, activity, told, np.full(len(facts), NONE))

    def _act(
        self,
        facts: Facts,
        on_columns: Array,
        activity: str,
        told: Mapping[str, Whole],
        stores: Codes,
    ) -> Outcome:
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
