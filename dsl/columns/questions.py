"""What can be asked about members: what they hold, where they stand, what they could have."""

from collections.abc import Iterator, Sequence

import numpy as np

from dsl.columns import perks, redeeming
from dsl.columns.batch import NONE, Codes, Item, NextReward, Truths, Whole
from dsl.columns.books import Books
from dsl.columns.choosing import Choices, choose
from dsl.columns.evaluation.slots import Array
from dsl.columns.from_facts import PurchaseColumns, facts_of
from dsl.columns.member_names import MemberNames
from dsl.columns.reference import Engine, State
from dsl.columns.to_state import ToldAgain, beyond_state, to_state
from dsl.ledger import ignored
from dsl.ledger.facts import Purchased
from dsl.program.worth import face_value_minor

FAR = np.iinfo(np.int64).max
"""More units than are ever missing."""


class Questions:
    """Answers for rows, be they on columns or on the reference engine.

    Attributes:
        day: the local day at which the engine stands; facts are of this day.
        promises: names of rewards, then of rules with a benefit; the places are their codes.
        faces_minor: of each promise its face value in money; 0 where nothing fixes it.
    """

    def __init__(
        self, books: Books, by_reference: Array, names: MemberNames, assortment: Sequence[Item]
    ) -> None:
        self.day = 0
        self.promises = tuple(each.name for each in books.promises)
        self.faces_minor = tuple(
            face_value_minor(each.offer, each.worth_minor) or 0 for each in books.promises
        )
        self._books = books
        self._reference = books.by_reference
        self._by_reference = by_reference
        self._any_apart = bool(by_reference.any())
        self._names = names
        self._purchases = PurchaseColumns(books, self.promises, assortment)

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

    def has_any(self, rows: Codes) -> Truths:
        """Whether members on columns have any reward or benefit in hand."""
        found: Truths = self._books.members.hand.available[rows] > 0
        return found

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
        members = self._books.members
        moment = self._books.moment_of_day(self.day, 0, np.asarray(rows))
        found = redeeming.prices(self._books, moment, reward)
        found[(members.joined_day[rows] == 0) | ~members.may_earn(rows)] = NONE
        for at, row in self._referred(rows):
            found[at] = self._reference.price(row, self._names[row], reward)
        return found

    def left(self, reward: int, rows: Codes) -> Whole:
        """How often each row's world can take a reward of which all share some; else `PLENTY`."""
        moment = self._books.moment_of_day(self.day, 0, np.asarray(rows))
        return redeeming.left(self._books, moment, np.arange(len(rows)), reward)

    def next_reward(self, rows: Codes) -> NextReward:
        """The way to the reward that costs the least above what each row can spend.

        Nobody knows what others have taken of those that all share.
        """
        best = NextReward(
            np.full(len(rows), NONE), np.full(len(rows), FAR), np.zeros(len(rows), np.int64)
        )
        with self._books.members.all_there(), self._reference.all_there():
            prices = {
                index: self.prices(index, rows)
                for index, reward in enumerate(self._books.program.rewards)
                if reward.prices
            }
        for index, price in prices.items():
            wallet = self._books.wallet_places[self._books.program.rewards[index].prices[0].wallet]
            missing = price - self.balances(wallet, rows)
            nearer = (missing > 0) & (missing < best.missing)
            np.copyto(best.reward, index, where=nearer)
            np.copyto(best.price, price, where=nearer)
            np.copyto(best.missing, missing, where=nearer)
        np.copyto(best.missing, 0, where=best.reward == NONE)
        return best

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        return dict(self._books.ignored + self._reference.ignored())

    def perk_cost_minor(self) -> int:
        """What perks have cost so far; they are counted where entries are kept."""
        return perks.cost_minor(self._books) + self._reference.perk_cost_minor()

    def _takes_part(self, rows: Codes) -> Truths:
        """Who is a member and may earn."""
        members, is_member = self._books.members, self._has_joined(rows)
        if not members.needs_fee:
            return is_member
        may_earn = members.may_earn(rows)
        self._books.ignore(ignored.FEE_NOT_PAID, is_member & ~may_earn)
        return is_member & may_earn

    def _has_joined(self, rows: Codes) -> Truths:
        """Who is a member; facts of others are counted."""
        is_member = self._books.members.joined_day[rows] > 0
        self._books.ignore(ignored.NOT_A_MEMBER, ~is_member)
        return is_member

    def choices(self, rows: Codes, facts: Sequence[Purchased]) -> Choices:
        """What members on columns could use on purchases, or redeem for them."""
        batch = self._purchases.batch(facts_of(rows, facts), facts)
        moment = self._books.moment_of(self.day, batch.rows, batch.instants, ())
        return choose(self._books, moment, batch)

    def beyond_state(self) -> Array:
        """Rows on columns of which a state tells more than columns hold."""
        rows = beyond_state(self._books)
        return rows[~self._by_reference[rows]]

    def state(self, told_again: ToldAgain | None = None) -> State:
        """The state of the day at which the engine stands, as `to_state.py` says it.

        Args:
            told_again: the members of `beyond_state`, by reference.
        """
        return to_state(self._books, self._names, self.day, self._by_reference, told_again)

    def engine_of(self, row: int) -> Engine:
        """The reference engine of a member who runs by reference."""
        return self._reference.engine_of(row)

    def _referred(self, rows: Codes) -> Iterator[tuple[int, int]]:
        if not self._any_apart:
            return
        for at in self._by_reference[rows].nonzero()[0]:
            yield int(at), int(rows[at])
