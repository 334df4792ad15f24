"""The state of all members: a struct of arrays."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from dsl.columns.evaluation.frame import ABSENT
from dsl.columns.evaluation.prepare import is_kept
from dsl.columns.holdings.carried import Carried, carrying_marks
from dsl.columns.holdings.dates import Dates
from dsl.columns.holdings.linked import LinkedLots
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import Lots
from dsl.columns.holdings.running import RunningLots
from dsl.columns.holdings.windows import SharedSum, SumByKey, WindowSum
from dsl.plan import asking
from dsl.plan.plan import Plan, PlanLimit, Terms
from dsl.program.conditions import Since
from dsl.program.program import Joining, Program
from dsl.program.rules import LimitScope, OnCount, OnEach
from dsl.program.tiers import ByInvitation, StartAtOnce
from dsl.program.time import Ever, InPeriod, Period, ThisPurchase, Window
from dsl.program.wallets import AfterLast, AtOnce, WhenActivity


@dataclass(slots=True)
class Held:
    """A membership, for all members.

    Attributes:
        started_day: 0 for who does not have it.
        periods: how many periods have been paid.
        fee_day: day on which the next fee is due or the membership ends; 0 when neither comes.
        charged_day: day of the last fee; 0 before.
        ending: asked to end.
    """

    started_day: Array
    first_fee_day: Array
    periods: Array
    fee_day: Array
    charged_day: Array
    ending: Array
    is_paid: bool

    @classmethod
    def of(cls, members: int, *, is_paid: bool) -> "Held":
        """Nobody has it."""
        return cls(
            started_day=np.zeros(members, np.int32),
            first_fee_day=np.zeros(members, np.int32),
            periods=np.zeros(members, np.int32),
            fee_day=np.zeros(members, np.int32),
            charged_day=np.zeros(members, np.int32),
            ending=np.zeros(members, bool),
            is_paid=is_paid,
        )

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        return 5 * self.started_day.nbytes + self.ending.nbytes


class Members:
    """What is kept of members; a member is a row.

    Attributes:
        joined_day: 0 for who is no member.
        wallets: the lots of each wallet.
        terms: those of the plan, the wallets' own, and those that lots had before.
        own_terms: for each wallet the row of its own terms.
        terms_of_wallet: for each wallet the rows of its terms, each with a queue of lots.
        queues: for each row of terms its place among those of its wallet.
        alive: for sliding expiry by row of terms, the last day that kept it alive.
        hand: rewards and benefits in hand, a queue for each promise.
        world: of each row, where all facts of a day come at once (`sharing.goes_by_day`).
        shared: places of the limits that the members of a world share.
        counters: by counter and window.
        limits: what is used of each limit that outlasts a fact.
        carries: what each monthly rounding has seen.
        progress: multiples that progress rules have paid, by procedure.
        held: memberships.
        perks: for perks that cost something, the first day of the last period counted.
        attributes: numbers, or codes of texts.
        rank, until_day, look_day: where members stand on the ladder, the last day for which the
            tier is kept, and the day on which it is looked at next.
        starting: tier -> the day on which it starts, where it was earned; 0 otherwise.
        invited: tier -> who is invited to it.
        earned_day: for each tier, the last day on which a fact met its mark.
        held_from: tier with a lower mark to stay -> the first day that began with it, or one above
            it, held since; 0 otherwise.
        reached_day: for each tier, the day on which it was reached last from below.
        carried: counter of marks that carry their surplus over -> what was carried over last.
    """

    def __init__(
        self,
        count: int,
        program: Program,
        plan: Plan,
        terms: Sequence[Terms],
        promises: int,
        *,
        record: bool,
        worlds: Array | None = None,
    ) -> None:
        self.count = count
        self.world = np.zeros(0, np.int64) if worlds is None else worlds
        self.shared = frozenset(
            index
            for index, limit in enumerate(plan.limits)
            if limit.scope is LimitScope.PROGRAM and worlds is not None
        )
        self.dates = Dates(count, program.week_start)
        self.joined_day = np.zeros(count, np.int32)
        self.last_visit = np.zeros(count, np.int32)
        self.last_purchase = np.zeros(count, np.int32)
        self.terms = list(terms)
        self.own_terms = [
            self.terms.index(_own(program, index)) for index in range(len(program.wallets))
        ]
        self.terms_of_wallet = of_wallet = [
            [place for place, row in enumerate(self.terms) if row.wallet == index]
            for index in range(len(program.wallets))
        ]
        self.queues = [of_wallet[row.wallet].index(place) for place, row in enumerate(self.terms)]
        self.wallets = [_lots(count, self.terms, own, record=record) for own in of_wallet]
        self.alive = {
            place: np.zeros(count, np.int32)
            for place, row in enumerate(self.terms)
            if isinstance(row.expiry, AfterLast)
        }
        paid = {"paid": np.int64, "paid_minor": np.int64}
        numbers = {"number": np.int64} if record else {}
        self.hand = LinkedLots(count, max(promises, 2), delayed=False, **paid, **numbers)
        self._sums(program, plan)
        self._ladder(program, plan, record=record)
        self.carried = self._carried(program, plan)
        self.attributes: dict[str, Array] = {}
        self.held = [Held.of(count, is_paid=each.fee is not None) for each in program.memberships]
        self.needs_fee = program.joining is Joining.PAYING
        self.perks = {
            index: np.zeros(count, np.int32)
            for index, perk in enumerate(program.perks)
            if record and perk.cost_period and perk.cost_minor
        }

    def attribute(self, name: str) -> Array:
        """The column of an attribute."""
        found = self.attributes.get(name)
        if found is None:
            found = self.attributes[name] = np.full(self.count, ABSENT, np.int64)
        return found

    def has_membership(self, rows: Array, memberships: Iterable[int]) -> Array:
        """Whether members have one of some memberships."""
        found = np.zeros(len(rows), bool)
        for index in memberships:
            found |= self.held[index].started_day[rows] > 0
        return found

    def may_earn(self, rows: Array) -> Array:
        """Whether members take part: where one joins by paying, a paid membership is needed."""
        if not self.needs_fee:
            return np.ones(len(rows), bool)
        paid = [index for index, held in enumerate(self.held) if held.is_paid]
        return self.has_membership(rows, paid)

    def set_anchors(self, rows: Array) -> None:
        """Count own periods from the first paid membership held, else from joining."""
        anchors = self.joined_day[rows]
        for held in reversed(self.held):
            if held.is_paid:
                started = held.started_day[rows]
                anchors = np.where(started > 0, started, anchors)
        self.dates.anchors[rows] = anchors

    def renumber(self, final: Array) -> None:
        """Give lots their final numbers, in place of provisional ones."""
        for lots in (*self.wallets, self.hand):
            if isinstance(lots, LinkedLots):
                lots.renumber(final)

    def _sums(self, program: Program, plan: Plan) -> None:
        self.counters = {
            (index, window): WindowSum(self.count, window, self.dates)
            for index, counter in enumerate(plan.counters)
            for window in counter.windows
        }
        for procedure in plan.procedures:
            if procedure.counter is not None:
                key = (procedure.counter, window_of(procedure.occasion))
                self.counters.setdefault(key, WindowSum(self.count, key[1], self.dates))
        self.limits: dict[int, WindowSum | SumByKey] = {
            index: self._use_of(index, limit)
            for index, limit in enumerate(plan.limits)
            if is_kept(limit)
        }
        month = InPeriod(period=Period.MONTH)
        self.carries = [WindowSum(self.count, month, self.dates) for _ in plan.carries]
        self.progress = {
            place: WindowSum(self.count, window_of(procedure.occasion), self.dates)
            for place, procedure in enumerate(plan.procedures)
            if isinstance(procedure.occasion, OnCount | OnEach)
        }

    def _use_of(self, index: int, limit: PlanLimit) -> WindowSum | SumByKey:
        if limit.scope is LimitScope.VALUE:
            return SumByKey(self.count, limit.window, self.dates)
        if index in self.shared:
            return SharedSum(self.world, limit.window, self.dates)
        return WindowSum(self.count, limit.window, self.dates)

    def _carried(self, program: Program, plan: Plan) -> dict[int, Carried]:
        """What is carried over of counters, which are counted in all for it, too."""
        marks = carrying_marks(program, plan).values()
        found = {}
        for counter in sorted({mark.counter for each in marks for mark in each}):
            key = (counter, Ever())
            in_all = self.counters.setdefault(key, WindowSum(self.count, key[1], self.dates))
            found[counter] = Carried(self.count, in_all)
        return found

    def _ladder(self, program: Program, plan: Plan, *, record: bool) -> None:
        some = self.count if program.tiers else 0
        self.rank = np.full(some, -1, np.int8)
        self.until_day = np.zeros(some, np.int32)
        self.look_day = np.zeros(some, np.int32)
        self.earned_day = [np.zeros(some, np.int32) for _ in program.tiers]
        self.held_from = {
            rank: np.zeros(some, np.int32)
            for rank, tier in enumerate(program.tiers)
            if tier.keep or record
        }
        self.starting = {
            rank: np.zeros(some, np.int32)
            for rank, tier in enumerate(program.tiers)
            if not isinstance(tier.start, StartAtOnce)
        }
        self.invited = {
            rank: np.zeros(some, bool)
            for rank, tier in enumerate(program.tiers)
            if isinstance(tier.entry, ByInvitation)
        }
        asked = {
            operation.tier
            for procedure in plan.procedures
            for operation in procedure.operations
            if isinstance(operation, asking.ReadDay) and operation.since is Since.REACHING
        }
        told = range(len(program.tiers)) if record else asked
        self.reached_day = {tier: np.zeros(some, np.int32) for tier in told}

    @contextmanager
    def all_there(self) -> Iterator[None]:
        """As if nothing were used yet of what members share."""
        limits = self.limits
        self.limits = {row: each for row, each in limits.items() if row not in self.shared}
        try:
            yield
        finally:
            self.limits = limits

    @property
    def largest(self) -> int:
        """A number that no sum exceeds."""
        return max((each.largest for each in self._all_sums()), default=0)

    def _all_sums(self) -> list[WindowSum | SumByKey | Carried]:
        sums = [*self.counters.values(), *self.carries, *self.progress.values()]
        return [*sums, *self.limits.values(), *self.carried.values()]

    @property
    def nbytes(self) -> int:
        """Bytes in memory."""
        arrays: list[Array] = [
            self.joined_day,
            self.last_visit,
            self.last_purchase,
            self.dates.anchors,
        ]
        arrays += [self.rank, self.until_day, self.look_day, *self.earned_day]
        arrays += [*self.starting.values(), *self.invited.values(), *self.held_from.values()]
        arrays += [*self.alive.values(), *self.reached_day.values()]
        arrays += [*self.attributes.values(), *self.perks.values()]
        lots: list[Lots] = [*self.wallets, self.hand]
        return (
            sum(each.nbytes for each in arrays)
            + sum(each.nbytes for each in self._all_sums())
            + sum(each.nbytes for each in lots)
            + sum(each.nbytes for each in self.held)
        )


def window_of(occasion: object) -> Window:
    """The window that a progress rule counts; a sum over all purchases has no end."""
    match occasion:
        case OnCount(counted=counted):
            return counted.measure.window
        case OnEach(measure=measure):
            return Ever() if isinstance(measure.window, ThisPurchase) else measure.window
    return Ever()


def _own(program: Program, index: int) -> Terms:
    wallet = program.wallets[index]
    return Terms(wallet=index, available=wallet.available, expiry=wallet.expiry)


def _lots(members: int, terms: list[Terms], own: list[int], *, record: bool) -> Lots:
    """Nobody's lots of a wallet with some terms."""
    available = [terms[place].available for place in own]
    delayed = any(not isinstance(each, AtOnce) for each in available)
    if record:
        return LinkedLots(members, len(own), delayed=delayed, number=np.int64, source=np.int16)
    if len(own) > 1 or any(isinstance(each, WhenActivity) for each in available):
        return LinkedLots(members, len(own), delayed=delayed)
    return RunningLots(members, delayed=delayed)
