"""How often customers could have joined, and at which pace: by hand, and where the truth is known.

The customers of the truth are drawn as the scenario says: gamma(0.8, 2 weeks) purchases a week, and
gamma(0.6, 12 weeks) of leaving.
"""

import numpy as np
import pytest
from scipy.special import gammaincinv

from dsl.engine.engine import Engine
from dsl.plan.from_program import lower
from simulator.behaviour import assumptions
from simulator.behaviour.assumed_values import drawn
from simulator.behaviour.enrolment import joining_chance
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.repeats import Repeats
from simulator.forecasts.asked_to_join import paces, purchases_within
from simulator.runners.never_joining import share_of_shop
from simulator.runners.opened import Cell, Openings
from tests.unit.simulator.runners.worlds import STAMPS, behaviour, program, scenario

CUSTOMERS, WEEKS = 8_000, 104
VALUES = drawn(
    assumptions.replaced(
        assumptions.usual(), {"join": {"median": 0.25}, "join_by_activity": {"median": 0.35}}
    ),
    seed=0,
    replications=range(1),
)


def seen(*rows: tuple[float, float, float]) -> Repeats:
    """Customers by repeats, weeks to the last purchase, and weeks to the end."""
    repeats, last, age = (np.array(column) for column in zip(*rows, strict=True))
    return Repeats(repeats, last, age, np.ones(len(rows), np.int64))


@pytest.mark.parametrize(
    ("customer", "made"),
    [
        ((0, 0, 5), 1),  # the only purchase
        ((0, 0, 20), 0),
        ((9, 40, 60), 0),  # the last one was before
        ((1, 40, 45), 1),  # it is known to be within
        ((9, 40, 45), 2),  # so is this one, and of the 8 before it as many as 5 of 40 weeks hold
        ((9, 8, 8), 10),
        ((0.5, 30, 35), 0.5),  # an average of like customers
    ],
)
def test_purchases_within_ten_weeks(customer: tuple[float, float, float], made: float) -> None:
    assert purchases_within(seen(customer), 10).tolist() == [made]


def test_paces_are_the_middles_of_equal_parts_of_a_gamma_distribution() -> None:
    """Who bought once, just now, is exponential at r = 1; an average new customer buys every 2."""
    shop = scenario(behaviour=behaviour("pareto_nbd", r=1.0))
    found = paces(seen((0, 0, 0)), shop, None)
    assert found.shape == (1, 8)
    assert np.abs(found[0] + np.log1p(-np.arange(1, 16, 2) / 16)).max() < 1e-12


@pytest.mark.parametrize("customer", [(0, 0, 100), (3, 30, 60), (40, 18, 122)])
def test_who_may_have_left_is_not_taken_to_buy_seldom(customer: tuple[float, float, float]) -> None:
    """The mean rate after all that is known, summed up over fine steps of both distributions."""
    repeats, last, age = customer
    steps = (np.arange(2_000) + 0.5) / 2_000
    rate, leaving = gammaincinv(0.8, steps)[:, None] / 2, gammaincinv(0.6, steps) / 12
    both = rate + leaving
    likely = leaving * np.exp(-both * last) + rate * np.exp(-both * age)
    likely *= rate**repeats / both
    found, new = paces(seen(customer, (repeats, 0, 0)), scenario(), None)
    expected = (likely * rate).sum() / likely.sum() / ((0.8 + repeats) / 2)
    assert abs(found.sum() / new.sum() / expected - 1) < 0.01


def test_chances_too_small_for_a_number_leave_a_pace() -> None:
    """Daily purchases for five years, then none for as long."""
    gone, there = paces(seen((1_800, 260, 520), (1_800, 260, 260)), scenario(), None)
    assert np.abs(gone / there - 1).max() < 0.01


@pytest.mark.parametrize("program_weeks", [13, 52])
@pytest.mark.parametrize("tenths", [0, 4])
def test_the_share_who_never_join_is_found_again(program_weeks: int, tenths: int) -> None:
    """Of programs that are younger than the orders, which know none of who could have joined."""
    known, asked, pace = shop_of(program_weeks)
    random = np.random.default_rng(tenths)
    chance = joining_chance(VALUES, pace, np.zeros(len(pace), np.int64), pays=False, gift=False)
    never = np.arange(len(pace)) % 10 < tenths
    members = (random.random(len(pace)) > (1 - chance) ** asked) & ~never
    columns = members, purchases_within(known, program_weeks), paces(known, scenario(), None)
    cells = tuple(
        Cell(int(is_member), (), 1, made, tuple(likely))
        for is_member, made, likely in zip(*(each.tolist() for each in columns), strict=True)
    )
    current = program(STAMPS)
    nobody = Engine(current, lower(current)).books.state
    openings = Openings(nobody, current, {}, {}, {None: cells}, "")
    assert abs(share_of_shop(openings, VALUES, in_groups=False) - tenths / 10) < 0.03


def shop_of(program_weeks: int) -> tuple[Repeats, Wholes, Floats]:
    """What is known of customers, in how many purchases each was asked, and the true pace."""
    random, days = np.random.default_rng(5), WEEKS * 7
    rate = random.gamma(0.8, 1 / 2.0, CUSTOMERS)
    leaving = random.gamma(0.6, 1 / 12.0, CUSTOMERS)
    first = random.integers(0, days, CUSTOMERS)
    until = np.minimum(first + random.exponential(7 / leaving), days)
    bought = [
        np.unique([start, *random.integers(start, max(int(end), start + 1), count)])
        for start, end, count in zip(
            first.tolist(), until.tolist(), random.poisson(rate * (until - first) / 7), strict=True
        )
    ]
    known = Repeats.each(
        np.array([len(each) - 1 for each in bought]),
        np.array([each[-1] - each[0] for each in bought]),
        np.array([days - 1 - each[0] for each in bought]),
    )
    asked = np.array([(each >= days - program_weeks * 7).sum() for each in bought])
    return known, asked, rate / 0.4
