"""The members of one program, in all replications of a block, from day to day.

Rows are members. What they do is decided here, for whoever has a possible purchase; what follows
from it is the engine's affair. Both runners use this: by day for everybody who is due, or one
member after the other.
"""

from collections.abc import Sequence
from typing import Self

import numpy as np

from dsl.columns.batch import NONE, Facts, Outcome, Purchases
from dsl.columns.sharing import is_coupled
from dsl.program.program import Joining
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.behaviour.redemption import Redemption
from simulator.behaviour.response import Memory, bounds
from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts.purposes import Purpose
from simulator.results.measures import Measure
from simulator.runners.activities import Activities, Habit
from simulator.runners.arms import Closing
from simulator.runners.beginning import begin, paid_periods
from simulator.runners.candidates import Candidates, Days, Truths
from simulator.runners.counting import ArmCounts
from simulator.runners.effect_counts import EffectCounts, When
from simulator.runners.enrolled import BEFORE, Enrolled, has_birthdays
from simulator.runners.lifts import Lifts
from simulator.runners.luck import Luck
from simulator.runners.member_engine import MemberEngine
from simulator.runners.opened import Start
from simulator.runners.order_counts import Made
from simulator.runners.orders import AT_ONCE, Orders
from simulator.runners.paying import Paying
from simulator.runners.perk_counts import PerkCounts
from simulator.runners.pulls import Pulls
from simulator.runners.run_off_visits import RunOffVisits
from simulator.runners.span import Span
from simulator.runners.spending import Spending
from simulator.runners.staying import Staying
from simulator.runners.visits import Due, Visits, birthdays_of, day_starts


