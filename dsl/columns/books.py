"""What all steps of the column engine share: the state, the sheet, and what is left to do."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, NamedTuple

import numpy as np

from dsl.columns import sharing
from dsl.columns.batch import Item
from dsl.columns.evaluation.assortment import Assortment
from dsl.columns.evaluation.frame import ABSENT, Facts, Found
from dsl.columns.evaluation.prepare import evaluate, prepare
from dsl.columns.evaluation.slots import NO_SLOTS, Array, Layout, Number, Truth
from dsl.columns.holdings.diary import Diary
from dsl.columns.holdings.members import Members
from dsl.columns.member_names import MemberNames
from dsl.columns.reference import ByReference, Occasions, Promise
from dsl.columns.sheet import FACTS, Moment, Sheet
from dsl.plan.judging import Fires
from dsl.plan.plan import Plan, Procedure
from dsl.program.conditions import Since
from dsl.program.measures import Quantity
from dsl.program.program import Program
from dsl.program.time import MembershipPeriod, Window
from dsl.values import calendar


class FollowUp(NamedTuple):
    """What has to be done for some members of a moment once the step at hand is over."""

    what: Literal["used", "reached"]
    name: str
    at: Array


class Books:
    """State, program and plan, and the entries of the call at hand.

    Attributes:
        promises: rewards, then benefits of rules.
        lives: for each procedure the days on which some rule of it may run.
        sources: names that lots come from: rules, then rewards.
        touched: counter -> whether the fact at hand has moved it, for each member of the moment.
        follow: what has to be done once the step at hand is over.
        ignored: reason -> how many facts changed nothing.
        diary: what a saved state tells beyond the columns; None where none is wanted.
        perk_holders: by perk and first day of a period, how many members held it.
    """

    def __init__(
        self,
        program: Program,
        plan: Plan,
        by_reference: ByReference,
        *,
        members: int,
        assortment: Sequence[Item],
        names: MemberNames,
        stores: Sequence[str],
        record: bool,
        keep_diary: bool = False,
        worlds: Array | None = None,
    ) -> None:
        self.program = program
        self.plan = plan
        self.by_reference = by_reference
        self.runtime = prepare(program, plan, Assortment(assortment, program.products), stores)
        self.zone = self.runtime.zone
        self.occasions = Occasions(program, plan)
        self.promises = by_reference.promises()
        self._yes = [place for place, each in enumerate(plan.procedures) if _asks_nothing(each)]
        self.lives = [_life(program, each.rules) for each in plan.procedures]
        self.benefits = {
            each.rule: code for code, each in enumerate(self.promises) if each.rule >= 0
        }
        self.sources = [*(rule.name for rule in program.rules), *(r.name for r in program.rewards)]
        terms = by_reference.terms
        self.members = Members(
            members, program, plan, terms, len(self.promises), record=record, worlds=worlds
        )
        self.diary = self._new_diary() if keep_diary else None
        wallets = [wallet.name for wallet in program.wallets]
        self.wallet_places = {name: index for index, name in enumerate(wallets)}
        self.sheet = Sheet(wallets, self.sources, names, record=record)
        self.follow: list[FollowUp] = []
        self.touched: dict[int, Array] = {}
        self.ignored = Counter[str]()
        self.perk_holders = Counter[tuple[int, int]]()
        self.marks = tuple(mark for each in plan.procedures for mark in each.marks)
        self.earned_counters = {
            index: [
                place
                for place, counter in enumerate(plan.counters)
                if counter.quantity is Quantity.EARNED and counter.name == name
            ]
            for index, name in enumerate(wallets)
        }

    def _new_diary(self) -> Diary:
        members = self.members
        return Diary(
            members.count,
            len(self.plan.counters),
            tiers=len(self.program.tiers),
            alive=members.alive,
            late=members.starting,
        )

    def moment_of_day(self, day: int, phase: int, rows: Array) -> Moment:
        """The start of a day, for calendar work on some members."""
        return Moment(day, phase, self.zone.first_instant_of(day), rows)

    def moment_of(
        self,
        day: int,
        rows: Array,
        instants: Array,
        ids: Sequence[str],
        at: Array | None = None,
        beside: Sequence[str] = (),
    ) -> Moment:
        """The moment of facts."""
        start = self.zone.first_instant_of(day)
        return Moment(day, FACTS, start, rows, instants, ids, at, beside)

    def source_of(self, code: int) -> int:
        """The code under which lots and entries name a promise."""
        promise = self.promises[code]
        rules = len(self.program.rules)
        return promise.rule if promise.rule >= 0 else rules + promise.reward

    def code_of(self, promise: Promise) -> int:
        """The place of a promise."""
        return self.benefits[promise.rule] if promise.rule >= 0 else promise.reward

    def membership_of(self, name: str) -> int:
        """The membership of a name; without one the only paid one."""
        rows = enumerate(self.program.memberships)
        return next(
            index for index, row in rows if row.name == name or (not name and row.fee is not None)
        )

    def touch(self, moment: Moment, counter: int, at: Array) -> None:
        """Note that a counter of some members has moved."""
        known = self.touched.get(counter)
        if known is None:
            known = self.touched[counter] = np.zeros(len(moment), bool)
        known[at] = True

    def minutes(self, moment: Moment, at: Array | None = None) -> Callable[[], Array]:
        """Wall times of a moment's facts in minutes after midnight, worked out when asked for."""
        return lambda: minutes_of(self.zone, moment if at is None else _part(moment, at))

    def ignore(self, reason: str, are_ignored: Array) -> None:
        """Count facts that change nothing (a truth for each fact)."""
        self.ignored[reason] += int(np.count_nonzero(are_ignored))

    def is_always_open(self, reward: int) -> bool:
        """Whether nothing is asked of who wants to redeem a reward."""
        place = self.occasions.redeeming.get(reward)
        return place is None or place in self._yes

    def asks(self, moment: Moment, at: Array, procedure: int) -> Truth:
        """What a procedure that only asks says for some members of a moment."""
        result = self.plan.procedures[procedure].result
        if result is None or procedure in self._yes:
            return True
        found: Truth = self.judge(moment, at, procedure).registers[result]
        return found

    def judge(
        self,
        moment: Moment,
        at: Array,
        procedure: int,
        *,
        facts: Facts | None = None,
        times: Number = 1,
        exact: bool = False,
    ) -> Found:
        """What a procedure finds for some members of a moment.

        Args:
            moment: when.
            at: places in the moment.
            procedure: its place in the plan.
            facts: what it looks at; without it, it looks at the moment.
            times: new multiples of a progress rule.
            exact: the facts' numbers are Python's own.
        """
        if facts is None:
            minutes = self.minutes(moment, at)
            facts = Facts(Layout(len(at), None), moment.day, minutes, times=times)
        exact = exact or self.members.largest > self.runtime.safe[procedure]
        kind = TierAnswers if procedure == self.occasions.tier_marks else LiveAnswers
        answers = kind(self.members, moment.rows[at], moment.day, exact=exact)
        found = evaluate(self.runtime, procedure, facts, answers, exact=exact)
        for _ in at:
            if not answers.hears_more(found):
                break
            if facts.basket is not None:
                facts.basket.settle(NO_SLOTS)
            found = evaluate(self.runtime, procedure, facts, answers, exact=exact)
        return found


