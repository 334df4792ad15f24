"""Replay: a program runs over a shop's facts, and its ledger and totals are kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from dsl.ledger.facts import AnyFact
from dsl.program.program import Program
from dsl.values import calendar
from simulator.replay.ledger_file import LedgerFile
from simulator.replay.player import Player
from simulator.replay.summary import Summary


class Replay:
    """One run over facts in their order.

    Attributes:
        summary: totals so far.
    """

    def __init__(
        self, program: Program, player: Player, ledger: LedgerFile, summary: Summary
    ) -> None:
        self.summary = summary
        self._player = player
        self._ledger = ledger
        self._zone = calendar.zone(program.time_zone)
        self._bought = frozenset(reward.name for reward in program.rewards)
        self._month_end = 0

    def play(self, facts: Iterable[AnyFact]) -> Iterator[None]:
        """Plays facts; yields after each one, so that the caller can show progress or stop."""
        for day, of_day in groupby(facts, key=lambda fact: self._zone.day_of(fact.instant)):
            self._close_months_before(day)
            self._player.advance_to(day)
            for played in self._player.play(of_day):
                self.summary.count_fact(played, day)
                yield
            self._keep(day)

    def close(self, last_day: int) -> None:
        """Does the calendar work up to the end of a day."""
        self._close_months_before(last_day + 1)
        self._player.advance_to(last_day)
        self._keep(last_day)

    def _keep(self, day: int) -> None:
        entries = self._player.take_entries()
        if entries:
            self._ledger.add(entries)
            self.summary.count_entries(entries, self._bought, day)

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
                self._player.advance_to(month_end)
                self._keep(month_end)
                self.summary.tiers_by_month[month] = self._player.tier_counts()
            month_end = _end_of_month(month_end + 1)
        self._month_end = month_end


def _end_of_month(day: int) -> int:
    then = date.fromordinal(day)
    year, month = divmod(then.year * 12 + then.month, 12)
    return date(year, month + 1, 1).toordinal() - 1
