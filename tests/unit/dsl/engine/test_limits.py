"""Limits: who cuts first, what counts, and what a rule that has used up its times still does."""

import pytest

from dsl.engine.evaluation.steps_effects import AmountTooLarge
from dsl.plan.from_program import lower
from dsl.program.names import Activity, Attribute, Group, GroupPolicy, ValueKind
from dsl.program.offers import GiftCard
from dsl.program.rules import Benefit, Limit, LimitScope, OnActivity
from dsl.program.time import InPeriod, Period
from dsl.program.wallets import AccrualCap, Wallet
from tests.unit.dsl.engine.evaluation import (
    Answers,
    add,
    at_most,
    fixed,
    give,
    given,
    on,
    program,
    purchase,
    rule,
    run,
    times,
)

MONTH = InPeriod(period=Period.MONTH)
ONCE = Limit(times=1, window=InPeriod(period=Period.DAY))


def points(**more: object) -> tuple[Wallet, ...]:
    content = {"name": "Points", "unit": "point", "plural": "points", **more}
    return (Wallet.model_validate(content),)


def test_a_limit_pays_a_part_or_nothing() -> None:
    limits = (at_most(100, window=MONTH),)
    left = Answers(used={(0, ""): 70})
    part = program(rule("Every", give("1"), limits=limits))
    nothing = program(rule("Every", give("1"), limits=limits, cut_to_nothing=True))
    assert given(part, purchase(5_000), left) == {"Every": 30}
    assert run(nothing, purchase(5_000), left).postings[0].cut == 50
    assert given(nothing, purchase(3_000), left) == {"Every": 30}


def test_what_is_given_counts_for_every_limit() -> None:
    of = program(
        rule("Every", give("1"), limits=(at_most(80), at_most(1_000, scope=LimitScope.PROGRAM))),
        wallets=points(caps=(AccrualCap(at_most=50, period=Period.DAY),)),
    )
    outcome = run(of, purchase(10_000))
    assert [posting.amount for posting in outcome.postings] == [50]
    owners = [limit.owner_kind for limit in lower(of).limits]
    assert owners == ["rule", "rule", "wallet"]
    assert {(use.limit, use.amount) for use in outcome.uses} == {(0, 50), (1, 50), (2, 50)}


def test_rules_share_the_limit_of_their_group_in_the_order_of_the_text() -> None:
    of = program(
        rule("A", add(60), group="G"),
        rule("B", add(60), group="G"),
        groups=(Group(name="G", limits=(at_most(100),)),),
    )
    assert given(of, purchase(100)) == {"A": 60, "B": 40}


def test_a_wallet_holds_at_most() -> None:
    of = program(rule("A", add(60)), rule("B", add(60)), wallets=points(hold_at_most=500))
    assert given(of, purchase(100), Answers(posted=420)) == {"A": 60, "B": 20}


def test_stores_and_values_are_told_apart() -> None:
    limit = Limit(times=1, scope=LimitScope.STORE)
    of = program(rule("Visit", add(10), limits=(limit,)), stores=("North", "South"))
    used = Answers(used={(0, "North"): 1})
    assert given(of, purchase(100, store="North"), used) == {}
    assert given(of, purchase(100, store="South"), used) == {"Visit": 10}
    assert run(of, purchase(100, store="South"), used).uses[0].key == "South"


def test_a_rule_counts_once_for_all_its_wallets() -> None:
    wallets = (*points(), Wallet(name="Stamps", unit="stamp", plural="stamps"))
    of = program(rule("Both", fixed(10), fixed(1, "Stamps"), limits=(ONCE,)), wallets=wallets)
    outcome = run(of, purchase(100))
    assert len(outcome.postings) == 2
    assert [use.amount for use in outcome.uses] == [1]


def test_a_rule_without_times_left_does_not_stand_in_the_way() -> None:
    used_up = Answers(used={(0, ""): 1})
    of = program(
        rule("Two", give("2")), rule("Ten", give("10"), instead_of=("Two",), limits=(ONCE,))
    )
    assert given(of, purchase(100), used_up) == {"Two": 2}
    of = program(
        rule("Ten", add(10), group="G", limits=(ONCE,)),
        rule("Five", add(5), group="G"),
        groups=(Group(name="G", policy=GroupPolicy.BEST),),
    )
    assert given(of, purchase(100), used_up) == {"Five": 5}
    of = program(rule("Base", fixed(10), limits=(ONCE,)), rule("Double", times("2")))
    assert given(of, purchase(100), used_up) == {}


def test_a_limit_of_how_often_that_a_group_shares_counts_within_the_purchase() -> None:
    of = program(
        rule("A", add(10), group="G"),
        rule("B", add(10), group="G"),
        groups=(Group(name="G", limits=(ONCE,)),),
    )
    assert given(of, purchase(100)) == {"A": 10, "B": 0}


def test_an_amount_that_rounds_to_nothing_uses_no_time() -> None:
    outcome = run(program(rule("Every", give("1"), limits=(ONCE,))), purchase(50))
    assert outcome.postings == []
    assert outcome.uses == []


def test_benefits_count_how_often_they_are_issued() -> None:
    card = rule("Card", benefit=Benefit(offer=GiftCard(amount_minor=500)), limits=(ONCE,))
    outcome = run(program(card), purchase(100))
    assert (outcome.issues, [use.amount for use in outcome.uses]) == ([0], [1])
    assert run(program(card), purchase(100), Answers(used={(0, ""): 1})).issues == []


def test_a_limit_by_an_attribute_of_the_activity() -> None:
    from dsl.engine.evaluation.context import context_of
    from dsl.engine.evaluation.evaluate import evaluate
    from dsl.engine.evaluation.prepare import prepare
    from dsl.ledger.facts import Did

    limit = Limit(times=1, scope=LimitScope.VALUE, value="product")
    product = Attribute(name="product", value=ValueKind.TEXT)
    trigger = OnActivity(activity="review")
    of = program(
        rule("Review", fixed(50), trigger=trigger, limits=(limit,)),
        activities=(Activity(name="review", fields=(product,)),),
    )
    runtime = prepare(of)
    fact = Did(id="1", instant=0, member="m", activity="review", fields=(("product", "shoe"),))
    reads = Answers(used={(0, "shoe"): 1})
    place = runtime.procedures[trigger]
    assert evaluate(context_of(runtime, fact, 0), place, reads).postings == []
    assert evaluate(context_of(runtime, fact, 0), place, Answers()).uses[0].key == "shoe"


def test_a_limit_on_one_product_leaves_the_rest() -> None:
    of = program(
        rule("Toys", give("5", scope=on("Toys")), limits=(at_most(10),)), rule("All", add(1))
    )
    assert given(of, purchase(100)) == {"All": 1}


def test_a_correction_below_zero_takes_no_points() -> None:
    of = program(rule("Every", give("1")), rule("Bonus", add(50)))
    assert given(of, purchase(-1_000)) == {"Bonus": 50}


def test_a_number_that_does_not_fit_names_its_rule() -> None:
    with pytest.raises(AmountTooLarge, match="Huge"):
        run(program(rule("Huge", fixed(2**63))), purchase(100))
    assert given(program(rule("Large", fixed(2**63 - 1))), purchase(100)) == {"Large": 2**63 - 1}