class LiveAnswers:
    """Answers from the state for some members on a day."""

    def __init__(self, members: Members, rows: Array, day: int, *, exact: bool = False) -> None:
        self._members = members
        self._rows = rows
        self._day = day
        self._exact = exact
        self._before: dict[int, Array] = {}

    def hears_more(self, found: Found) -> bool:
        """Whether others use more or less of shared limits than members knew when they were asked.

        What those before each one use is then known for another round. With each round at least one
        more member of each world, in their order, knows it for good: there are no more rounds than
        members, and mostly two.
        """
        shared, known = self._members.shared, self._before
        self._before = {
            use.limit: sharing.before(self._members.world[self._rows], use.amount)
            for use in found.uses
            if use.limit in shared
        }
        limits = known.keys() | self._before.keys()
        return any(np.any(self._before.get(row, 0) != known.get(row, 0)) for row in limits)

    def tier(self) -> Number:
        """Rank of the tier, -1 without one."""
        ranks = self._members.rank
        return ranks[self._rows].astype(np.int64) if len(ranks) else -1

    def has_membership(self, memberships: tuple[int, ...]) -> Array:
        """Whether the member is in one of the memberships."""
        return self._members.has_membership(self._rows, memberships)

    def attribute(self, name: str) -> Array:
        """An attribute; `age` in whole years is worked out from the birthday."""
        if name == "age":
            return self._age()
        return self._members.attribute(name)[self._rows]

    def balance(self, wallet: int) -> Number:
        """Available smallest units."""
        return self._members.wallets[wallet].available[self._rows]

    def posted(self, wallet: int) -> Number:
        """Posted smallest units."""
        lots = self._members.wallets[wallet]
        available = lots.available[self._rows]
        return available + lots.pending[self._rows] if len(lots.pending) else available

    def history(self, counter: int, window: Window) -> Number:
        """A counter over a window."""
        return self._sum(self._members.counters[counter, window].read(self._rows, self._day))

    def new_visit(self) -> Array:
        """Whether the fact makes its day a new visit."""
        return self._members.last_visit[self._rows] != self._day

    def day_of(self, since: Since, tier: int) -> Number:
        """Local day of something past; 0 for nothing."""
        if since is Since.LAST_PURCHASE:
            return self._members.last_purchase[self._rows].astype(np.int64)
        if since is Since.JOINING:
            return self._members.joined_day[self._rows].astype(np.int64)
        return self._members.reached_day[tier][self._rows].astype(np.int64)

    def periods(self, period: MembershipPeriod) -> Number:
        """Whole membership months or years that are over."""
        found = self._members.dates.for_each(
            lambda day, clock: calendar.whole_periods(period, clock.anchor_day, day),
            self._day,
            self._rows,
        )
        return self._sum(np.asarray(found))

    def carried(self, carry: int) -> Number:
        """Exact sum of a monthly rounding so far."""
        return self._sum(self._members.carries[carry].read(self._rows, self._day))

    def used(self, limit: int, keys: Array | None) -> Number:
        """What is used of a limit in the window that holds the fact."""
        kept = self._members.limits.get(limit)
        if kept is None:
            return 0
        return kept.read(self._rows, self._day, keys) + self._before.get(limit, 0)

    def _sum(self, found: Array) -> Array:
        return found.astype(object) if self._exact else found

    def _age(self) -> Array:
        birthdays = self._members.attribute("birthday")[self._rows]
        days, places = np.unique(birthdays, return_inverse=True)
        ages = [
            calendar.whole_years(int(day), self._day) if 0 < day <= self._day else ABSENT
            for day in days
        ]
        return np.array(ages, np.int64)[places]


