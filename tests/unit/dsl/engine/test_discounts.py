"""Member discounts, baskets, and what is left after returns."""

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from dsl.engine.evaluation.basket import Basket, NetSpend, UsedReward
from dsl.engine.evaluation.returned import paid_after_return, remaining_after_return, with_return
from dsl.ledger.facts import Line, Purchased, Returned, ReturnedLine
from dsl.program.measures import EVERYTHING, Quantity, Scope
from dsl.program.names import Group, GroupPolicy
from dsl.program.offers import (
    CheapestFree,
    FreeProduct,
    FreeShipping,
    MoneyOff,
    Offer,
    PercentOff,
)
from dsl.program.program import Discounts, SpendPart
from dsl.program.rules import Benefit, Limit, LimitScope, Rule
from tests.unit.dsl.engine.evaluation import (
    Answers,
    give,
    given,
    line,
    on,
    program,
    purchase,
    ratio,
    rule,
    run,
    times,
)

DEFAULT = NetSpend.without(tuple(SpendPart))


def off(name: str, offer: Offer, **more: object) -> Rule:
    return rule(name, benefit=Benefit(offer=offer), **more)


def percent(share: str, scope: Scope = EVERYTHING) -> PercentOff:
    return PercentOff(share=ratio(share), scope=scope)


def taken(*rules: Rule, bought: Purchased, **more: object) -> dict[str, tuple[int, ...]]:
    of = program(*rules, **more)
    return {of.rules[each.rule].name: each.by_slot for each in run(of, bought).discounts}


def test_points_are_earned_on_what_is_left_after_discounts() -> None:
    of = program(off("Tenth", percent("1/10")), rule("Every", give("1")))
    assert given(of, purchase(10_000)) == {"Every": 90}


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Discounts.COMBINE, {"Tenth": (100, 200, 0), "Toys": (0, 600, 0)}),
        (Discounts.BEST, {"Tenth": (100, 0, 0), "Toys": (0, 600, 0)}),
        (Discounts.SEPARATE, {"Tenth": (100, 200, 0)}),
    ],
)
def test_discounts_go_together_line_by_line(
    way: Discounts, expected: dict[str, tuple[int, ...]]
) -> None:
    rules = (off("Tenth", percent("1/10")), off("Toys", percent("3/10", on("Toys"))))
    bought = purchase(line(1_000, "Food"), line(2_000, "Toys"))
    assert taken(*rules, bought=bought, discounts=way) == expected


def test_combined_discounts_never_exceed_the_line() -> None:
    rules = (off("A", MoneyOff(amount_minor=800)), off("B", MoneyOff(amount_minor=800)))
    found = taken(*rules, bought=purchase(1_000), discounts=Discounts.COMBINE)
    assert found == {"A": (800, 0), "B": (200, 0)}


def test_a_limit_of_money() -> None:
    limit = Limit(amount=500, scope=LimitScope.PURCHASE)
    found = taken(off("Half", percent("1/2"), limits=(limit,)), bought=purchase(1_000, 2_000))
    assert found == {"Half": (167, 333, 0)}


def test_a_discount_that_was_used_up_leaves_the_line_to_another() -> None:
    once = Limit(times=1)
    rules = (off("Half", percent("1/2"), limits=(once,)), off("Tenth", percent("1/10")))
    of = program(*rules)
    outcome = run(of, purchase(1_000), Answers(used={(0, ""): 1}))
    assert [(each.rule, each.by_slot) for each in outcome.discounts] == [(1, (100, 0))]
    assert run(of, purchase(1_000)).uses[0].amount == 1


def test_a_discount_may_need_a_basket() -> None:
    benefit = Benefit(offer=MoneyOff(amount_minor=500), minimum_minor=5_000)
    assert taken(rule("Five", benefit=benefit), bought=purchase(4_999)) == {}
    assert taken(rule("Five", benefit=benefit), bought=purchase(5_000)) == {"Five": (500, 0)}


def test_a_discount_stands_instead_of_points() -> None:
    of = program(
        rule("Every", give("1")), off("Toys", percent("1/10", on("Toys")), instead_of=("Every",))
    )
    assert given(of, purchase(line(1_000, "Toys"), line(500, "Food"))) == {"Every": 5}


def test_the_member_chooses_between_money_off_and_points() -> None:
    of = program(
        off("Tenth", percent("1/10"), group="Gift"),
        rule("Every", give("1")),
        rule("Double", times("2"), group="Gift"),
        groups=(Group(name="Gift", policy=GroupPolicy.CHOICE),),
    )
    assert given(of, purchase(1_000, choices=("Double",))) == {"Every": 10, "Double": 10}
    assert given(of, purchase(1_000, choices=("Tenth",))) == {"Every": 9}
    assert given(of, purchase(1_000)) == {"Every": 9}


