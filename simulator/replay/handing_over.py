"""A history whose state is saved: columns as long as they can, the reference engine at the end.

A saved state tells of each purchase that can still come back how it was judged, which columns do
not keep. So they play the days whose purchases cannot come back any more when the replay ends, and
hand all members over to the reference engine, which plays the last days, those of the return
window. The ledger, and the bytes of the state, are those of the reference engine alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dsl.columns.to_state import ToldAgain
from dsl.engine.engine import Engine
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact, FeePaid, MembershipStarted, Returned
from dsl.plan.plan import Plan
from dsl.program.program import Program
from dsl.values import calendar
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.on_columns import ColumnPlayer
from simulator.replay.player import Player
from simulator.replay.redeeming import Redeem

BEYOND = (Returned, MembershipStarted, FeePaid)
"""To whom such a thing happens, of them a state tells more than columns hold."""


class HandingOver:
    """Plays on columns up to a day, and on the reference engine from then on (see `Player`).

    Attributes:
        facts_of_a_day: how many facts columns run, on average, on a day that has some.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        facts: Sequence[AnyFact],
        redeem: Redeem,
        return_days: int,
        last_day: int,
    ) -> None:
        """Make the column engine ready for the first days of a history.

        Args:
            program, plan, facts, redeem: as of `ColumnPlayer`.
            return_days: purchases can come back for so many days.
            last_day: on which the replay ends (its ordinal).
        """
        self.why_one_by_one: tuple[str, ...] = ()
        self._program, self._plan, self._redeem = program, plan, redeem
        self._return_days = return_days
        self._zone = calendar.zone(program.time_zone)
        self._last_on_columns = last_day - return_days - 1
        self._facts = [
            fact for fact in facts if self._zone.day_of(fact.instant) <= self._last_on_columns
        ]
        odd = {fact.member for fact in facts if isinstance(fact, BEYOND)}
        self._columns = ColumnPlayer(
            program, plan, self._facts, redeem, return_days, state_without=odd
        )
        self.facts_of_a_day = self._columns.facts_of_a_day
        self._later: ReferencePlayer | None = None
        self._entries: list[Entry] = []
        self._members_told_again = 0

    @property
    def _player(self) -> Player:
        return self._later or self._columns

    @property
    def engine(self) -> Engine:
        """The reference engine, to which all are handed over by now."""
        return self._handed_over().engine

    def advance_to(self, day: int) -> None:
        """Do the calendar work up to a day."""
        if day <= self._last_on_columns:
            self._columns.advance_to(day)
        else:
            self._handed_over().advance_to(day)

    def play(self, facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
        """Play facts of the day to which time has come."""
        return self._player.play(facts)

    def take_entries(self) -> list[Entry]:
        """The entries of all that is done since the last call."""
        before, self._entries = self._entries, []
        return before + self._player.take_entries()

    def tier_counts(self) -> dict[str, int]:
        """How many members are in each tier, from low to high."""
        return self._player.tier_counts()

    def rewards_owed_minor(self) -> int:
        """Face value of all issued, unused rewards."""
        return self._player.rewards_owed_minor()

    def perk_cost_minor(self) -> int:
        """What perks have cost so far."""
        return self._player.perk_cost_minor()

    @property
    def fallback_members(self) -> int:
        """How many members columns could not run, or not hand over."""
        return self._columns.fallback_members + self._members_told_again

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        return self._player.ignored

    def _handed_over(self) -> ReferencePlayer:
        """The player of the last days, with all members."""
        if self._later is None:
            self._columns.advance_to(self._last_on_columns)
            self._entries += self._columns.take_entries()
            beyond = self._columns.beyond_state()
            self._members_told_again = len(beyond)
            state = self._columns.state(self._told_again(beyond) if beyond else None)
            engine = Engine(self._program, self._plan, state=state)
            self._later = ReferencePlayer(engine, self._redeem)
            self._facts.clear()
        return self._later

    def _told_again(self, members: set[str]) -> ToldAgain:
        """Members of whom columns do not hold all, told to a reference engine from the start."""
        engine = Engine(self._program, self._plan, return_days=self._return_days)
        player = ReferencePlayer(engine, self._redeem)
        own = (fact for fact in self._facts if fact.member in members)
        for day, of_day in groupby(own, key=lambda fact: self._zone.day_of(fact.instant)):
            player.advance_to(day)
            for _ in player.play(of_day):
                pass
        player.advance_to(self._last_on_columns)
        return ToldAgain(engine.books.state, player.take_entries())
