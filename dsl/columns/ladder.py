"""Where members stand on the ladder: reaching, keeping and losing tiers.

As in `dsl.engine.ladder`, for tiers that are counted or for everyone and start at once.
"""

from typing import Any

import numpy as np

from dsl.columns.books import Books, FollowUp
from dsl.columns.evaluation.slots import Array
from dsl.columns.sheet import Moment
from dsl.ledger.entry import Kind
from dsl.program.tiers import Drop, ForEveryone, KeptFor, KeptUntilEndOf, WhenCounted
from dsl.program.time import Period, PeriodStart
from dsl.values import calendar

Truths = list[Array]


class Ladder:
    """The tiers of a program over the columns of its members."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._members = books.members
        self._tiers = books.program.tiers
        self._counters = [
            {counter for _, _, counter, _ in (*mark.reached, *mark.keeping)} for mark in books.marks
        ]
        uncounted = (
            rank for rank, each in enumerate(self._tiers) if not isinstance(each.entry, WhenCounted)
        )
        self._highest_uncounted = max(uncounted, default=-1)

    def after_fact(self, moment: Moment, touched: dict[int, Array]) -> None:
        """Note what facts have earned, and go up."""
        if not self._tiers:
            return
        may = self._members.rank[moment.rows] < self._highest_uncounted
        for counter in set().union(*self._counters):
            if counter in touched:
                may = may | touched[counter]
        at = np.flatnonzero(may)
        if not len(at):
            return
        earned, kept = self._look(moment, at)
        counted = self._note_earned(moment, at, touched, earned, kept)
        self._climb(moment, at, earned, counted)

    def due(self, day: int) -> Array:
        """Members whose tier is looked at on a day."""
        return np.flatnonzero(self._members.look_day == day)

    def review(self, moment: Moment) -> None:
        """Keep tiers that were earned again, drop those whose time is over."""
        members, today = self._members, moment.day
        rank, until = members.rank[moment.rows], members.until_day[moment.rows]
        is_over = (rank >= 0) & (until > 0) & (until < today)
        for each, tier in enumerate(self._tiers):
            at = np.flatnonzero(is_over & (rank == each))
            if not len(at):
                continue
            rows = moment.rows[at]
            earned = members.earned_day[each][rows]
            renewed = np.where(earned > 0, self._until(each, earned, rows), -1)
            kept = (renewed == 0) | (renewed > until[at])
            self._keep(moment, at[kept], each, renewed[kept])
            late = ~kept
            ends = self._review_day(each, until[at] + tier.grace_days, rows)
            self._drop(moment, at[late & (today >= ends)], each)
        self._plan_look(moment.rows, today + 1)

    def _look(self, moment: Moment, at: Array) -> tuple[Truths, Truths]:
        """What the marks say: for each rank who has earned it, and who keeps it."""
        found = self._books.judge(moment, at, self._books.occasions.tier_marks)
        earned, kept = [], []
        for mark, tier in zip(self._books.marks, self._tiers, strict=True):
            is_in: Any = isinstance(tier.entry, ForEveryone)
            if mark.earned is not None:
                is_in = found.registers[mark.earned]
            stays = is_in if mark.kept is None else found.registers[mark.kept]
            earned.append(np.broadcast_to(is_in, len(at)))
            kept.append(np.broadcast_to(stays, len(at)))
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
            met = moved & np.where(each <= self._members.rank[rows], kept[each], earned[each])
            self._members.earned_day[each][rows[met]] = moment.day
            counted.append(met)
        return counted

    def _climb(self, moment: Moment, at: Array, earned: Truths, counted: Truths) -> None:
        """Go to the highest tier earned."""
        rows = moment.rows[at]
        before = self._members.rank[rows].astype(np.int64)
        target = before.copy()
        for each, tier in enumerate(self._tiers):
            reached = earned[each] & (before < each)
            if isinstance(tier.entry, WhenCounted):
                reached = reached & counted[each]
            target[reached] = each
        up = target > before
        for each in np.unique(target[up]):
            self._reach(moment, at[up & (target == each)], int(each))
        for each, tier in enumerate(self._tiers):
            passed = up & (before < each) & (each <= target) & (earned[each] | (target == each))
            self._reached(moment, at[passed], each, tier.name)

    def _reach(self, moment: Moment, at: Array, rank: int) -> None:
        rows = moment.rows[at]
        self._set(moment, at, rank, softly=False)
        name = self._tiers[rank].name
        until = self._members.until_day[rows].astype(np.int64)
        self._enter(moment, Kind.TIER_UP, at, name, name, until)

    def _reached(self, moment: Moment, at: Array, rank: int, name: str) -> None:
        if rank in self._members.reached_day:
            self._members.reached_day[rank][moment.rows[at]] = moment.day
        if len(at) and name in self._books.occasions.tier:
            self._books.follow.append(FollowUp("reached", name, at))

    def _keep(self, moment: Moment, at: Array, rank: int, until: Array) -> None:
        name = self._tiers[rank].name
        self._members.until_day[moment.rows[at]] = until
        self._enter(moment, Kind.TIER_KEPT, at, name, name, until)

    def _drop(self, moment: Moment, at: Array, old: int) -> None:
        """Lose the tier held: one down, or down to what is earned."""
        rows = moment.rows[at]
        held = np.full(len(at), -1)
        for lower in range(old):
            held[self._is_held(lower, rows, moment.day)] = lower
        target = held.copy()
        if self._tiers[old].drop is Drop.ONE:
            target = np.maximum(target, old - 1)
        self._members.earned_day[old][rows] = 0
        for now in np.unique(target):
            here = target == now
            for softly in (False, True):
                some = at[here & ((held != target) == softly)]
                self._set(moment, some, int(now), softly=softly)
                name = self._tiers[int(now)].name if now >= 0 else ""
                self._enter(moment, Kind.TIER_DOWN, some, self._tiers[old].name, name, 0)

    def _is_held(self, rank: int, rows: Array, today: int) -> Array:
        """Whether members hold a tier by their own right, whatever they stood at."""
        if isinstance(self._tiers[rank].entry, ForEveryone):
            return np.ones(len(rows), bool)
        earned = self._members.earned_day[rank][rows]
        until = self._until(rank, earned, rows)
        return (earned > 0) & ((until == 0) | (until >= today))

    def _set(self, moment: Moment, at: Array, rank: int, *, softly: bool) -> None:
        rows, members = moment.rows[at], self._members
        members.rank[rows] = rank
        members.until_day[rows] = 0
        if rank >= 0 and len(rows):
            earned = members.earned_day[rank][rows]
            since = np.where((earned == 0) | softly, moment.day, earned)
            members.until_day[rows] = self._until(rank, since, rows)
        self._plan_look(rows, moment.day + 1)

    def _until(self, rank: int, earned: Array, rows: Array) -> Array:
        """Last day for which a tier that was earned on a day is kept; 0 without an end."""
        tier, dates = self._tiers[rank], self._members.dates
        kept = tier.kept
        if tier.drop is Drop.NEVER or isinstance(tier.entry, ForEveryone):
            return np.zeros(len(rows), np.int64)
        day = np.maximum(earned, 1).astype(np.int64)
        found: Any = 0
        if isinstance(kept, KeptFor):
            length = kept.length
            found = dates.for_each(
                lambda each, clock: calendar.add(each, length.count, length.unit),
                day,
                rows,
                own=False,
            )
        elif isinstance(kept, KeptUntilEndOf):
            found = dates.period_end(kept.period, day, rows)
            if kept.following:
                found = dates.period_end(kept.period, found + 1, rows)
        return np.broadcast_to(found, len(rows))

    def _plan_look(self, rows: Array, first: int) -> None:
        """The next day, from a first one on, on which members' tiers are looked at."""
        members = self._members
        rank, until = members.rank[rows], members.until_day[rows].astype(np.int64)
        members.look_day[rows] = 0
        for each, tier in enumerate(self._tiers):
            here = np.flatnonzero((rank == each) & (until > 0))
            if not len(here):
                continue
            own = rows[here]
            soon = self._review_day(each, until[here], own)
            late = self._review_day(each, until[here] + tier.grace_days, own)
            day = np.where(soon >= first, soon, np.where(late >= first, late, first))
            members.look_day[own] = day

    def _review_day(self, rank: int, after: Array, rows: Array) -> Array:
        """First day after a day on which a tier is looked at."""
        review = self._tiers[rank].review
        if review is None:
            return after + 1
        own = isinstance(review, PeriodStart) and review.period in (
            Period.MEMBERSHIP_MONTH,
            Period.MEMBERSHIP_YEAR,
        )
        found = self._members.dates.for_each(
            lambda day, clock: clock.next_on(review, day) or day + 1, after, rows, own=own
        )
        return np.asarray(found)

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