class ProgramWorlds:
    """What happens in the worlds with one program.

    Attributes:
        due: all possible purchases of members, by day.
    """

    def __init__(
        self,
        closing: Closing,
        engine: MemberEngine,
        members: Enrolled,
        orders: Orders,
        values: Values,
        span: Span,
        counts: ArmCounts,
        names: Sequence[str],
        *,
        is_recorded: bool,
        habits: Sequence[Habit] = (),
        start: Start | None = None,
    ) -> None:
        """Prepare.

        Args:
            closing: the program, of which nothing is earned in the run-off.
            engine: with a row for each member.
            members: who joins.
            orders: all possible purchases of the months of trading.
            values: of the assumptions.
            span: the simulated time.
            counts: to be filled.
            names: of the members.
            is_recorded: facts need names, because entries are kept.
            habits: what members do besides buying.
            start: with what those start who are members already.
        """
        people, rows, program = orders.customers, members.rows, closing.program
        self._program, self._engine, self._members = program, engine, members
        self._span, self._counts = span, counts
        self._names, self._is_recorded, self._reviewed = names, is_recorded, -1
        self._places = orders.places[rows]
        self._memory = Memory.of(len(rows), max(len(program.wallets), 1))
        self._memory.joined[:] = members.day
        self._effects = EffectCounts(program, counts, self._memory, self._places)
        self._perks = PerkCounts(program, counts, self._places, span)
        rate = people.rate[rows]
        self._pulls = Pulls(program, engine, self._memory, rate, self._places, values, span)
        choosing = (people.inclination[rows], people.knowledge[rows])
        redemption = Redemption(values, *choosing, self._places)
        self._spending = Spending(program, engine, redemption, self._places)
        has = (self._spending, self._memory, self._places)
        self._run_off = RunOffVisits(closing, *has, one_by_one=engine.goes_one_by_one)
        self._staying = Staying(people, rows, values["attrition"][self._places])
        self._begin(orders, values, start)
        self._birthdays = birthdays_of(orders, rows) if has_birthdays(program) else None
        self._day_starts = day_starts(program.time_zone, span)
        self._is_shared = is_coupled(closing.plan)
        self._row_of = np.full(len(people), -1)
        self._row_of[rows] = np.arange(len(rows))
        pays = paid_membership(program) is not None
        self._surely, _ = bounds(values, pays=pays, tiers=bool(program.tiers))
        self._lifts = Lifts.of(values, program)
        self.use_orders(orders)
        self._activities = Activities(habits, engine, orders, self.due, self._visits)

    def _begin(self, orders: Orders, values: Values, start: Start | None) -> None:
        """Let those be members who are so already."""
        members, places = self._members, self._places
        self._paying = Paying(
            self._program,
            values,
            orders.shop.markets,
            orders.customers.renewing[members.rows],
            places,
            self._span.first_day,
            paid_periods(start, len(places)),
        )
        self._staying.join((members.index == BEFORE).nonzero()[0], 0.0)
        self._unborn = np.zeros(0, np.int64)
        if start is not None:
            self._unborn = begin(start, self._memory, self._paying, self._counts, places)

    def use_orders(self, orders: Orders) -> None:
        """Go on with the possible purchases of another time."""
        self._is_member, self._joins, self._starts_to_pay, self._is_open = (
            np.zeros(len(orders), np.bool_) for _ in range(4)
        )
        surely = self._surely[self._places]
        parts = [slice(start, start + AT_ONCE) for start in range(0, len(orders), AT_ONCE)]
        self.due = Due.together([self._mark(orders.candidates, part, surely) for part in parts])
        self._orders = orders
        self._visits = Visits(orders, self._day_starts, is_recorded=self._is_recorded)
        self._is_made = orders.is_usual & ~self._is_member
        self._is_in_baseline = orders.is_usual
        self._value_minor = orders.value_minor.copy()
        self._margin_minor = orders.margin_minor.copy()
        self._luck = Luck(orders, self.due, Purpose.VISIT, 2)

    def _mark(self, candidates: Candidates, part: slice, surely: Floats) -> Due:
        """Note what some possible purchases are to members; gives those that are theirs."""
        rows = self._row_of.take(candidates.customer[part])
        at = (rows >= 0).nonzero()[0]
        since = candidates.index[part][at] - self._members.index[rows[at]]
        at = at[since >= 0]
        joins, rows = since[since >= 0] == 0, rows[at]
        pays = candidates.index[part][at] == self._members.paying_index[rows]
        at += part.start
        self._is_member[at], self._joins[at], self._starts_to_pay[at] = True, joins, pays
        is_open = candidates.threshold[at] >= surely[rows]
        self._is_open[at] = is_open & ~(joins | pays)
        return Due(at, rows)

    def measure_by(self, baseline: Self) -> None:
        """In trading, let orders exist in both if they do in these worlds, which go ahead."""
        self._is_in_baseline = baseline._is_made

    @property
    def members(self) -> int:
        """How many rows there are."""
        return len(self._places)

    def days(self, due: Due) -> Days:
        """The days of possible purchases."""
        return self._orders.day[due.at]

    def microseconds_of_day(self, day: int) -> int:
        """How long a day is."""
        return int(self._day_starts[day + 1] - self._day_starts[day])

    def moments(self, due: Due, day: int) -> Wholes:
        """When possible purchases of a day are due, in microseconds from the start of day 0."""
        return self._visits.moments("order", due, day) - self._day_starts[0]

    def made(self) -> Made:
        """What became of the possible purchases."""
        joined = np.full(len(self._row_of), self._span.days)
        joined[self._members.rows] = self._members.day
        return Made(self._is_made, self._value_minor, self._margin_minor, self._is_member, joined)

    def review(self, day: int) -> None:
        """The calendar work up to a day."""
        for ending in self._paying.ending_days(self._reviewed, day):
            self._advance_to(ending)
            rows = self._paying.ending(ending)
            instants = np.full(len(rows), self._day_starts[ending])
            facts = self._of_membership("end", rows, instants)
            self._read(self._engine.end_membership(facts, self._paying.membership), ending)
            self._memory.pays[rows] = False
        self._advance_to(day)
        self._reviewed = day
        if len(self._unborn):
            instants = np.full(len(self._unborn), self._day_starts[day])
            self._tell_birthdays(self._of_membership("birthday", self._unborn, instants), day)
            self._unborn = self._unborn[:0]

    def _advance_to(self, day: int) -> None:
        self._read(self._engine.advance_to(self._span.first_day + day), day)

    def _of_membership(self, word: str, rows: Wholes, instants: Wholes) -> Facts:
        names = [f"{word} {self._names[row]}" for row in rows.tolist()] if self._is_recorded else []
        return Facts(rows, instants, names)

    def visit(self, due: Due, day: int) -> None:
        """Members with a possible purchase: who joins, who buys, who leaves the shop for good."""
        if self._is_shared:
            due = self._in_order(due, day)
        if self._engine.goes_one_by_one:
            for place in range(len(due.rows)):
                self.trade(*self.coming(due.where(slice(place, place + 1)), day), day)
        elif len(due.rows):
            self.trade(*self.coming(due, day), day)

    def coming(self, due: Due, day: int) -> tuple[Due, Floats]:
        """Who joins on a day, and who may come, with the responses."""
        joining = self._joins[due.at].nonzero()[0]
        if len(joining):
            self._join(due.where(joining), day)
        if self._paying.membership != NONE:
            paying = self._starts_to_pay[due.at].nonzero()[0]
            if len(paying):
                self._pay(due.where(paying), day)
        response = np.ones(len(due.rows))
        asked = self._is_open[due.at].nonzero()[0]
        response[asked] = self._pulls.responses(due.rows[asked], day)
        # Whom nothing can bring to the shop needs no turn.
        threshold = self._orders.candidates.threshold[due.at]
        may_come = (threshold < np.maximum(response, 1)).nonzero()[0]
        return due.where(may_come), response[may_come]

    def trade(self, due: Due, response: Floats, day: int) -> None:
        """Who buys, given the responses, and who leaves the shop for good."""
        candidates = self._orders.candidates
        bought = self._staying.come(candidates, due.at, due.rows)
        bought &= candidates.threshold[due.at] < response
        self._is_made[due.at] = bought
        if bought.any():
            due = due.where(bought.nonzero()[0])
            self._buy(due, day)
            for outcome in self._activities.after(due, day):
                self._read(outcome, day)

    def _in_order(self, due: Due, day: int) -> Due:
        """By the time of day, because members share something."""
        return due.where(np.argsort(self.moments(due, day), kind="stable"))

    def worth_following(self) -> Due:
        """The purchases after the months of trading with which something may happen."""
        due = self._staying.still_here(self._orders.candidates, self.due)
        return self._run_off.worth_following(due, self._orders.day, self._luck)

    def visit_in_run_off(self, due: Due, day: int) -> None:
        """Members with a usual purchase when nothing is earned any more."""
        due = self._run_off.that_matter(due)
        if self._run_off.go_by_the_clock:
            due = self._in_order(due, day)
        for visits in self._run_off.turns(due, self._orders.candidates.into, self._luck):
            self._buy(visits, day)

    def close(self, day: int) -> None:
        """At the end of a month: levels, and what perks cost in it."""
        if not self._span.is_month_end(day):
            return
        month = int(self._span.month_of[day])
        rows = (self._memory.joined <= day).nonzero()[0]
        ranks = self._engine.ranks(rows)
        if day < self._span.trading_days:
            self._counts.add(Measure.MEMBERS, month, self._places[rows])
            self._perks.add(rows, ranks, month)
        for tier in range(len(self._program.tiers)):
            self._counts.add_tier(tier, month, self._places[rows[ranks == tier]])

    def holders(self) -> Truths:
        """Which members have something that they were promised."""
        return self._run_off.holders()

    def returning(self) -> Wholes:
        """Customers whose purchases after the months of trading can still change something."""
        return self._members.rows[self._run_off.returning()]

    def _join(self, due: Due, day: int) -> None:
        self._staying.join(due.rows, self._orders.candidates.weeks[due.at])
        self._tell_birthdays(self._visits.facts("birthday", due, day), day)
        if self._program.joining is not Joining.PAYING:
            invited = np.full(len(due.rows), self._program.joining is Joining.INVITATION)
            self._read(self._engine.join(self._visits.facts("join", due, day), invited), day)

    def _tell_birthdays(self, facts: Facts, day: int) -> None:
        if self._birthdays is not None:
            born = self._birthdays[facts.rows]
            self._read(self._engine.set_attribute(facts, "birthday", born), day)

    def _pay(self, due: Due, day: int) -> None:
        """Members start a paid membership."""
        facts = self._of_membership("pay", due.rows, self._visits.moments("pay", due, day))
        self._read(self._engine.start_membership(facts, self._paying.membership), day)
        self._memory.pays[due.rows] = True
        self._paying.start(due.rows, day)

    def _buy(self, due: Due, day: int) -> None:
        orders, at, rows = self._orders, due.at, due.rows
        lift = self._lifts.at(orders.place[at], self._memory.pays[rows])
        values = np.maximum(np.rint(orders.value_minor[at] * lift), 1).astype(np.int64)
        lines = orders.lines(at, values)
        self._value_minor[at] = values
        self._margin_minor[at] = orders.shop.assortment.margin_minor(lines)
        uses = self._spend(due, values, day)
        facts = self._visits.facts("order", due, day)
        batch = Purchases(
            rows=rows,
            instants=facts.instants,
            ids=facts.ids,
            starts=lines.starts,
            items=lines.items,
            price_minor=lines.price_minor,
            quantity=lines.quantity,
            uses=(uses,),
        )
        self._read(self._engine.purchase(batch), day, self._is_in_baseline[at])
        self._memory.orders[rows] += 1

    def _spend(self, due: Due, values: Wholes, day: int) -> Wholes:
        """Redeem before the purchase; gives the promise that is used on it."""
        uses = np.full(len(due.rows), NONE)
        may = self._spending.may(due.rows, self._memory)
        if not len(may):
            return uses
        due, values = due.where(may), values[may]
        redeeming, using = self._luck.of(due)
        redeemed = self._spending.redeems(due.rows, values, redeeming)
        if len(redeemed.places):
            choosing = due.where(redeemed.places)
            facts = self._visits.facts("reward", choosing, day)
            outcome = self._engine.redeem(facts, redeemed.rewards, redeemed.amounts)
            self._read(outcome, day)
            self._memory.redeemed[choosing.rows] = day
        uses[may] = self._spending.uses(due.rows, values, using, redeemed)
        return uses

    def _read(self, outcome: Outcome, day: int, in_both: Truths | None = None) -> None:
        if outcome.effects:
            when = When(day, int(self._span.month_of[day]), day < self._span.trading_days)
            self._effects.read(outcome, when, in_both)
