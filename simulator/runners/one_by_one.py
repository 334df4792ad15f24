"""The reference engine as a runner sees engines: rows are looked at one after the other."""

from collections.abc import Iterable, Sequence

import numpy as np

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
from dsl.columns.sharing import is_coupled
from dsl.engine import redeeming
from dsl.engine.engine import Engine
from dsl.engine.holdings import limits
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.state import Member, State
from dsl.engine.memberships import may_earn
from dsl.ledger.entry import Entry
from dsl.ledger.facts import (
    AnyFact,
    AttributeSet,
    Did,
    Fields,
    Joined,
    Line,
    MembershipEnded,
    MembershipStarted,
    Purchased,
    Redeemed,
)
from dsl.plan.plan import Plan
from dsl.program.program import Program


class OneByOne:
    """One reference engine for all members.

    Attributes:
        promises: names of rewards, then of rules with a benefit.
        entries: everything written so far.
        goes_one_by_one: members share something.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        names: Sequence[str],
        items: Sequence[Item],
        state: State | None = None,
    ) -> None:
        self._program, self._names, self._items = program, names, items
        self._engine = Engine(program, plan, state=state)
        self._rows = {name: row for row, name in enumerate(names)}
        self._wallets = {wallet.name: place for place, wallet in enumerate(program.wallets)}
        benefits = (rule.name for rule in program.rules if rule.benefit is not None)
        self.promises = (*(reward.name for reward in program.rewards), *benefits)
        self.entries: list[Entry] = []
        self.goes_one_by_one = is_coupled(plan)
        self._day = 0

    def advance_to(self, day: int) -> Outcome:
        """Do the calendar work up to a day."""
        self._day = day
        return Outcome(self._effects(self._engine.advance_to(day), None))

    def join(self, facts: Facts, invited: Truths | None = None) -> Outcome:
        """Become members."""
        yes = np.zeros(len(facts), np.bool_) if invited is None else invited
        return self._told(
            Joined(id=facts.ids[at], instant=instant, member=name, invited=bool(yes[at]))
            for at, instant, name in self._each(facts)
        )

    def set_attribute(self, facts: Facts, name: str, values: Whole) -> Outcome:
        """Set an attribute that is a number."""
        return self._told(
            AttributeSet(
                id=facts.ids[at], instant=instant, member=member, name=name, value=int(values[at])
            )
            for at, instant, member in self._each(facts)
        )

    def redeem(self, facts: Facts, rewards: Codes, amounts: Whole | None = None) -> Outcome:
        """Choose rewards and pay for them."""
        return self._told(
            Redeemed(
                id=facts.ids[at],
                instant=instant,
                member=name,
                reward=self._program.rewards[int(rewards[at])].name,
                amount=None if amounts is None else int(amounts[at]),
            )
            for at, instant, name in self._each(facts)
        )

    def purchase(self, batch: Purchases) -> Outcome:
        """Buy."""
        return self._told(
            Purchased(
                id=batch.ids[at],
                instant=instant,
                member=name,
                lines=self._lines(batch, at),
                uses=tuple(
                    self.promises[int(codes[at])] for codes in batch.uses if codes[at] != NONE
                ),
            )
            for at, instant, name in self._each(batch)
        )

    def act_in_ways(
        self, facts: Facts, activity: str, ways: Sequence[Fields], which: Codes
    ) -> Outcome:
        """Do an activity, each in one of a few ways."""
        return self._told(
            Did(
                id=facts.ids[at],
                instant=instant,
                member=name,
                activity=activity,
                fields=ways[int(which[at])],
            )
            for at, instant, name in self._each(facts)
        )

    def start_membership(self, facts: Facts, membership: int) -> Outcome:
        """Start a membership (by its index)."""
        paid = self._program.memberships[membership].name
        return self._told(
            MembershipStarted(id=facts.ids[at], instant=instant, member=name, membership=paid)
            for at, instant, name in self._each(facts)
        )

    def end_membership(self, facts: Facts, membership: int) -> Outcome:
        """Ask for the end of a membership."""
        paid = self._program.memberships[membership].name
        return self._told(
            MembershipEnded(id=facts.ids[at], instant=instant, member=name, membership=paid)
            for at, instant, name in self._each(facts)
        )

    def ranks(self, rows: Codes) -> Whole:
        """The tier of each member, -1 without one."""
        found = [-1 if who is None else rank_of(who, self._day) for who in self._members(rows)]
        return np.array(found, np.int64)

    def prices(self, reward: int, rows: Codes) -> Whole:
        """What a reward costs each member now; below 0 where it cannot be had."""
        found = [NONE if who is None else self._price(who, reward) for who in self._members(rows)]
        return np.array(found, np.int64)

    def balances(self, wallet: int, rows: Codes) -> Whole:
        """What each member can spend."""
        found = [
            0 if who is None else who.accounts[wallet].available for who in self._members(rows)
        ]
        return np.array(found, np.int64)

    def held(self, promise: int, rows: Codes) -> Whole:
        """How many of a reward or benefit each member has in hand."""
        name = self.promises[promise]
        found = [
            0 if who is None else sum(one.name == name for one in who.issued.values())
            for who in self._members(rows)
        ]
        return np.array(found, np.int64)

    def left(self, reward: int, rows: Codes) -> Whole:
        """Who comes alone has no other before him: what is gone has no price any more."""
        return np.ones(len(rows), np.int64)

    def next_reward(self, rows: Codes) -> NextReward:
        """The way to the reward that costs the least above what each member can spend.

        Nobody knows what others have taken of those that all share.
        """
        best = np.full((3, len(rows)), [[NONE], [0], [0]])
        for reward, offered in enumerate(self._program.rewards):
            if not offered.prices:
                continue
            with limits.all_there(self._engine.books):
                price = self.prices(reward, rows)
            missing = price - self.balances(self._wallets[offered.prices[0].wallet], rows)
            nearer = (missing > 0) & ((best[0] == NONE) | (missing < best[1]))
            best[0, nearer], best[1, nearer], best[2, nearer] = (
                reward,
                missing[nearer],
                price[nearer],
            )
        return NextReward(best[0], best[1], best[2])

    def _price(self, member: Member, reward: int) -> int:
        books = self._engine.books
        moment = books.moment_of_day(self._day)
        price = redeeming.price_for(books, member, moment, self._program.rewards[reward])
        may = may_earn(books, member) and redeeming.is_open(books, member, moment, reward)
        if price is None or not may:
            return NONE
        return price.amount

    def _members(self, rows: Codes) -> list[Member | None]:
        known = self._engine.books.state.members
        return [known.get(self._names[int(row)]) for row in rows]

    def _each(self, facts: Facts) -> Iterable[tuple[int, int, str]]:
        for at, row in enumerate(facts.rows.tolist()):
            yield at, int(facts.instants[at]), self._names[row]

    def _lines(self, batch: Purchases, at: int) -> tuple[Line, ...]:
        first, last = int(batch.starts[at]), int(batch.starts[at + 1])
        return tuple(self._line(batch, line, line - first + 1) for line in range(first, last))

    def _line(self, batch: Purchases, line: int, number: int) -> Line:
        item = self._items[int(batch.items[line])]
        return Line(
            id=str(number),
            price_minor=int(batch.price_minor[line]),
            quantity=1 if batch.quantity is None else int(batch.quantity[line]),
            sku=item.sku,
            category=item.category,
            brand=item.brand,
            labels=item.labels,
            is_gift_card=item.is_gift_card,
        )

    def _told(self, facts: Iterable[AnyFact]) -> Outcome:
        outcome = Outcome()
        for at, fact in enumerate(facts):
            outcome.effects += self._effects(self._engine.apply(fact), at)
        return outcome

    def _effects(self, entries: list[Entry], at: int | None) -> list[Effect]:
        self.entries += entries
        return [
            Effect(
                kind=entry.kind,
                name=entry.rule,
                wallet=self._wallets.get(entry.wallet, NONE),
                rows=np.array([self._rows[entry.member]]),
                at=None if at is None else np.array([at]),
                amount=np.array([entry.amount]),
                money_minor=np.array([entry.money_minor]),
                cost_minor=np.array([entry.cost_minor]),
            )
            for entry in entries
        ]
