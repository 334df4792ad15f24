"""A history on the column engine: the facts of a day as few batches, with the same ledger.

Members share nothing, so a day's facts may be done in any order that keeps each member's own: all
that join, then the next purchase of everybody who has one, and so on. Members to whom something
happens that columns do not run are told one after the other, as the ledger has them, and share
one reference engine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dsl.columns import analysis
from dsl.columns.batch import NONE, Codes
from dsl.columns.engine import ColumnEngine
from dsl.columns.from_facts import items_of, kind_of
from dsl.columns.to_state import ToldAgain
from dsl.engine.fact_names import check_names, in_names_of_today
from dsl.engine.holdings.state import State
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact, Did, Joined, Purchased, Redeemed
from dsl.plan.plan import Plan
from dsl.program.former_names import rename_by
from dsl.program.program import Program
from dsl.values import calendar
from simulator.replay.redeeming import Redeem, redemption_id, with_redemption

PURCHASES = (Purchased, "")
Waiting = dict[int, list[AnyFact]]
"""Row of a member -> its facts of the day that are still to be done, the next one last."""


class ColumnPlayer:
    """Plays on the column engine (see `Player`); it has to know the whole history first.

    Attributes:
        facts_of_a_day: how many of them columns run, on average, on a day that has some.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        facts: Sequence[AnyFact],
        redeem: Redeem,
        return_days: int | None,
        *,
        state_without: set[str] | None = None,
    ) -> None:
        """Make the engine ready for the members of a history.

        Args:
            program: a checked program that columns can run.
            plan: its plan.
            facts: the whole history, each fact once.
            redeem: whether members redeem.
            return_days: as of the reference engine.
            state_without: a state is wanted in the end; these members run by reference for it.
        """
        self._redeems = redeem is Redeem.WHEN_AFFORDABLE
        self.why_one_by_one: tuple[str, ...] = ()
        self._program = program
        self._rename = rename_by(program.former_names)
        self._rows = {
            name: row for row, name in enumerate(dict.fromkeys(fact.member for fact in facts))
        }
        apart = analysis.members_by_reference(map(self._told, facts), program)
        apart |= state_without or set()
        self._is_apart = np.array([name in apart for name in self._rows], bool)
        bought = [fact for fact in facts if isinstance(fact, Purchased)]
        visited = [fact for fact in facts if isinstance(fact, Purchased | Did)]
        self._engine = ColumnEngine(
            program,
            plan,
            members=len(self._rows),
            names=list(self._rows),
            assortment=items_of(bought),
            stores=sorted({fact.store for fact in visited if fact.store}),
            by_reference=self._is_apart,
            record=True,
            return_days=return_days,
            in_order=True,
            keep_diary=state_without is not None,
        )
        self._every = np.arange(len(self._rows))
        own = [fact for fact in facts if fact.member not in apart]
        zone = calendar.zone(program.time_zone)
        days = {zone.day_of(fact.instant) for fact in own}
        self.facts_of_a_day = len(own) // max(len(days), 1)

    @property
    def fallback_members(self) -> int:
        """How many members ran on the reference engine because columns cannot run them."""
        return self._engine.fallback_members

    @property
    def ignored(self) -> dict[str, int]:
        """Reason -> how many facts changed nothing."""
        return self._engine.ignored

    def advance_to(self, day: int) -> None:
        """Do the calendar work up to a day."""
        self._engine.advance_to(day)

    def play(self, facts: Iterable[AnyFact]) -> Iterator[AnyFact]:
        """Play facts of the day."""
        waiting: Waiting = {}
        for fact in facts:
            row = self._rows[fact.member]
            if self._is_apart[row]:
                yield from self._tell(row, fact)
            else:
                waiting.setdefault(row, []).insert(0, self._told(fact))
                yield fact
        for rows, batch in _batches(waiting):
            if self._redeems and isinstance(batch[0], Purchased):
                yield from self._purchase(rows, batch)
            else:
                self._engine.apply_each(rows, batch)

    def _tell(self, row: int, fact: AnyFact) -> Iterator[AnyFact]:
        """A fact of a member by reference, after a redemption where there is one."""
        if not self._redeems or not isinstance(fact, Purchased):
            self._engine.tell(row, fact)
            yield fact
            return
        for played in with_redemption(self._engine.engine_of(row), fact):
            self._engine.tell(row, played, beside=fact.id)
            yield played

    def _purchase(self, rows: Codes, facts: list[Any]) -> Iterator[AnyFact]:
        """Purchases as they would have been, after redemptions where there are any.

        As `with_redemption` says it of one purchase. Gives the redemptions.
        """
        choices = self._engine.choices(rows, facts)
        names = self._engine.promises
        at = np.flatnonzero(choices.reward != NONE)
        redeemed = [
            Redeemed(
                id=redemption_id(facts[place].id),
                instant=facts[place].instant,
                member=facts[place].member,
                reward=names[choices.reward[place]],
                amount=int(choices.amount[place]) if choices.amount[place] != NONE else None,
            )
            for place in at.tolist()
        ]
        if redeemed:
            beside = [facts[place].id for place in at.tolist()]
            self._engine.apply_each(rows[at], redeemed, beside)
        used = np.where(self._engine.has_any(rows), choices.reward, NONE)
        used = np.where(choices.held != NONE, choices.held, used)
        told = [
            fact if code == NONE else replace(fact, uses=(names[code],))
            for fact, code in zip(facts, used.tolist(), strict=True)
        ]
        self._engine.apply_each(rows, told)
        yield from redeemed

    def _told(self, fact: AnyFact) -> AnyFact:
        """The fact in the names of today, which the program has."""
        if self._program.former_names:
            fact = in_names_of_today(fact, self._rename)
        if not isinstance(fact, Purchased | Joined):
            check_names(self._program, fact)
        return fact

    def beyond_state(self) -> set[str]:
        """Members on columns of whom a state tells more than columns hold."""
        names = list(self._rows)
        return {names[row] for row in self._engine.beyond_state().tolist()}

    def state(self, told_again: ToldAgain | None) -> State:
        """The state of the day, once its entries are taken (see `dsl.columns.to_state`)."""
        return self._engine.state(told_again)

    def take_entries(self) -> list[Entry]:
        """The entries of all that is done since the last call."""
        return self._engine.take_entries()

    def tier_counts(self) -> dict[str, int]:
        """How many members are in each tier, from low to high."""
        ranks = self._engine.ranks(self._every)
        names = [tier.name for tier in self._program.tiers]
        counts = np.bincount(ranks[ranks >= 0], minlength=len(names))
        return dict(zip(names, counts.tolist(), strict=True))

    def rewards_owed_minor(self) -> int:
        """Face value of all issued, unused rewards."""
        return sum(
            face_minor * int(self._engine.held(code, self._every).sum())
            for code, face_minor in enumerate(self._engine.faces_minor)
        )

    def perk_cost_minor(self) -> int:
        """What perks have cost so far."""
        return self._engine.perk_cost_minor()


def _batches(waiting: Waiting) -> Iterator[tuple[Codes, list[AnyFact]]]:
    """Facts of a day as batches: of each member the next one, purchases after all the others."""
    while waiting:
        kinds: dict[object, list[int]] = {}
        for row, own in waiting.items():
            kinds.setdefault(kind_of(own[-1]), []).append(row)
        purchases = kinds.pop(PURCHASES, [])
        for rows in kinds.values() or [purchases]:
            yield np.array(rows), [waiting[row].pop() for row in rows]
        waiting = {row: own for row, own in waiting.items() if own}