class TierAnswers(LiveAnswers):
    """The answers for the marks of tiers, with surpluses that were carried over."""

    def history(self, counter: int, window: Window) -> Array:
        """A counter over a window."""
        members, rows, day = self._members, self._rows, self._day
        found = members.counters[counter, window].read(rows, day)
        carried = members.carried.get(counter)
        if carried is not None:
            first = members.dates.window_start(window, day, rows)
            found = carried.added_to(found, rows, day, first)
        return self._sum(found)


def minutes_of(zone: calendar.Zone, moment: Moment) -> Array:
    """Wall times in minutes after midnight."""
    if moment.instants is None:
        return np.full(len(moment), zone.minute_of(moment.start))
    following = zone.first_instant_of(moment.day + 1)
    if following - moment.start == calendar.DAY and zone.minute_of(moment.start) == 0:
        return (moment.instants - moment.start) // calendar.MINUTE
    return np.array([zone.minute_of(int(each)) for each in moment.instants], np.int64)


def _asks_nothing(procedure: Procedure) -> bool:
    """Whether a procedure says yes to everybody."""
    return all(isinstance(each, Fires) and not each.reasons for each in procedure.operations)


def _life(program: Program, rules: tuple[int, ...]) -> range:
    lives = [program.rules[rule].life for rule in rules]
    first = min(((each.first or date.min).toordinal() for each in lives), default=0)
    last = max(((each.last or date.max).toordinal() for each in lives), default=-1)
    return range(first, last + 1)


def _part(moment: Moment, at: Array) -> Moment:
    instants = None if moment.instants is None else moment.instants[at]
    return replace(moment, rows=moment.rows[at], instants=instants, ids=())
