"""The one door to the reference engine: members and programs that run on it, behind columns.

Each member has a reference engine of its own, because members who share nothing commute; where a
program couples its members they share one, and its facts come in the global order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import replace
from typing import NamedTuple

from dsl.engine import redeeming
from dsl.engine.agenda import Phase as Phase
from dsl.engine.engine import Engine as Engine
from dsl.engine.engine import nobody_of
from dsl.engine.evaluation.calendars import OpenTimes as OpenTimes
from dsl.engine.evaluation.steps_effects import AmountTooLarge as AmountTooLarge
from dsl.engine.holdings import limits
from dsl.engine.holdings.books import Books as Books
from dsl.engine.holdings.books import Moment
from dsl.engine.holdings.counters import bucket as bucket
from dsl.engine.holdings.counters import first_day as first_day
from dsl.engine.holdings.counters import total as total
from dsl.engine.holdings.live_reads import last_alive as last_alive
from dsl.engine.holdings.live_reads import last_purchase_day as last_purchase_day
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.occasions import Occasions as Occasions
from dsl.engine.holdings.promises import Promise as Promise
from dsl.engine.holdings.promises import cost as cost
from dsl.engine.holdings.promises import face_value as face_value
from dsl.engine.holdings.promises import of_benefit, of_reward
from dsl.engine.holdings.promises import worth as worth
from dsl.engine.holdings.state import Days as Days
from dsl.engine.holdings.state import Issued as Issued
from dsl.engine.holdings.state import Member as Member
from dsl.engine.holdings.state import Position as Position
from dsl.engine.holdings.state import Progress as Progress
from dsl.engine.holdings.state import Standing as Standing
from dsl.engine.holdings.state import State as State
from dsl.engine.holdings.terms import Clock as Clock
from dsl.engine.holdings.terms import available_day as available_day
from dsl.engine.holdings.terms import expires_day as expires_day
from dsl.engine.holdings.terms import valid_through as valid_through
from dsl.engine.ladder.earned_days import last_earned as last_earned
from dsl.engine.memberships import may_earn
from dsl.engine.pruning import prune_member as prune_member
from dsl.engine.renumbered import renumbered as renumbered
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.ledger.lots import Account as Account
from dsl.ledger.lots import Lot as Lot
from dsl.plan.plan import Plan, Terms
from dsl.program.program import Program

Place = tuple[int, int, int, bytes]
"""Where entries stand in the ledger: day, phase, instant, and the member's name or fact's id."""


class Written(NamedTuple):
    """Entries of one fact or piece of calendar work, with the numbers of their own engine.

    Attributes:
        book: which engine wrote them; numbers are told apart by it.
    """

    place: Place
    book: int
    entries: list[Entry]


class ByReference:
    """Members on the reference engine.

    Attributes:
        shared: all members share one engine.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        *,
        shared: bool,
        return_days: int | None,
        state: State | None = None,
    ) -> None:
        self.shared = shared
        self._program = program
        before = None if state is None else nobody_of(state)
        self._template = Engine(program, plan, state=before, return_days=return_days)
        self._engines: dict[int, Engine] = {}
        self._day = 0

    @property
    def terms(self) -> tuple[Terms, ...]:
        """The terms of lots; those of before are the last ones."""
        return self._template.books.terms

    def books_of(self, state: State) -> Books:
        """A state to be looked at."""
        return self._template.books.for_state(state)

    def start_from(self, state: State, rows: Mapping[int, tuple[str, str]]) -> None:
        """Start some rows as members of a state.

        Args:
            state: of the program; it is left as it is.
            rows: row -> its own name, and the name of its member in the state.
        """
        self._day = state.position.day
        books: dict[int, dict[str, str]] = {}
        for row, (name, member) in rows.items():
            books.setdefault(0 if self.shared else row, {})[name] = member
        for book, names in books.items():
            self._engines[book] = self._template.beside(self._part_of(state, names))

    def _part_of(self, state: State, names: Mapping[str, str]) -> State:
        """Some members of a state under their own names; what is counted of all is not in it."""
        known = {name: member for name, member in names.items() if member in state.members}
        return replace(
            state,
            return_days=self._template.books.state.return_days,
            members={n: replace(deepcopy(state.members[m]), id=n) for n, m in known.items()},
            early={n: dict(state.early[m]) for n, m in names.items() if m in state.early},
            usage=deepcopy(state.usage),
            seen={},
            ignored={},
            perks={},
        )

    def new_state(self) -> State:
        """A state with nobody in it."""
        return nobody_of(self._template.books.state)

    def state(self) -> State | None:
        """The state of the members' one engine; None before the first fact of any."""
        engine = self._engines.get(0)
        return None if engine is None else engine.books.state

    def promises(self) -> list[Promise]:
        """All rewards, and then the benefits of rules, as they are handed over."""
        books, program = self._template.books, self._program
        rewards = [of_reward(books, index) for index in range(len(program.rewards))]
        benefits = [
            of_benefit(books, index)
            for index, rule in enumerate(program.rules)
            if rule.benefit is not None
        ]
        return rewards + benefits

    def units(self, wallet: str, amount: int, *, more: bool = False) -> str:
        """An amount of a wallet in words."""
        return self._template.books.units(wallet, amount, more=more)

    def money(self, amount_minor: int) -> str:
        """Money in words."""
        return self._template.books.money(amount_minor)

    def advance_to(self, day: int) -> Iterator[Written]:
        """Do the calendar work up to a day, in its order for each engine."""
        for book, engine in self._engines.items():
            yield from self._work(book, engine, day)
        self._day = day

    def engine_of(self, row: int) -> Engine:
        """The engine of a member, from its first fact on."""
        book = 0 if self.shared else row
        engine = self._engines.get(book)
        if engine is None:
            engine = self._engines[book] = self._start()
        return engine

    def apply(self, row: int, fact: AnyFact, beside: str = "") -> Written:
        """Do a fact of the day at which all stand; `beside` as of `batch.Facts`."""
        place = (self._day, int(Phase.FACTS), fact.instant, (beside or fact.id).encode())
        return Written(place, 0 if self.shared else row, self.engine_of(row).apply(fact))

    def member(self, row: int, name: str) -> Member | None:
        """A member's state; None for who is no member."""
        engine = self._engines.get(0 if self.shared else row)
        return engine.books.state.members.get(name) if engine is not None else None

    def rank(self, row: int, name: str) -> int:
        """The member's tier today; -1 without one."""
        member = self.member(row, name)
        return -1 if member is None or member.left else rank_of(member, self._day)

    def price(self, row: int, name: str, reward: int) -> int:
        """What a reward costs a member now; -1 where it cannot be had at any price."""
        member = self.member(row, name)
        if member is None or member.left:
            return -1
        books = self._engines[0 if self.shared else row].books
        moment: Moment = books.moment_of_day(self._day)
        price = redeeming.price_for(books, member, moment, self._program.rewards[reward])
        may = may_earn(books, member) and redeeming.is_open(books, member, moment, reward)
        if price is None or not may:
            return -1
        return price.amount

    @contextmanager
    def all_there(self) -> Iterator[None]:
        """As if nothing were used yet of what members share."""
        if not self.shared or 0 not in self._engines:
            yield
            return
        with limits.all_there(self._engines[0].books):
            yield

    def paid_minor(self, row: int, name: str, fact: str) -> int | None:
        """What a member paid for the lines and shipping of a purchase; None if it was ignored."""
        member = self.member(row, name)
        record = member.records.get(fact) if member is not None else None
        return sum(record.paid) if record is not None else None

    def ignored(self) -> Counter[str]:
        """Reason -> how many facts changed nothing."""
        return sum((Counter(each.ignored) for each in self._engines.values()), Counter[str]())

    def perk_cost_minor(self) -> int:
        """What perks have cost so far."""
        every = self._engines.values()
        return sum(perk.cost_minor for engine in every for perk in engine.perk_costs())

    def _start(self) -> Engine:
        engine = self._template.beside()
        engine.advance_to(self._day)
        return engine

    def _work(self, book: int, engine: Engine, day: int) -> Iterator[Written]:
        """The work of an engine, one day and phase after the other."""
        due = self._day
        while max(engine.next_day, due + 1) <= day:
            due = max(engine.next_day, due + 1)
            for phase in Phase:
                entries = engine.advance_to(due, phase)
                for name, own in _by_member(entries):
                    yield Written((due, int(phase), 0, name.encode()), book, own)


def _by_member(entries: Iterable[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries of one phase, which come member by member."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.member, []).append(entry)
    yield from found.items()