@pytest.mark.parametrize(
    ("offer", "expected"),
    [
        (MoneyOff(amount_minor=1_000), (200, 300, 500, 0)),
        (MoneyOff(amount_minor=90_000), (600, 900, 1_500, 0)),
        (MoneyOff(amount_minor=400, scope=on("Toys"), one_product=True), (0, 0, 400, 0)),
        (PercentOff(share=ratio("1/2"), one_product=True), (0, 0, 250, 0)),
        (FreeProduct(scope=on("Toys"), count=2, up_to_minor=450), (0, 0, 900, 0)),
        (FreeProduct(scope=on("Food"), count=1), (300, 0, 0, 0)),
        (CheapestFree(scope=EVERYTHING), (0, 100, 0, 0)),
        (FreeShipping(), (0, 0, 0, 700)),
    ],
)
def test_offers(offer: Offer, expected: tuple[int, ...]) -> None:
    lines = (
        line(600, "Food", quantity=2),
        line(900, "Beauty", quantity=9),
        line(1_500, "Toys", quantity=3),
    )
    bought = purchase(*lines, shipping_minor=700)
    assert taken(off("It", offer), bought=bought) == {"It": expected}


def test_what_lowers_a_line_and_what_is_paid() -> None:
    bought = purchase(
        line(10_000, discount_minor=1_000),
        line(5_000, is_gift_card=True),
        discount_minor=1_400,
        gift_card_minor=2_600,
        tax_minor=300,
        shipping_minor=500,
    )
    used = (UsedReward(MoneyOff(amount_minor=630)),)
    basket = Basket(bought, DEFAULT, used)
    assert basket.by_shop == (8_100, 4_500, 500)
    assert basket.rewards == ((405, 225, 0),)
    assert basket.slots(Quantity.NET_SPEND) == (7_695, 0, 0)
    assert basket.slots(Quantity.FULL_PRICE) == (10_000, 5_000, 0)
    assert basket.slots(Quantity.AMOUNT_PAID) == (6_024, 3_346, 800)
    everything = Basket(bought, NetSpend.without(()), used)
    assert everything.slots(Quantity.NET_SPEND) == (10_000, 5_000, 800)


def test_a_reward_has_a_limit_of_money_and_lines() -> None:
    bought = purchase(line(1_000, "Food"), line(2_000, "Toys"))
    used = UsedReward(percent("1/2"), mask=(False, True, False), at_most=300)
    assert Basket(bought, DEFAULT, (used,)).rewards == ((0, 300, 0),)


def parts(remaining: Purchased | None) -> list[tuple[str, int, int, int]]:
    assert remaining is not None
    return [
        (each.id, each.quantity, each.price_minor, each.discount_minor) for each in remaining.lines
    ]


def bought_three() -> Purchased:
    return purchase(
        Line(id="a", price_minor=1_000, quantity=3, discount_minor=1),
        Line(id="b", price_minor=500),
        discount_minor=150,
    )


def returned(**more: object) -> Returned:
    return Returned(id="r", instant=0, member="m1", purchase="p1", **more)  # type: ignore[arg-type]  # lines or an amount


def test_items_come_back_in_proportion_whatever_the_order() -> None:
    bought = bought_three()
    paid = (899, 450)
    one = returned(lines=(ReturnedLine(line="a", quantity=1),))
    two = returned(lines=(ReturnedLine(line="a", quantity=2),))
    twice = with_return(bought, with_return(bought, {}, one, paid), one, paid)
    assert twice == with_return(bought, {}, two, paid)
    assert parts(remaining_after_return(bought, twice, paid)) == [
        ("a", 1, 333, 33),
        ("b", 1, 500, 50),
    ]


def test_an_amount_comes_back_by_what_the_lines_cost() -> None:
    bought = bought_three()
    paid = (899, 450)
    back = with_return(bought, {}, returned(amount_minor=300), paid)
    assert back == {"a": (0, 200), "b": (0, 100)}
    assert paid_after_return(bought, back, paid) == (699, 350)
    assert parts(remaining_after_return(bought, back, paid)) == [
        ("a", 3, 778, 79),
        ("b", 1, 389, 39),
    ]


@for_all(st.lists(st.integers(1, 5_000), min_size=1, max_size=4), st.integers(0, 30_000))
def test_amounts_that_come_back_add_up(prices: list[int], amount: int) -> None:
    bought = purchase(*prices)
    back = with_return(bought, {}, returned(amount_minor=amount), tuple(prices))
    left = paid_after_return(bought, back, tuple(prices))
    assert sum(left) == max(sum(prices) - amount, 0)
    remaining = remaining_after_return(bought, back, tuple(prices))
    kept = sum(each.price_minor for each in remaining.lines) if remaining else 0
    assert kept == sum(left)


def test_everything_comes_back() -> None:
    bought = bought_three()
    paid = (899, 450)
    for fact in (
        returned(),
        returned(amount_minor=9_999),
        returned(lines=(ReturnedLine(line="a"), ReturnedLine(line="b"))),
    ):
        assert remaining_after_return(bought, with_return(bought, {}, fact, paid), paid) is None
