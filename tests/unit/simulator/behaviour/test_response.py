"""How members respond, worked out by hand."""

import numpy as np

from simulator.behaviour import assumed_values, assumptions
from simulator.behaviour.enrolment import joining_chance, joining_purchase
from simulator.behaviour.redemption import dearest
from simulator.behaviour.response import Goal, Memory, Response, bounds, price_response

LEVELS = np.array([0.0, 0.5, 1.0, 0.0])  # three tiers, the lowest for everyone; then no tier
NO_GOAL = Goal(np.zeros(1, np.int64), np.zeros(1, np.int64), np.zeros(1))
CERTAIN = {
    "frequency": {"median": 0.1},
    "novelty_floor": {"median": 1.0},
    "goal_gradient": {"median": 0.2},
    "redemption_momentum": {"median": 0.05},
    "post_reward_reset": {"median": 0.04},
    "tier_pull": {"median": 0.03},
    "demotion": {"median": 0.01},
    "paid_frequency": {"median": 0.5},
    "price_elasticity": {"median": 2.0},
}
TABLE = assumptions.replaced(assumptions.usual(), CERTAIN)
VALUES = assumed_values.drawn(TABLE, seed=1, replications=range(1))
ZERO = np.zeros(1, np.int64)


def factor(memory: Memory, *, day: int = 100, rank: int = -1, goal: Goal = NO_GOAL) -> float:
    memory.joined[:] = 0
    response = Response(VALUES, LEVELS, 400)
    return round(float(response(memory, ZERO, ZERO, day, np.array([rank]), goal)[0]), 9)


def goal(missing: int, price: int, a_year: float) -> Goal:
    return Goal(np.array([missing]), np.array([price]), np.array([a_year]))


def test_each_effect_adds_its_own() -> None:
    memory = Memory.of(1, 1)
    assert factor(memory) == 1.1
    assert factor(memory, rank=0) == 1.1
    assert factor(memory, rank=1) == 1.115
    assert factor(memory, rank=2) == 1.13
    assert factor(memory, goal=goal(500, 1000, 0.0)) == 1.15  # a quarter of 0.2 half way
    assert factor(memory, goal=goal(0, 1000, 0.0)) == 1.3
    memory.pays[0] = True
    assert factor(memory) == 1.5


def test_who_reaches_the_reward_anyway_feels_no_pull() -> None:
    assert factor(Memory.of(1, 1), goal=goal(0, 1000, 1000.0)) == 1.2
    assert factor(Memory.of(1, 1), goal=goal(0, 1000, 2000.0)) == 1.1


def test_what_happened_lately_counts_for_a_while() -> None:
    memory = Memory.of(1, 1)
    memory.redeemed[0] = 86
    assert factor(memory) == 1.15
    assert factor(memory, day=101) == 1.1
    memory = Memory.of(1, 1)
    memory.rewarded[0] = 86
    assert factor(memory) == 1.06
    memory = Memory.of(1, 1)
    memory.demoted[0] = 100
    assert factor(memory, day=280) == 1.07  # never less than the pull of tiers
    assert factor(memory, day=281) == 1.1


def test_novelty_fades_around_its_yearly_average() -> None:
    table = assumptions.replaced(TABLE, {"novelty_floor": {"median": 0.4}})
    response = Response(assumed_values.drawn(table, seed=1, replications=range(1)), LEVELS, 400)
    memory = Memory.of(1, 1)
    memory.joined[0] = 0
    none = np.array([-1])
    lifts = [float(response(memory, ZERO, ZERO, day, none, NO_GOAL)[0]) - 1 for day in range(365)]
    assert lifts == sorted(lifts, reverse=True)
    assert abs(np.mean(lifts) - 0.1) < 1e-12
    assert lifts[0] > 2 * lifts[364]


def test_no_response_is_beyond_its_bounds() -> None:
    values = assumed_values.drawn(assumptions.usual(), seed=4, replications=range(200))
    response, (least, most) = Response(values, LEVELS, 400), bounds(values, pays=False, tiers=True)
    # Those to whom all that draws happens, then those to whom all that puts off does.
    memory = Memory.of(2, 1)
    memory.joined[:], memory.redeemed[0] = 10, 10
    memory.rewarded[1] = memory.demoted[1] = 10
    for place in range(200):
        rows, at, ranks = np.arange(2), np.full(2, place), np.array([2, 0])
        way = Goal(np.array([0, 10]), np.full(2, 10), np.zeros(2))
        found = response(memory, rows, at, 10, ranks, way)
        assert least[place] <= found.min()
        assert found.max() <= most[place]
    assert (least < 1).any()


def test_lower_prices_move_everybody() -> None:
    assert price_response(VALUES, 0.03).tolist() == [1.06]


def test_a_higher_chance_never_makes_anybody_join_later() -> None:
    uniform = (np.arange(1000) + 0.5) / 1000
    place, pace = np.zeros(1000, np.int64), np.ones(1000)
    values = {**VALUES, "join": np.array([0.25]), "join_by_gift": np.array([0.3])}
    plain, gift, keen = (
        joining_purchase(uniform, joining_chance(values, own, place, pays=False, gift=has_gift))
        for own, has_gift in ((pace, False), (pace, True), (2 * pace, False))
    )
    assert (gift <= plain).all()
    assert (keen <= plain).all()
    assert np.count_nonzero(plain == 1) == 250
    assert np.count_nonzero(plain <= 2) == 438  # one less 0.75 squared, of a thousand


def test_members_take_the_dearest_reward_that_they_can_pay() -> None:
    prices = np.array([[100, 100, 100, 100], [250, 250, -1, 250]])
    available = np.array([[99, 250, 300, 249]] * 2)
    assert dearest(prices, available).tolist() == [-1, 1, 0, 0]
