"""Replay: a program runs over a shop's facts, and its ledger and totals are kept."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from dsl.engine.engine import Engine
from dsl.engine.fact_names import FactConflict
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact, Purchased
from simulator.replay.ledger_file import LedgerFile
from simulator.replay.redeeming import with_redemption
from simulator.replay.standing import tier_counts
from simulator.replay.summary import Summary


class Redeem(StrEnum):
    """Whether members of a replayed history redeem, where the history does not say."""

    NEVER = "never"
    WHEN_AFFORDABLE = "when-affordable"


class Replay:
    """One run over facts in their order.

    Attributes:
        summary: totals so far.
        conflicts: ids that came again with other content; the first content stands.
    """

    def __init__(
        self, engine: Engine, ledger: LedgerFile, summary: Summary, redeem: Redeem = Redeem.NEVER
    ) -> None:
        self.summary = summary
        self.conflicts: list[str] = []
        self._engine = engine
        self._ledger = ledger
        self._redeem = redeem
        self._zone = engine.books.zone
        self._bought = frozenset(engine.books.reward_places)
        self._month_end = 0

    def play(self, facts: Iterable[AnyFact]) -> Iterator[None]:
        """Plays facts; yields after each one, so that the caller can show progress or stop."""
        for fact in facts:
            day = self._zone.day_of(fact.instant)
            self._close_months_before(day)
            self._keep(self._engine.advance_to(day))
            for played in self._with_redemption(fact):
                self._play(played, day)
            yield

    def close(self, last_day: int) -> None:
        """Does the calendar work up to the end of a day."""
        self._close_months_before(last_day + 1)
        self._keep(self._engine.advance_to(last_day))

    def _with_redemption(self, fact: AnyFact) -> Iterable[AnyFact]:
        if self._redeem is Redeem.NEVER or not isinstance(fact, Purchased):
            return (fact,)
        return with_redemption(self._engine, fact)

    def _play(self, fact: AnyFact, day: int) -> None:
        try:
            entries = self._engine.apply(fact)
        except FactConflict:
            self.conflicts.append(fact.id)
            return
        self.summary.count_fact(fact, day)
        self._keep(entries)

    def _keep(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._ledger.add(entries)
            self.summary.count_entries(entries, self._bought)

    def _close_months_before(self, day: int) -> None:
        """Notes the tiers at the end of every month that is over before the day."""
        if not self.summary.last_day:
            return
        if day <= self._month_end:
            return
        month_end = _end_of_month(self.summary.last_day)
        while month_end < day:
            month = date.fromordinal(month_end).isoformat()[:7]
            if month not in self.summary.tiers_by_month:
                self._keep(self._engine.advance_to(month_end))
                self.summary.tiers_by_month[month] = tier_counts(self._engine.books)
            month_end = _end_of_month(month_end + 1)
        self._month_end = month_end


def _end_of_month(day: int) -> int:
    then = date.fromordinal(day)
    year, month = divmod(then.year * 12 + then.month, 12)
    return date(year, month + 1, 1).toordinal() - 1
