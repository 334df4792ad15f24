"""The column engine: facts of many members in, their effects out, all members at once.

`COLUMNS.md` beside this file says what a batch is, and in which order entries come out.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from dsl.columns import activities, analysis, purchases, redeeming
from dsl.columns.aftermath import settle
from dsl.columns.batch import (
    NONE,
    Codes,
    Effect,
    Facts,
    Item,
    NextReward,
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
from dsl.columns.pieces import part_of
from dsl.columns.reference import ByReference
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Entry, Kind
from dsl.ledger.facts import AnyFact
from dsl.plan.plan import Plan
from dsl.program.conditions import Property
from dsl.program.program import Program

BLOCK = 16_384
"""Rows whose columns stay in cache."""


class ColumnEngine:
    """Runs one program for members that are rows.

    Attributes:
        day: the local day at which the engine stands; facts are of this day.
        reasons: what of the program is not vectorised; empty where all of it is.
        is_coupled: members share something, so facts come in the global order.
        promises: names of rewards, then of rules with a benefit; the places are their codes.
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
    ) -> None:
        """Start with no members joined.

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
        """
        self.day = 0
        self.reasons = analysis.vectorised(program, plan)
        self.is_coupled = analysis.is_coupled(plan)
        width = len(str(members))
        self._names = names or [f"{row:0{width}}" for row in range(members)]
        self._reference = ByReference(
            program, plan, shared=self.is_coupled, return_days=return_days
        )
        self._by_reference = np.zeros(members, bool) if by_reference is None else by_reference
        if self.reasons:
            self._by_reference = np.ones(members, bool)
        self._books = Books(
            program,
            plan,
            self._reference,
            members=members,
            assortment=assortment,
            names=self._names,
            stores=stores,
            record=record,
        )
        self._ladder = Ladder(self._books)
        self.promises = tuple(each.name for each in self._books.promises)
        self._rows = RowFacts(self._books, self._names, assortment)

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
            self._keep_foreign(written, None)
        if not self._books.members.joined_day.any():
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
        new = on_columns[self._books.members.joined_day[facts.rows[on_columns]] == 0]
        refused = []
        for part in _blocks(new):
            moment = self._moment(facts, part)
            places = activities.join(self._books, self._ladder, moment, yes[part])
            refused.append(part[places])
        return self._outcome(facts, refused)

    def purchase(self, batch: Purchases) -> Outcome:
        """Buy."""
        on_columns, others = self._split(batch.rows)
        paid = np.zeros(len(batch), np.int64)
        off = np.zeros(len(batch), np.int64)
        declined: list[Array] = []
        for at in others:
            self._purchase_by_reference(batch, int(at), paid, off)
        is_member = self._books.members.joined_day[batch.rows[on_columns]] > 0
        for part in _blocks(on_columns[is_member]):
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
        outcome = self._outcome(batch, declined)
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
        is_member = self._books.members.joined_day[facts.rows[on_columns]] > 0
        for part in _blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            own = {name: values[part] for name, values in told.items()}
            here = stores[part] != NONE
            activities.act(self._books, self._ladder, moment, activity, own, here)
        return self._outcome(facts, [])

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
        is_member = self._books.members.joined_day[facts.rows[on_columns]] > 0
        declined: list[Array] = []
        for part in _blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            wanted_here = None if amounts is None else amounts[part]
            refused = redeeming.redeem_each(self._books, moment, rewards[part], wanted_here)
            settle(self._books, self._ladder, moment)
            declined.append(part[refused])
        return self._outcome(facts, declined)

    def invite(self, facts: Facts, tier: int) -> Outcome:
        """Invite members to a tier (by its rank)."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.invited(facts, int(at), tier)
            self._apply(int(facts.rows[at]), fact, int(at))
        is_member = self._books.members.joined_day[facts.rows[on_columns]] > 0
        for part in _blocks(on_columns[is_member]):
            moment = self._moment(facts, part)
            self._ladder.invite(moment, tier)
            settle(self._books, self._ladder, moment)
        return self._outcome(facts, [])

    def set_attribute(self, facts: Facts, name: str, values: Whole) -> Outcome:
        """Set an attribute of members or of people who will be: numbers, or codes of texts."""
        on_columns, others = self._split(facts.rows)
        for at in others:
            fact = self._rows.attribute_set(facts, int(at), name, int(values[at]))
            self._apply(int(facts.rows[at]), fact, int(at))
        self._books.members.attribute(name)[facts.rows[on_columns]] = values[on_columns]
        is_member = self._books.members.joined_day[facts.rows[on_columns]] > 0
        for part in _blocks(on_columns[is_member]):
            settle(self._books, self._ladder, self._moment(facts, part))
        return self._outcome(facts, [])

    def apply(self, row: int, fact: AnyFact) -> Outcome:
        """Any fact of a member who runs on the reference engine."""
        self._apply(row, fact, 0)
        return self._outcome(Facts(np.array([row]), np.array([fact.instant])), [])

    def is_member(self, rows: Codes) -> Truths:
        """Whether rows have joined."""
        found = self._books.members.joined_day[rows] > 0
        for at, row in self._referred(rows):
            member = self._reference.member(row, self._names[row])
            found[at] = member is not None and not member.left
        return found

    def balances(self, wallet: int, rows: Codes) -> Whole:
        """Units of a wallet that can be spent now."""
        found = self._books.members.wallets[wallet].available[rows]
        for at, row in self._referred(rows):
            member = self._reference.member(row, self._names[row])
            found[at] = 0 if member is None else member.accounts[wallet].available
        return found

    def pending(self, wallet: int, rows: Codes) -> Whole:
        """Units of a wallet that cannot be spent yet."""
        lots = self._books.members.wallets[wallet]
        found = lots.pending[rows] if len(lots.pending) else np.zeros(len(rows), np.int64)
        for at, row in self._referred(rows):
            member = self._reference.member(row, self._names[row])
            found[at] = 0 if member is None else member.accounts[wallet].pending
        return found

    def ranks(self, rows: Codes) -> Whole:
        """Ranks of the tiers held, from 0; -1 without one."""
        ranks = self._books.members.rank
        found = ranks[rows].astype(np.int64) if len(ranks) else np.full(len(rows), -1, np.int64)
        for at, row in self._referred(rows):
            found[at] = self._reference.rank(row, self._names[row])
        return found

    def days_since_joining(self, rows: Codes) -> Whole:
        """Days since joining; -1 for who is no member."""
        joined = self._books.members.joined_day[rows].astype(np.int64)
        for at, row in self._referred(rows):
            member = self._reference.member(row, self._names[row])
            joined[at] = 0 if member is None or member.left else member.joined_day
        return np.where(joined > 0, self.day - joined, -1)

    def held(self, promise: int, rows: Codes) -> Whole:
        """How many of a reward or benefit (by its code) rows have in hand."""
        found = self._books.members.hand.count_of(promise, np.asarray(rows))
        for at, row in self._referred(rows):
            member = self._reference.member(row, self._names[row])
            issued = () if member is None else member.issued.values()
            found[at] = sum(each.name == self.promises[promise] for each in issued)
        return found

    def prices(self, reward: int, rows: Codes) -> Whole:
        """What a reward costs each row today; -1 where it cannot be had at any price."""
        moment = self._books.moment_of_day(self.day, 0, np.asarray(rows))
        found = redeeming.prices(self._books, moment, reward)
        found[self._books.members.joined_day[rows] == 0] = NONE
        for at, row in self._referred(rows):
            found[at] = self._reference.price(row, self._names[row], reward)
        return found

    def next_reward(self, rows: Codes) -> NextReward:
        """The way to the reward that costs the least above what each row can spend."""
        best = NextReward(
            np.full(len(rows), NONE), np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
        )
        for index, reward in enumerate(self._books.program.rewards):
            if not reward.prices:
                continue
            wallet = self._books.wallet_places[reward.prices[0].wallet]
            price = self.prices(index, rows)
            missing = price - self.balances(wallet, rows)
            nearer = (missing > 0) & ((best.reward == NONE) | (missing < best.missing))
            best.reward[nearer], best.price[nearer] = index, price[nearer]
            best.missing[nearer] = missing[nearer]
        return best

    def take_entries(self) -> list[Entry]:
        """The entries since the last call, ordered and numbered as the ledger has them.

        All facts of a day must have been done, or all of it done in the order of its instants.
        """
        entries, final = self._books.sheet.take_entries()
        self._books.members.renumber(final)
        return entries

    def _split(self, rows: Codes) -> tuple[Array, Array]:
        """Places of those who run on columns, and of those who run by reference."""
        apart = self._by_reference[rows]
        return np.flatnonzero(~apart), np.flatnonzero(apart)

    def _referred(self, rows: Codes) -> Iterator[tuple[int, int]]:
        for at in np.flatnonzero(self._by_reference[rows]):
            yield int(at), int(rows[at])

    def _moment(self, facts: Facts, part: Array) -> Moment:
        ids: Sequence[str] = ()
        if self._books.sheet.record:
            ids = [facts.ids[int(at)] for at in part]
        return self._books.moment_of(self.day, facts.rows[part], facts.instants[part], ids, part)

    def _apply(self, row: int, fact: AnyFact, at: int) -> None:
        self._keep_foreign(self._reference.apply(row, fact), at)

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

    def _keep_foreign(self, written: Any, at: int | None) -> None:
        """Keep what a reference engine wrote."""
        if self._books.sheet.record:
            self._books.sheet.keep_foreign(written)
        for entry in written.entries:
            wallet = self._books.wallet_places.get(entry.wallet, NONE)
            effect = Effect(
                kind=entry.kind,
                name=entry.rule,
                wallet=wallet,
                rows=np.array([self._rows.place(entry.member)]),
                at=None if at is None else np.array([at]),
                amount=np.array([entry.amount]),
                money_minor=np.array([entry.money_minor]),
                cost_minor=np.array([entry.cost_minor]),
                cut=np.array([entry.cut]),
            )
            self._books.sheet.effects.append(effect)

    def _outcome(self, facts: Facts, declined: list[Array]) -> Outcome:
        effects = self._books.sheet.take_effects()
        granted = np.zeros((len(self._books.program.wallets), len(facts)), np.int64)
        for effect in effects:
            if effect.kind is Kind.ACCRUE and effect.at is not None:
                np.add.at(granted[effect.wallet], effect.at, effect.amount)
        refused = [each.at for each in effects if each.kind is Kind.DECLINE and each.at is not None]
        places = [*declined, *refused]
        every = np.unique(np.concatenate(places)) if places else np.zeros(0, np.int64)
        return Outcome(effects, granted, declined=every)


def _blocks(places: Array) -> Iterator[Array]:
    """Places in stretches whose columns stay in cache."""
    for start in range(0, len(places), BLOCK):
        yield places[start : start + BLOCK]
