"""The table of assumptions, and what is drawn from it."""

import numpy as np
import pytest

from simulator.behaviour import assumed_values, assumptions
from tests.unit.simulator.behaviour.no_effect import without_effect

SMALL_EFFECTS = ("frequency", "basket")


def drawn(name: str, count: int = 4000) -> assumed_values.Reals:
    values = assumed_values.drawn(assumptions.usual(), seed=1, replications=range(count))
    return values[name]


def test_every_row_has_a_name_of_its_own_a_source_and_a_reason() -> None:
    table = assumptions.usual()
    assert len({row.name for row in table}) == len(table)
    assert all(row.source and row.why and row.unit for row in table)


@pytest.mark.parametrize("name", SMALL_EFFECTS)
def test_a_small_effect_may_be_none_or_less(name: str) -> None:
    found = drawn(name)
    assert 0.05 < (found < 0).mean() < 0.6


def test_draws_have_the_stated_interval() -> None:
    row = next(each for each in assumptions.usual() if each.name == "attrition")
    found = drawn("attrition")
    for share, bound in ((0.05, row.low), (0.5, row.median), (0.95, row.high)):
        assert bound is not None
        below = np.count_nonzero(found < bound) / len(found)
        assert abs(below - share) < 4 * np.sqrt(share * (1 - share) / len(found))


def test_a_replaced_row_moves_no_other_draw() -> None:
    table = assumptions.replaced(assumptions.usual(), {"join": {"median": 0.3}})
    ours = assumed_values.drawn(table, seed=1, replications=range(50))
    usual = assumed_values.drawn(assumptions.usual(), seed=1, replications=range(50))
    assert set(ours["join"].tolist()) == {0.3}
    assert [name for name in usual if ours[name].tolist() != usual[name].tolist()] == ["join"]


def test_what_is_not_in_the_table_or_out_of_order_is_refused() -> None:
    with pytest.raises(KeyError, match="magic"):
        assumptions.replaced(assumptions.usual(), {"magic": {"median": 2.0}})
    with pytest.raises(ValueError, match="in this order"):
        assumptions.replaced(assumptions.usual(), {"join": {"median": 0.5} | {"low": 0.6}})


def test_without_effect_everything_is_at_its_none() -> None:
    values = assumed_values.drawn(
        without_effect(assumptions.usual()), seed=1, replications=range(3)
    )
    assert values["attrition"].tolist() == [1.0] * 3
    assert values["goal_gradient"].tolist() == values["demotion"].tolist() == [0.0] * 3
    assert len(set(values["join"].tolist())) == 3
