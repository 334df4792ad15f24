"""A block: some customers in some replications, with all that their arms have in common."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

import numpy as np

from dsl.columns.analysis import goes_one_by_one
from dsl.columns.batch import Item
from dsl.columns.sharing import is_coupled
from dsl.values.currencies import DECIMALS
from simulator.behaviour import assumed_values, assumptions
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.behaviour.response import bounds, price_response
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.scenario import Scenario
from simulator.cohorts import philox
from simulator.cohorts.baskets import Assortment
from simulator.cohorts.customers import Customers, customers_of, newcomers
from simulator.cohorts.market import Known, Market, known_customers, market
from simulator.cohorts.purposes import Purpose
from simulator.cohorts.seasons import ShopClock, clock_of
from simulator.results.tally import Tally
from simulator.runners.arms import Arm, Closing, PriceCut, ProgramArm, earning_until
from simulator.runners.candidates import Arrivals, Truths
from simulator.runners.counting import ArmCounts
from simulator.runners.never_joining import chances
from simulator.runners.opened import NOBODY, Opened, Openings, opened, rows_of
from simulator.runners.orders import Orders, Shop, orders_of, without_values
from simulator.runners.span import Span


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What a simulation is of: plain data, the same in every block.

    Attributes:
        scenario: the shop.
        known: the customers that it has.
        existing: how many customers stand for them.
        arms: what is tried.
        seed: the first word of the key.
        span: the simulated time.
        tables: of assumptions, side by side: each replication is simulated under each of them.
        assortment: what is sold.
        closings: of each arm with a program.
        group: which of the scenario's groups of customers; None: all of them as one.
        openings: what members of the current program start with; None: nobody is a member yet.
    """

    scenario: Scenario
    known: Known
    existing: int
    arms: tuple[Arm, ...]
    seed: int
    span: Span
    clock: ShopClock
    tables: tuple[assumptions.Table, ...]
    assortment: Assortment
    closings: tuple[Closing | None, ...]
    group: int | None = None
    openings: Openings | None = None

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        arms: tuple[Arm, ...],
        *,
        seed: int,
        first_day: int,
        months: int,
        run_off_months: int,
        existing: int | None = None,
        tables: tuple[assumptions.Table, ...] = (),
        margin: Fraction | None = None,
        group: int | None = None,
        openings: Openings | None = None,
    ) -> Self:
        """See `simulate_worlds`.

        Raises:
            ValueError: nothing says what the margin is.
        """
        own = scenario if group is None else scenario.group_alone(group)
        if own.margin is not None:
            margin = own.margin.exact
        if margin is None:
            raise ValueError("a forecast needs the shop's margin")
        span = Span.of(first_day, months, run_off_months)
        known = known_customers(own)
        return cls(
            scenario,
            known,
            known.size if existing is None else existing,
            arms,
            seed,
            span,
            clock_of(own.seasons.seasons(), first_day, span.days),
            tables or (assumptions.usual(),),
            Assortment.of(own.basket, margin, scenario.currency),
            tuple(
                earning_until(arm.program, first_day + span.trading_days - 1)
                if isinstance(arm, ProgramArm)
                else None
                for arm in arms
            ),
            group,
            openings,
        )

    def market(self, replication: int) -> Market:
        """What a replication takes for true."""
        return market(
            self.scenario,
            self.clock,
            self.span.trading_days,
            share=self.existing / self.known.size,
            seed=self.seed,
            replication=replication,
            group=self.group,
        )

    def customers(self, replications: range) -> int:
        """How many customers there are with those who come, in the fullest of replications."""
        coming = [newcomers(self.market(each), self.seed) for each in replications]
        return self.existing + max(coming, default=0)

    def empty_tally(self, replications: int) -> Tally:
        """Nothing counted, with room for the largest program."""
        programs = [arm.program for arm in self.arms if isinstance(arm, ProgramArm)]
        return Tally.empty(
            len(self.tables) * replications * len(self.arms),
            self.span.all_months,
            self.span.months,
            wallets=max((len(each.wallets) for each in programs), default=0),
            tiers=max((len(each.tiers) for each in programs), default=0),
        )

    def counts(self, arm: Arm, replications: range) -> ArmCounts:
        """Nothing counted of an arm, in some replications under each table."""
        program = arm.program if isinstance(arm, ProgramArm) else None
        return ArmCounts(
            len(self.tables) * len(replications),
            self.span.all_months,
            wallets=len(program.wallets) if program else 0,
            tiers=len(program.tiers) if program else 0,
        )

    @property
    def is_coupled(self) -> bool:
        """Some program's members share something, so all must be simulated together."""
        return any(each is not None and is_coupled(each.plan) for each in self.closings)

    @property
    def goes_one_by_one(self) -> bool:
        """They share it in such a way that no two of them go at once."""
        programs, starts = filter(None, self.closings), self.openings is not None
        return any(goes_one_by_one(*each, starts=starts) for each in programs)

    def items(self) -> list[Item]:
        """The assortment as an engine knows it."""
        return [
            Item(each.sku, each.category, each.brand, each.labels, each.gift_card)
            for each in self.assortment.products
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Customers and their possible purchases, drawn once for all arms.

    Attributes:
        replications: side by side, once for each table of assumptions: a *place* is one of them.
        values: of the assumptions, by place.
        customers: of all places.
        places: of each customer.
        arrivals: of possible purchases.
        orders: those of the months of trading.
        openings: of each customer, the place of what a member starts with; `NOBODY` for others.
        never: of each customer, whether no member by then never joins the current program.
    """

    setting: Setting
    replications: range
    values: assumed_values.Values
    customers: Customers
    places: Wholes
    shop: Shop
    arrivals: Arrivals
    orders: Orders
    openings: Wholes
    never: Truths

    @classmethod
    def drawn(cls, setting: Setting, replications: range, ids: Wholes) -> Self:
        """Draw some customers in some replications."""
        values = assumed_values.side_by_side(
            assumed_values.drawn(table, seed=setting.seed, replications=replications)
            for table in setting.tables
        )
        markets = tuple(setting.market(each) for each in replications)
        once = [
            customers_of(each, setting.known, setting.existing, ids, seed=setting.seed).by_pace()
            for each in markets
        ]
        people = Customers.together(once * len(setting.tables))
        sizes = [len(each) for each in once] * len(setting.tables)
        places = np.repeat(np.arange(len(sizes)), sizes)
        largest, least_attrition = _limits(setting.arms, values)
        arrivals = Arrivals.of(
            people,
            setting.clock,
            seed=setting.seed,
            cap=float(values["most_response"].max()),
            bound=largest[places],
            least_attrition=least_attrition[places],
        )
        units = 10 ** DECIMALS[setting.scenario.currency]
        shop = Shop(setting.seed, markets * len(setting.tables), setting.assortment, units)
        orders = orders_of(shop, people, places, arrivals.until(setting.span.trading_days))
        before = _before(setting, values, people, places, shop)
        return cls(setting, replications, values, people, places, shop, arrivals, orders, *before)

    def opened(self, closing: Closing) -> Opened | None:
        """What members have under a program before the first day."""
        openings = self.setting.openings
        return None if openings is None else opened(openings, closing)

    def never_joins(self, closing: Closing) -> Truths:
        """Which customers never join a program."""
        openings = self.setting.openings
        if openings is None or openings.tells_of(closing.program):
            return self.never
        return np.zeros(len(self.customers), np.bool_)

    def run_off_orders(self, customers: Wholes) -> Orders:
        """The usual purchases of some customers after the months of trading, without values."""
        nobody_more = np.ones_like(self.arrivals.bound)
        usual = replace(self.arrivals, bound=nobody_more).until(self.setting.span.days, customers)
        return without_values(self.shop, self.customers, self.places, usual)


def _before(
    setting: Setting, values: assumed_values.Values, people: Customers, places: Wholes, shop: Shop
) -> tuple[Wholes, Truths]:
    """The openings of customers, and who of the others never joins."""
    openings, group = setting.openings, setting.group
    if openings is None:
        return np.full(len(people), NOBODY), np.zeros(len(people), np.bool_)
    rows = rows_of(setting.known, setting.existing, people, shop.markets[0].first_id)
    member, joins = chances(openings, values, places, rows, shop.pace(people, places), group=group)
    key = (setting.seed, people.replications)
    is_member, never, *_ = philox.uniforms((people.ids, 0, Purpose.OPENING, 0), key)
    drawn = openings.drawn(is_member, member, rows, group)
    return drawn, (never >= joins) & (drawn == NOBODY)


def _limits(arms: tuple[Arm, ...], values: assumed_values.Values) -> tuple[Floats, Floats]:
    """For each replication, the largest response and the smallest attrition of all arms."""
    largest = np.ones_like(values["attrition"])
    least = np.ones_like(largest)
    for arm in arms:
        if isinstance(arm, ProgramArm):
            program = arm.program
            _, highest = bounds(
                values, pays=paid_membership(program) is not None, tiers=bool(program.tiers)
            )
            largest = np.maximum(largest, highest)
            least = np.minimum(least, values["attrition"])
        elif isinstance(arm, PriceCut):
            factor = price_response(values, float(arm.share), arm.elasticity)
            largest = np.maximum(largest, factor)
    return largest, least
