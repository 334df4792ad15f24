"""The estimator by figures worked out by hand, and by what it must not depend on."""

import numpy as np
import pytest

from simulator.calibration.columns import Floats
from simulator.pilots.assignment import chance
from simulator.pilots.effect import Groups, difference, effect_of_joining, uplift
from simulator.pilots.power import (
    PilotGroup,
    capped,
    customers_needed,
    detectable_effect,
    detectable_uplift,
    variation,
)

NOTHING = np.zeros(8)
INVITED = np.array([1, 0, 1, 0, 1, 0, 1, 0], np.bool_)
STRATA = np.array([1, 1, 1, 1, 2, 2, 2, 2], np.int64)
SPENT = np.array([9, 4, 11, 6, 3, 1, 5, 3], np.float64)


def numbers(salt: str, count: int) -> Floats:
    drawn: Floats = chance(salt, [str(place) for place in range(count)]) / 2.0**63
    return drawn


def test_a_difference_by_hand() -> None:
    found = difference(Groups.of(STRATA, INVITED, NOTHING), SPENT)
    # Stratum 1: 10 against 5, stratum 2: 4 against 2, half of the customers in each.
    assert (found.invited, found.others, found.between.value) == (7.0, 3.5, 3.5)
    # Every cell has a variance of 2 and two customers, so 1; a quarter of 1 + 1 + 1 + 1.
    assert found.between.error == 1.0
    assert found.between.degrees == 4.0
    # 97.5% of Student's distribution with 4 degrees of freedom lie below 2.776445.
    assert [round(end, 6) for end in found.between.interval()] == [0.723555, 6.276445]


def test_spending_before_takes_away_what_it_explains() -> None:
    before = np.array([4, 1, 6, 3, 2, 0, 4, 2], np.float64)
    found = difference(Groups.of(STRATA, INVITED, before), before + 5 * INVITED)
    assert (found.between.value, found.between.error) == (5.0, 0.0)


def test_order_and_names_of_strata_do_not_matter() -> None:
    order = np.array([3, 7, 0, 5, 2, 6, 1, 4])
    first = difference(Groups.of(STRATA, INVITED, NOTHING), SPENT)
    moved = Groups.of(70 - 10 * STRATA[order], INVITED[order], NOTHING)
    assert difference(moved, SPENT[order]).between == first.between


def test_thin_strata_are_joined() -> None:
    strata = np.array([1, 1, 2, 2, 3, 3, 4, 4], np.int64)
    groups = Groups.of(strata, INVITED, NOTHING)
    assert groups.sizes.tolist() == [2, 2, 2, 2]
    assert difference(groups, SPENT) == difference(Groups.of(STRATA, INVITED, NOTHING), SPENT)
    with pytest.raises(ValueError, match="fewer than two"):
        Groups.of(strata[:3], INVITED[:3], NOTHING[:3])


def test_an_uplift_of_all_is_found_exactly_and_the_cap_does_not_shrink_it() -> None:
    twins = np.repeat(np.exp(3 * numbers("spent", 500)), 2)
    invited = np.tile([True, False], 500)
    groups = Groups.of(np.ones(1_000, np.int64), invited, np.zeros(1_000))
    found = uplift(groups, twins * np.where(invited, 1.2, 1.0), invited)
    assert found is not None
    assert round(found.value, 6) == 0.2
    assert found.low < 0.2 < found.high


def test_what_members_do_is_told_from_what_the_invited_do() -> None:
    """Whoever buys a lot joins; all members spend a quarter more."""
    twins = np.repeat(np.exp(3 * numbers("spent", 500)), 2)
    invited = np.tile([True, False], 500)
    joined = invited & (twins > np.median(twins))
    groups = Groups.of(np.ones(1_000, np.int64), invited, np.zeros(1_000))
    spent = twins * np.where(joined, 1.25, 1.0)
    of_members, of_invited = uplift(groups, spent, joined), uplift(groups, spent, invited)
    assert of_members is not None
    assert of_invited is not None
    assert round(of_members.value, 6) == 0.25
    assert of_invited.value < 0.25
    effect = effect_of_joining(groups, spent, joined)
    assert effect is not None
    assert round(effect.value, 6) == round(float((spent - twins)[joined].mean()), 6)


def test_nobody_joined_says_nothing() -> None:
    groups = Groups.of(STRATA, INVITED, NOTHING)
    nobody = np.zeros(8, np.bool_)
    assert effect_of_joining(groups, SPENT, nobody) is None
    assert uplift(groups, SPENT, nobody) is None


def test_the_highest_hundredth_is_cut() -> None:
    amounts = np.arange(200, dtype=np.int64)
    assert capped(amounts).tolist() == [*range(199), 198]
    assert capped(np.array([], np.int64)).tolist() == []


def test_what_a_group_can_show_by_the_formula() -> None:
    # 2 · (1.95996 + 0.84162)² · 3.24 · (1 - 0.3481) / 0.01 = 3,316 customers in each group.
    seen = detectable_effect(spread=1.8, correlated=0.59, invited=3_316, not_invited=3_316)
    assert round(seen, 4) == 0.1
    half = detectable_effect(
        spread=1.8, correlated=0.59, invited=4 * 3_316, not_invited=4 * 3_316, joining=0.5
    )
    assert round(half, 4) == 0.1


def test_a_small_uplift_of_everybody_is_what_the_formula_says() -> None:
    """Of spending that is hardly ever cut, and of which nothing is known before."""
    spent = (1_000_000 * (1 + numbers("spent", 20_000))).astype(np.int64)
    group = PilotGroup.of(np.zeros(20_000, np.int64), spent, 0.5, 1.0)
    spread = variation(capped(spent))
    plain = detectable_effect(spread=spread, correlated=0, invited=10_000, not_invited=10_000)
    shown = detectable_uplift(group, 20_000)
    assert plain < shown < 1.03 * plain
    assert abs(customers_needed(group, shown) - 20_000) < 100
