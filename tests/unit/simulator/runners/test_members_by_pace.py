"""Of customers who bought alike, who buys more often is likelier to be a member, and to join soon.

All customers stand in one row, and are held against the truth: at each of three purchases everybody
but those who never join has joined with the own chance. Sums go over fine steps of the gamma
distribution that is known of how often one of them buys.
"""

from functools import cache

import numpy as np
import pytest
from scipy.special import gammaincinv

from dsl.engine.engine import Engine
from dsl.plan.from_program import lower
from simulator.behaviour import assumptions
from simulator.behaviour.assumed_values import drawn
from simulator.behaviour.enrolment import joining_chance, member_already
from simulator.calibration.columns import Floats
from simulator.calibration.customer_parts import CustomersPart, State
from simulator.forecasts.asked_to_join import paces
from simulator.runners.arms import ProgramArm
from simulator.runners.block import Block
from simulator.runners.opened import NOBODY, Cell, Openings
from tests.unit.simulator.forecasts.test_asked_to_join import seen
from tests.unit.simulator.runners.worlds import STAMPS, block, program, scenario

CUSTOMERS, ASKED, WEEKS, OPENINGS = 60_000, 3, 10.0, 20
KNOWN = {"join": {"median": 0.1}, "join_by_activity": {"median": 0.35}}
TABLE = assumptions.replaced(assumptions.usual(), KNOWN)
VALUES = drawn(TABLE, seed=7, replications=range(1))

RATE = gammaincinv(0.8 + 2, (np.arange(4_000) + 0.5) / 4_000) / (2.0 + WEEKS)
CHANCE = joining_chance(VALUES, RATE / 0.4, np.zeros(4_000, np.int64), pays=False, gift=False)
NOT_YET = (1 - CHANCE) ** ASKED


@cache
def opened(refuse: float) -> Block:
    """The customers on the eve of the first day, of whom as many refuse."""
    state = State(customers=CUSTOMERS, repeats=2, last=WEEKS, age=WEEKS, mean_purchase="9 EUR")
    people = CustomersPart(known=CUSTOMERS, here_now=CUSTOMERS, states=(state,))
    shop = scenario().model_copy(update={"customers": people})
    current = program(STAMPS)
    nobody = Engine(current, lower(current)).books.state
    members = round(CUSTOMERS * (1 - refuse) * float(1 - NOT_YET.mean()))
    (likely,) = paces(seen((2, WEEKS, WEEKS)), shop, None).tolist()
    cell = Cell(members, tuple(range(OPENINGS)), CUSTOMERS, ASKED, tuple(likely))
    openings = Openings(nobody, current, {}, {}, {None: (cell,)}, "")
    arms = [ProgramArm(current)]
    return block(arms, shop=shop, months=1, customers=CUSTOMERS, table=TABLE, openings=openings)


def purchase_rate(of: Floats) -> float:
    """The mean rate of customers by how likely each step of the distribution is among them."""
    return float((of * RATE).sum() / of.sum())


@pytest.mark.parametrize("refuse", [0, 0.4, 0.85])
def test_members_and_who_joins_later_buy_as_often_as_the_true_ones(refuse: float) -> None:
    world = opened(refuse)
    members = world.openings != NOBODY
    later = ~members & ~world.never
    for found, true in ((members, (1 - refuse) * (1 - NOT_YET)), (later, (1 - refuse) * NOT_YET)):
        count, share, rates = found.sum(), true.mean(), world.customers.rate[found]
        assert abs(found.mean() - share) < 3 * np.sqrt(share * (1 - share) / CUSTOMERS)
        assert abs(rates.mean() - purchase_rate(true)) < 3 * rates.std() / np.sqrt(count)
    ratio = world.customers.rate[members].mean() / world.customers.rate.mean()
    assert ratio > 1.1


def test_openings_stand_for_about_as_many_members_each() -> None:
    world = opened(0.4)
    counts = np.bincount(world.openings[world.openings != NOBODY])
    assert len(counts) == OPENINGS
    assert np.abs(counts - counts.mean()).max() < 4 * np.sqrt(counts.mean())


@pytest.mark.parametrize("share", [0, 0.01, 0.2, 0.21, 0.6, 1])
def test_as_many_are_members_as_the_row_has(share: float) -> None:
    """More than all who would have joined by now, too."""
    likely = np.full(len(RATE), NOT_YET.mean())
    found = member_already(np.full(len(RATE), share), likely, NOT_YET)
    assert abs(found.mean() - share) < 1e-12
    assert found.min() >= 0
    assert found.max() <= 1
    assert (np.diff(found) >= 0).all()


def test_who_was_never_asked_is_a_member_as_often_as_the_others_of_the_row() -> None:
    nothing, half = np.zeros(3), np.array([0, 0.5, 1])
    assert member_already(half, nothing + 1, nothing + 1).tolist() == [0, 0.5, 1]
    assert member_already(half, nothing, nothing).tolist() == [0, 0.5, 1]
