"""Where members stand on the ladder: reaching, keeping and losing tiers.

As in `dsl.engine.ladder`, each step for all members of a moment at once.
"""

from typing import Any

import numpy as np

from dsl.columns.books import Books, FollowUp
from dsl.columns.evaluation.slots import Array, present, truths
from dsl.columns.reference import Phase
from dsl.columns.sheet import Moment
from dsl.columns.surplus import Surplus
from dsl.columns.tier_days import TierDays
from dsl.ledger.entry import Kind
from dsl.program.tiers import (
    ByInvitation,
    Drop,
    ForEveryone,
    KeptWhileItHolds,
    StartAtOnce,
    WhenCounted,
)

Truths = list[Array]


class Ladder:
    """The tiers of a program over the columns of its members."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._members = books.members
        self._tiers = books.program.tiers
        self._surplus = Surplus(books)
        self._days = TierDays(books, self._surplus)
        self._counters = [
            {counter for _, _, counter, _ in (*mark.reached, *mark.keeping)} for mark in books.marks
        ]
        self._awaited = books.occasions.tier.keys()
        self._all_counters = set[int]().union(*self._counters)
        uncounted = (
            rank for rank, each in enumerate(self._tiers) if not isinstance(each.entry, WhenCounted)
        )
        self._highest_uncounted = max(uncounted, default=-1)

    def after_fact(self, moment: Moment, touched: dict[int, Array]) -> None:
        """Note what facts have earned, go up, and lose what holds no more."""
        if not self._tiers:
            return
        rank = self._members.rank[moment.rows]
        may = (rank < self._highest_uncounted) | self._days.holding[rank]
        for counter in self._all_counters & touched.keys():
            may = may | touched[counter]
        at = may.nonzero()[0]
        if len(at):
            earned, kept = self._look(moment, at)
            counted = self._note_earned(moment, at, touched, earned, kept)
            self._climb(moment, at, earned, counted)
            self._lose_what_holds_no_more(moment, at, kept)

    def invite(self, moment: Moment, rank: int) -> None:
        """Invite to a tier."""
        self._members.invited[rank][moment.rows] = True
        self._members.earned_day[rank][moment.rows] = moment.day
        self.after_fact(moment, {})

    def take_over(self, rows: Array, day: int) -> None:
        """Plan when tiers are looked at that members hold already, after a day."""
        if self._tiers:
            self._days.plan(rows, day + 1)

    @property
    def carries_over(self) -> bool:
        """Whether some tier carries its surplus over."""
        return bool(self._surplus)

    def look_back(self, day: int, others: Array) -> None:
        """Before anything of a day happens, note the surpluses that it may carry over.

        Args:
            day: the day.
            others: members whose tier may change on it before tiers are looked at.
        """
        self._surplus.look_back(np.union1d(self._days.due(day), others), day - 1)

    def due(self, day: int) -> Array:
        """Members whose tier is looked at on a day."""
        return self._days.due(day)

    def changing(self) -> Array:
        """Members whose tier time alone may change on any day."""
        return self._days.changing()

    def review(self, moment: Moment) -> None:
        """Start, carry over, keep and drop what is due, and what time has changed with it."""
        self._start_due(moment)
        self._surplus.carry_over(moment)
        members, today = self._members, moment.day
        rank, until = members.rank[moment.rows], members.until_day[moment.rows]
        is_over = (rank >= 0) & (until > 0) & (until < today)
        for each, tier in enumerate(self._tiers):
            at = (is_over & (rank == each)).nonzero()[0]
            at = at[self._days.keeping_day(each, until[at], moment.rows[at], today) == today]
            if not len(at):
                continue
            rows = moment.rows[at]
            renewed = self._renewed(moment, at, each)
            last = np.where(renewed > until[at], renewed, until[at])
            ends = self._days.review_day(each, last + tier.grace_days, rows)
            kept = (renewed == 0) | ((renewed > until[at]) & (today < ends))
            self._keep(moment, at[kept], each, renewed[kept])
            self._drop(moment, at[~kept & (today >= ends)], each)
        self._hold(moment, self._days.depends_on_time(moment.rows).nonzero()[0])
        self._days.plan(moment.rows, today + 1)

    def hold(self, moment: Moment) -> Array:
        """Go up and down by what holds on a day, where time alone can change it; gives who did."""
        before = self._members.rank[moment.rows]
        self._hold(moment, np.arange(len(moment)))
        return moment.rows[self._members.rank[moment.rows] != before]

    def _hold(self, moment: Moment, at: Array) -> None:
        if len(at):
            earned, kept = self._look(moment, at)
            self._climb(moment, at, earned, [np.zeros(len(at), bool) for _ in self._tiers])
            self._lose_what_holds_no_more(moment, at, kept)

    def _look(self, moment: Moment, at: Array) -> tuple[Truths, Truths]:
        """What the marks say: for each rank who has earned it, and who keeps it."""
        found = self._books.judge(moment, at, self._books.occasions.tier_marks)
        earned, kept = [], []
        for mark, tier in zip(self._books.marks, self._tiers, strict=True):
            is_in: Any = isinstance(tier.entry, ForEveryone)
            if isinstance(tier.entry, ByInvitation):
                is_in = self._members.invited[mark.tier][moment.rows[at]]
            if mark.earned is not None:
                is_in = found.registers[mark.earned]
            stays: Any = is_in
            if mark.kept is not None:
                stays = is_in | np.asarray(found.registers[mark.kept])
            earned.append(truths(is_in, len(at)))
            kept.append(truths(stays, len(at)))
        return earned, kept

    def _note_earned(
        self,
        moment: Moment,
        at: Array,
        touched: dict[int, Array],
        earned: Truths,
        kept: Truths,
    ) -> Truths:
        """Note for each counted tier that a fact has met its mark; gives for whom."""
        rows = moment.rows[at]
        counted = []
        for each, tier in enumerate(self._tiers):
            moved = np.zeros(len(at), bool)
            if isinstance(tier.entry, WhenCounted):
                for counter in self._counters[each]:
                    if counter in touched:
                        moved |= touched[counter][at]
                moved &= self._is_met(each, rows, moment.day, earned[each], kept[each])
                self._members.earned_day[each][rows[moved]] = moment.day
            counted.append(moved)
        return counted

    def _is_met(self, rank: int, rows: Array, day: int, earned: Array, kept: Array) -> Array:
        """Whether numbers earn a tier, by its own mark or, where it was held, the lower one."""
        if rank not in self._members.held_from:
            return earned
        first = self._members.held_from[rank][rows]
        return np.where((first > 0) & (first <= day), kept, earned)

    def _climb(self, moment: Moment, at: Array, earned: Truths, counted: Truths) -> None:
        """Go to the highest tier earned that starts at once; note the days of others."""
        rows = moment.rows[at]
        before = self._members.rank[rows].astype(np.int64)
        target = before.copy()
        for each, tier in enumerate(self._tiers):
            reached = earned[each] & (before < each)
            if isinstance(tier.entry, WhenCounted):
                reached = reached & counted[each]
            if isinstance(tier.start, StartAtOnce):
                target[reached] = each
            elif reached.any():
                self._days.start_later(moment, at[reached], each)
        up = target > before
        if not up.any():
            return
        for each in present(target[up]):
            self._reach(moment, at[up & (target == each)], int(each))
        for each, tier in enumerate(self._tiers):
            if each not in self._members.reached_day and tier.name not in self._awaited:
                continue
            passed = up & (before < each) & (each <= target) & (earned[each] | (target == each))
            self._reached(moment, at[passed], each, tier.name)

    def _start_due(self, moment: Moment) -> None:
        """Start tiers that were earned and whose day has come."""
        for each, starting in self._members.starting.items():
            rows = moment.rows
            due = (starting[rows] > 0) & (starting[rows] <= moment.day)
            starting[rows[due]] = 0
            at = (due & (self._members.rank[rows] < each)).nonzero()[0]
            if len(at):
                self._reach(moment, at, each)
                self._reached(moment, at, each, self._tiers[each].name)

    def _lose_what_holds_no_more(self, moment: Moment, at: Array, kept: Truths) -> None:
        rank = self._members.rank[moment.rows[at]]
        for each in self._days.holding.nonzero()[0].tolist():
            self._drop(moment, at[(rank == each) & ~kept[each]], each)

    def _reach(self, moment: Moment, at: Array, rank: int) -> None:
        self._set(moment, at, rank, softly=False)
        name = self._tiers[rank].name
        until = self._members.until_day[moment.rows[at]].astype(np.int64)
        self._enter(moment, Kind.TIER_UP, at, name, name, until)

    def _reached(self, moment: Moment, at: Array, rank: int, name: str) -> None:
        if rank in self._members.reached_day:
            self._members.reached_day[rank][moment.rows[at]] = moment.day
        if len(at) and name in self._books.occasions.tier:
            self._books.follow.append(FollowUp("reached", name, at))

    def _renewed(self, moment: Moment, at: Array, rank: int) -> Array:
        """Until when a tier is kept by what was earned last; -1 where it no longer is."""
        rows = moment.rows[at]
        if isinstance(self._tiers[rank].entry, WhenCounted | ByInvitation):
            earned = self._members.earned_day[rank][rows].astype(np.int64)
        else:
            holds = self._look(moment, at)[0][rank]
            earned = np.where(holds, moment.day, 0)
        return np.where(earned > 0, self._days.until(rank, earned, rows), -1)

    def _keep(self, moment: Moment, at: Array, rank: int, until: Array) -> None:
        name = self._tiers[rank].name
        self._members.until_day[moment.rows[at]] = until
        self._enter(moment, Kind.TIER_KEPT, at, name, name, until)

    def _drop(self, moment: Moment, at: Array, old: int) -> None:
        """Lose the tier held: one down, or down to what is earned."""
        if not len(at):
            return
        rows = moment.rows[at]
        held = np.full(len(at), -1)
        earned, kept = self._look(moment, at)
        for lower in range(old):
            own = self._is_held(lower, rows, moment.day, earned[lower], kept[lower])
            held[own] = lower
        target = held.copy()
        if self._tiers[old].drop is Drop.ONE:
            target = np.maximum(target, old - 1)
        if old in self._members.starting:
            self._members.starting[old][rows] = 0
        for rank in range(int(target.min()) + 1, old + 1):
            self._forget_tier(rank, rows[rank > target])
        for now in np.unique(target):
            here = target == now
            for softly in (False, True):
                some = at[here & ((held != target) == softly)]
                self._set(moment, some, int(now), softly=softly)
                name = self._tiers[int(now)].name if now >= 0 else ""
                self._enter(moment, Kind.TIER_DOWN, some, self._tiers[old].name, name, 0)

    def _forget_tier(self, rank: int, rows: Array) -> None:
        """Let what was earned before count no more for a tier, unless it waits for its start."""
        members = self._members
        if rank in members.starting:
            rows = rows[members.starting[rank][rows] == 0]
        if rank in members.invited:
            members.invited[rank][rows] = False
        members.earned_day[rank][rows] = 0

    def _is_held(self, rank: int, rows: Array, today: int, earned: Array, kept: Array) -> Array:
        """Whether members hold a tier by their own right, whatever they stood at."""
        tier, members = self._tiers[rank], self._members
        if not isinstance(tier.entry, WhenCounted | ByInvitation):
            return earned
        since = members.earned_day[rank][rows]
        own = since > 0
        if rank in members.starting:
            own = own & (members.starting[rank][rows] == 0)
        if isinstance(tier.kept, KeptWhileItHolds):
            return own & kept
        until = self._days.until(rank, since, rows)
        return own & ((until == 0) | (until >= today))

    def _set(self, moment: Moment, at: Array, rank: int, *, softly: bool) -> None:
        rows, members = moment.rows[at], self._members
        members.rank[rows] = rank
        if self._books.diary is not None:
            self._books.diary.since_day[rows] = moment.day
            self._books.diary.softly[rows] = softly
        members.until_day[rows] = 0
        if rank >= 0 and len(rows):
            earned = members.earned_day[rank][rows]
            since = np.where((earned == 0) | softly, moment.day, earned)
            members.until_day[rows] = self._days.until(rank, since, rows)
        self._days.note_held(moment, rows, rank)
        self._days.plan_of(rank, rows, moment.day + (moment.phase >= Phase.TIERS))

    def _enter(
        self, moment: Moment, kind: Kind, at: Array, name: str, now: str, until: Array | int
    ) -> None:
        self._books.sheet.enter(
            moment,
            kind,
            at,
            amount=np.zeros(len(at), np.int64),
            name=name,
            expires_day=until,
            detail=now,
        )
