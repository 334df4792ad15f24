"""A history on the reference engine: one fact after the other, and a state that can be saved."""

from collections.abc import Iterable, Iterator

from dsl.engine.engine import Engine
from dsl.engine.fact_names import FactConflict
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.holdings.promises import promise_of
from dsl.ledger import ignored
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact, Purchased
from dsl.program.worth import face_value_minor
from simulator.replay.redeeming import Redeem, with_redemption


class ReferencePlayer:
    """Plays on the reference engine (see `Player`)."""

    def __init__(self, engine: Engine, redeem: Redeem, why: tuple[str, ...] = ()) -> None:
        self.why_one_by_one = why
        self._engine = engine
        self._redeem = redeem
        self._entries: list[Entry] = []

    @property
    def engine(self) -> Engine:
        """The engine, whose state can be saved."""
        return self._engine

    def advance_to(self, day: int) -> None:
        """Do the calendar work up to a day."""
        self._entries += self._engine.advance_to(day)

    def play(self, facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
        """Play facts of the day in their order."""
        for fact in facts:
            for played in self._with_redemption(fact):
                try:
                    self._entries += self._engine.apply(played)
                except FactConflict:
                    self._engine.books.ignore(ignored.ID_USED_BEFORE)
                    continue
                yield played

    def _with_redemption(self, fact: AnyFact) -> Iterable[AnyFact]:
        if self._redeem is Redeem.NEVER or not isinstance(fact, Purchased):
            return (fact,)
        return with_redemption(self._engine, fact)

    def take_entries(self) -> list[Entry]:
        """The entries of all that is done since the last call."""
        entries, self._entries = self._entries, []
        return entries

    def tier_counts(self) -> dict[str, int]:
        """How many members are in each tier, from low to high."""
        books = self._engine.books
        counts = dict.fromkeys((tier.name for tier in books.program.tiers), 0)
        names = list(counts)
        today = books.zone.day_of(books.state.instant)
        for member in books.state.members.values():
            rank = -1 if member.left else rank_of(member, today)
            if rank >= 0:
                counts[names[rank]] += 1
        return counts

    def rewards_owed_minor(self) -> int:
        """Face value of all issued, unused rewards."""
        books, owed = self._engine.books, 0
        for member in books.state.members.values():
            for issued in member.issued.values():
                promise = promise_of(books, issued)
                owed += face_value_minor(promise.offer, promise.worth_minor) or 0
        return owed

    def perk_cost_minor(self) -> int:
        """What perks have cost so far."""
        return sum(cost.cost_minor for cost in self._engine.perk_costs())

    @property
    def fallback_members(self) -> int:
        """How many members ran here because columns cannot run them."""
        return len(self._engine.books.state.members) if self.why_one_by_one else 0

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        return self._engine.ignored
