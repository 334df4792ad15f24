"""Who never joins: a shop whose program has run for a year goes on gaining members as before."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from dsl.engine.engine import Engine
from dsl.ledger.facts import AnyFact, Joined, Line, Purchased
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.values import calendar
from simulator.behaviour import assumptions
from simulator.behaviour.enrolment import joins_yet, share_never_joining
from simulator.calibration.customer_parts import CustomersPart, SeasonsPart, State
from simulator.calibration.customer_states import customer_states
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_models import behaviour_model
from simulator.cohorts.market import known_customers
from simulator.forecasts.members_before import openings_of
from simulator.results.measures import Measure
from simulator.runners.arms import ProgramArm
from simulator.runners.enrolled import enrolled
from simulator.runners.opened import Openings
from simulator.runners.simulate_worlds import customers_in, simulate_worlds
from tests.unit.simulator.runners.worlds import FIRST_DAY, PAID, STAMPS, block, program, scenario

KNOWN = {"join": {"median": 0.25}, "join_by_activity": {"median": 0.35}}
TABLE = assumptions.replaced(assumptions.usual(), KNOWN)
EVEN: dict[str, Any] = {"seasons": SeasonsPart(months=(1,) * 12, weekdays=(1,) * 7)}
YEAR, HALF, RUNS = 365, 183, range(8)

INVITED = STAMPS.replace("join free", "join by invitation")

Days = dict[int, list[int]]


@dataclass(frozen=True)
class Shop:
    """What its orders and members tell after a year.

    Attributes:
        joins: in the last half of it.
        members: what its orders tell of each, before joining, too.
    """

    scenario: Scenario
    openings: Openings
    joins: int
    members: Repeats


@cache
def a_year_later(tenths: int, began: str = "") -> Shop:
    """A shop so many tenths of whose customers never join its program, which began then."""
    current, shop = (
        program(STAMPS.replace("join free\n", f"join free\n{began}")),
        scenario(400, **EVEN),
    )
    world = block([ProgramArm(current)], shop=shop, months=12, customers=700, table=TABLE)
    nobody, never = np.zeros(len(world.customers), np.int64), world.customers.ids % 10 < tenths
    members = enrolled(current, world.values, world.orders, FIRST_DAY, nobody, never)
    usual, ids = world.orders.is_usual, world.customers.ids
    who, day = ids[world.orders.candidates.customer[usual]], world.orders.day[usual]
    days = {each: np.sort(day[who == each]).tolist() for each in np.unique(who).tolist()}
    joined = dict(zip(ids[members.rows].tolist(), members.day.tolist(), strict=True))
    engine = Engine(current, lower(current))
    for fact in sorted(history(current, days, joined), key=lambda fact: fact.instant):
        engine.apply(fact)
    later = shop.model_copy(update={"customers": known(days)})
    openings = openings_of(engine, later, FIRST_DAY + YEAR, "")
    joins = sum(day >= YEAR - HALF for day in joined.values())
    return Shop(later, openings, joins, repeats([days[each] for each in joined]))


def history(current: Program, days: Days, joined: dict[int, int]) -> Iterator[AnyFact]:
    zone, line = calendar.zone(current.time_zone), Line(id="1", price_minor=900)
    for number, first in joined.items():
        for day in (each for each in days[number] if each >= first):
            at, name = zone.first_instant_of(FIRST_DAY + day) + 10 * number, str(number)
            if day == first:
                yield Joined(id=f"j{name}", instant=at, member=name)
            yield Purchased(id=f"p{name} {day}", instant=at + 1, member=name, lines=(line,))


def repeats(every: list[list[int]]) -> Repeats:
    """Customers one by one, by their days with purchases."""
    return Repeats.each(
        np.array([len(each) - 1 for each in every]),
        np.array([each[-1] - each[0] for each in every]),
        np.array([YEAR - 1 - each[0] for each in every]),
    )


def known(days: Days) -> CustomersPart:
    """The customers as a calibration tells them."""
    every = list(days.values())
    seen = repeats(every)
    found = customer_states(seen, np.ones(len(every)))
    columns = (found.customers, found.repeats, found.last, found.age)
    states = tuple(
        State(customers=count, repeats=repeats, last=last, age=age, mean_purchase="9 EUR")
        for count, repeats, last, age in zip(*(each.tolist() for each in columns), strict=True)
    )
    return CustomersPart(known=len(every), here_now=len(every), states=states)


def forecast(shop: Shop, openings: Openings) -> float:
    """How many join in the half year to come, on average."""
    first_day = FIRST_DAY + YEAR
    count = customers_in(shop.scenario, seed=7, replications=RUNS, first_day=first_day, months=6)
    tally = simulate_worlds(
        shop.scenario,
        [ProgramArm(program(STAMPS))],
        seed=7,
        replications=RUNS,
        customers=range(count),
        first_day=first_day,
        months=6,
        run_off_months=0,
        tables=(TABLE,),
        openings=openings,
    )
    return int(tally.of(Measure.JOINS).sum()) / len(RUNS)


@pytest.mark.parametrize("tenths", [0, 4])
def test_members_go_on_joining_at_the_pace_of_before(tenths: int) -> None:
    shop = a_year_later(tenths)
    assert abs(forecast(shop, shop.openings) - shop.joins) < 2 * np.sqrt(shop.joins)


@pytest.mark.parametrize("tenths", [0, 4])
@pytest.mark.parametrize("began", ["1 January", "1 July", "1 October"])
def test_members_stand_among_customers_who_buy_as_they_do(tenths: int, began: str) -> None:
    """Before joining, too, which the state of a program younger than the orders does not tell."""
    shop = a_year_later(tenths, f"  starts on {began} 2025\n")
    rows, cells = known_customers(shop.scenario).repeats, shop.openings.cells[None]
    stand_for = replace(rows, customers=np.array([cell.members for cell in cells]))
    ratio = to_be_bought(shop.scenario, stand_for) / to_be_bought(shop.scenario, shop.members)
    assert abs(ratio - 1) < 0.06


def to_be_bought(shop: Scenario, of: Repeats) -> float:
    """What customers are expected to buy in a week."""
    model = behaviour_model(shop.behaviour)
    return of.total(model.probability_alive(of) * (model.r + of.x) / (model.alpha + of.age))


def test_who_was_never_asked_has_refused_nothing() -> None:
    """Four tenths never join, which a program by invitation does not tell: they draw anew."""
    shop = a_year_later(4)
    by_invitation = replace(shop.openings, program=program(INVITED))
    assert forecast(shop, by_invitation) > 2 * shop.joins


@pytest.mark.parametrize(
    ("current", "other", "tells"),
    [
        (STAMPS, STAMPS, True),
        (STAMPS, PAID, True),
        (STAMPS, INVITED, True),
        (PAID, PAID, True),
        (PAID, STAMPS, False),
        (INVITED, INVITED, False),
    ],
)
def test_who_refused_to_pay_may_join_for_free(current: str, other: str, tells: bool) -> None:
    openings = replace(a_year_later(4).openings, program=program(current))
    assert openings.tells_of(program(other)) is tells


def test_the_share_who_never_join_follows_from_who_has_joined() -> None:
    """Of 1,000 customers asked once, 400 never join, and half of the others have."""
    assert share_never_joining(1_000, 300, 500) == 0.4
    assert share_never_joining(1_000, 600, 500) == 0
    assert share_never_joining(1_000, 0, 1_000) == 0
    assert joins_yet(0.4, np.array([1.0, 0.5, 0.0])).round(9).tolist() == [0.6, 0.428571429, 0]
    assert joins_yet(0.0, np.array([1.0, 0.0])).tolist() == [1, 1]
