"""Multipliers: what they act on, how they stack, what they own."""

import pytest

from dsl.program.names import Group, GroupPolicy, Stacking
from dsl.program.rules import Audience
from tests.unit.dsl.engine.evaluation import (
    Answers,
    add,
    at_most,
    fixed,
    give,
    given,
    line,
    on,
    program,
    purchase,
    rule,
    times,
)

EVERY = rule("Every", give("1"))


@pytest.mark.parametrize(
    ("stacking", "total"), [(Stacking.ADD, 400), (Stacking.MULTIPLY, 600), (Stacking.BEST, 300)]
)
def test_two_times_and_three_times(stacking: Stacking, total: int) -> None:
    of = program(
        EVERY, rule("Double", times("2")), rule("Triple", times("3")), multipliers=stacking
    )
    assert sum(given(of, purchase(10_000)).values()) == total


def test_a_multiplier_owns_its_excess() -> None:
    of = program(EVERY, rule("Half more", times("1.5"), limits=(at_most(20),)))
    assert given(of, purchase(10_000)) == {"Every": 100, "Half more": 20}


def test_multipliers_act_on_amounts_before_rounding() -> None:
    of = program(EVERY, rule("Double", times("2")))
    assert given(of, purchase(150)) == {"Every": 1, "Double": 2}


def test_a_multiplier_counts_its_lines_alone() -> None:
    of = program(EVERY, rule("Beauty", times("3", on("Beauty"))))
    bought = purchase(line(1000, "Food"), line(500, "Beauty"))
    assert given(of, bought) == {"Every": 15, "Beauty": 10}


def test_fixed_amounts_are_multiplied_only_where_everything_is() -> None:
    base = rule("Visit", fixed(10))
    assert given(program(base, rule("Double", times("2"))), purchase(100)) == {
        "Visit": 10,
        "Double": 10,
    }
    assert given(program(base, rule("Double", times("2", on("Food")))), purchase(100)) == {
        "Visit": 10
    }


def test_stacks_multiply_with_each_other() -> None:
    of = program(
        EVERY,
        rule("Double", times("2")),
        rule("Season A", times("2"), group="Season"),
        rule("Season B", times("3"), group="Season"),
        groups=(Group(name="Season", stacking=Stacking.ADD),),
    )
    found = given(of, purchase(1_000))
    assert found == {"Every": 10, "Double": 10, "Season A": 20, "Season B": 40}


def test_a_group_that_says_nothing_of_stacking_is_in_the_stack_of_the_program() -> None:
    of = program(
        EVERY,
        rule("Double", times("2")),
        rule("Season", times("3"), group="Season"),
        groups=(Group(name="Season", limits=(at_most(1_000),)),),
    )
    assert sum(given(of, purchase(1_000)).values()) == 40


def test_of_several_tiers_the_better_multiplier_counts_and_then_stacks() -> None:
    of = program(
        EVERY,
        rule("Silver", times("1.5"), tier_multiplier=True),
        rule("Gold", times("2"), tier_multiplier=True),
        rule("Week", times("3")),
    )
    assert given(of, purchase(1_000)) == {"Every": 10, "Gold": 10, "Week": 20}
    in_turn = of.model_copy(update={"multipliers": Stacking.MULTIPLY})
    assert given(in_turn, purchase(1_000)) == {"Every": 10, "Gold": 10, "Week": 40}


def test_the_better_tier_is_found_line_by_line() -> None:
    of = program(
        EVERY,
        rule("Silver", times("3", on("Beauty")), tier_multiplier=True),
        rule("Gold", times("2"), tier_multiplier=True),
    )
    bought = purchase(line(1_000, "Beauty"), line(1_000, "Food"))
    assert given(of, bought) == {"Every": 20, "Silver": 20, "Gold": 10}


def test_only_the_best_of_a_group_counts() -> None:
    of = program(
        EVERY,
        rule("Bonus", add(15), group="Offers"),
        rule("Double", times("2"), group="Offers"),
        groups=(Group(name="Offers", policy=GroupPolicy.BEST),),
    )
    assert given(of, purchase(1_000)) == {"Every": 10, "Bonus": 15}
    assert given(of, purchase(2_000)) == {"Every": 20, "Double": 20}


def test_of_equals_the_first_in_the_text_counts() -> None:
    of = program(
        rule("A", add(10), group="Offers"),
        rule("B", add(10), group="Offers"),
        groups=(Group(name="Offers", policy=GroupPolicy.BEST),),
    )
    assert given(of, purchase(100)) == {"A": 10}


def test_only_the_first_that_pays_counts() -> None:
    of = program(
        rule("Beauty", give("5", scope=on("Beauty")), group="Offers"),
        rule("Any", give("1"), group="Offers"),
        groups=(Group(name="Offers", policy=GroupPolicy.FIRST),),
    )
    assert given(of, purchase(line(1_000, "Beauty"), line(1_000))) == {"Beauty": 50}
    assert given(of, purchase(line(1_000))) == {"Any": 10}


def test_the_member_chooses() -> None:
    of = program(
        rule("Points", add(10), group="Choice"),
        rule("More", add(20), group="Choice"),
        groups=(Group(name="Choice", policy=GroupPolicy.CHOICE),),
    )
    assert given(of, purchase(100, choices=("More",))) == {"More": 20}
    assert given(of, purchase(100)) == {"Points": 10}


def test_a_rule_of_a_group_that_does_not_count_is_not_multiplied() -> None:
    of = program(
        rule("A", give("1"), group="Rates"),
        rule("B", give("2"), group="Rates"),
        rule("Double", times("2")),
        groups=(Group(name="Rates", policy=GroupPolicy.BEST),),
    )
    assert given(of, purchase(1_000)) == {"B": 20, "Double": 20}


def test_a_multiplier_stands_instead_of_another_on_its_lines() -> None:
    of = program(
        EVERY,
        rule("Double", times("2")),
        rule("Beauty", times("5", on("Beauty")), instead_of=("Double",)),
    )
    bought = purchase(line(1_000, "Beauty"), line(1_000, "Food"))
    assert given(of, bought) == {"Every": 20, "Double": 10, "Beauty": 40}


def test_a_rule_inside_a_tier_is_for_its_members() -> None:
    from dsl.program.tiers import ForEveryone, KeptForLife, Tier

    gold = Tier(name="Gold", entry=ForEveryone(), kept=KeptForLife())
    of = program(EVERY, rule("Gold", times("2"), inside=Audience(tiers=("Gold",))), tiers=(gold,))
    assert given(of, purchase(1_000), Answers(tier=0)) == {"Every": 10, "Gold": 10}
    assert given(of, purchase(1_000)) == {"Every": 10}
