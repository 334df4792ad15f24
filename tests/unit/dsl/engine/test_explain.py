"""Explanations: what each rule saw and gave, and why one gave nothing."""

from typing import Any

import pytest

from dsl.engine.evaluation.context import context_of
from dsl.engine.evaluation.evaluate import evaluate
from dsl.engine.evaluation.explain import RuleExplained, explain, why_not
from dsl.engine.evaluation.prepare import prepare
from dsl.ledger.facts import Purchased
from dsl.program.conditions import DayIs, Guard, PropertyIs
from dsl.program.conditions import Property as Named
from dsl.program.names import Group, GroupPolicy
from dsl.program.offers import PercentOff
from dsl.program.program import Program
from dsl.program.rules import Audience, Benefit, Life, Limit, OnActivity, OnNth
from dsl.program.tiers import ForEveryone, KeptForLife, Tier
from dsl.program.time import InPeriod, Period
from tests.unit.dsl.engine.evaluation import (
    Answers,
    add,
    at_most,
    fixed,
    give,
    line,
    on,
    program,
    purchase,
    ratio,
    rule,
    times,
)

MONTH = InPeriod(period=Period.MONTH)
THURSDAY = Guard(condition=DayIs(weekdays=(4,)))
ONLINE = Guard(condition=PropertyIs(property=Named.CHANNEL, values=("web", "app")), negated=True)


def half(name: str, share: str) -> Any:
    return rule(name, benefit=Benefit(offer=PercentOff(share=ratio(share))))


PROGRAM = program(
    rule("Every", give("1")),
    rule("Thursday", times("2"), guards=(THURSDAY,)),
    rule("In the shop", add(5), guards=(ONLINE,)),
    rule("Gold", add(10), inside=Audience(tiers=("Gold",))),
    rule("Third", add(30), trigger=OnNth(count=3, repeats=True)),
    rule("Daily", add(1), limits=(Limit(times=1, window=InPeriod(period=Period.DAY)),)),
    rule("Best", add(20), group="Offers"),
    rule("Worse", add(19), group="Offers"),
    rule("Toys", give("3", scope=on("Toys")), instead_of=("Beauty",)),
    rule("Beauty", give("1", scope=on("Toys"))),
    rule("Crumbs", give("1/100")),
    rule("Capped", add(40), limits=(at_most(50, window=MONTH),)),
    rule("Off", add(1), life=Life(paused=True)),
    rule("Review", fixed(9), trigger=OnActivity(activity="review")),
    half("Tenth", "1/10"),
    half("Fifth", "1/5"),
    groups=(Group(name="Offers", policy=GroupPolicy.BEST),),
    tiers=(Tier(name="Gold", entry=ForEveryone(), kept=KeptForLife()),),
)


def said(rule_name: str, fact: Purchased, of: Program = PROGRAM, **known: Any) -> str:
    runtime = prepare(of)
    context = context_of(runtime, fact, fact.instant)
    place = next(iter(runtime.procedures.values()))
    return why_not(runtime, place, evaluate(context, place, Answers(**known)), rule_name)


@pytest.mark.parametrize(
    ("rule_name", "sentence"),
    [
        ("Every", ""),
        ("Thursday", "it applies when the day is Thursday; it was Tuesday"),
        (
            "In the shop",
            'it does not apply when the channel is "web" or "app"; it was "app"',
        ),
        ("Gold", 'it is only for tier "Gold"; the member\'s tier was none'),
        ("Third", "it is for what happens on every 3rd purchase; this was the 1st"),
        ("Daily", "it pays once per member per day; that is used up"),
        ("Worse", 'in group "Offers" "Best" counts instead of it'),
        ("Best", ""),
        ("Beauty", '"Toys" stands instead of it here'),
        ("Crumbs", "it comes to 0.08 points, which rounds to nothing"),
        ("Capped", "a limit (at most 50 points per member per month) leaves 0 points of 40 points"),
        ("Off", "it is switched off for now"),
        ("Tenth", "another discount is better, and the best discount counts"),
    ],
)
def test_why_not(rule_name: str, sentence: str) -> None:
    bought = purchase(line(1_000, "Toys"), channel="app")
    daily = {(0, ""): 1, (1, ""): 50}
    found = said(rule_name, bought, used=daily)
    assert found == (f'"{rule_name}" gives nothing: {sentence}.' if sentence else "")


def test_a_rule_for_something_else() -> None:
    assert said("Review", purchase(100)) == (
        '"Review" gives nothing here: its turn comes on the activity "review".'
    )
    assert said("Revue", purchase(100)) == 'There is no rule "Revue" in this program.'


def explained(of: Program, fact: Purchased, **known: Any) -> dict[str, RuleExplained]:
    runtime = prepare(of)
    outcome = evaluate(context_of(runtime, fact, fact.instant), 0, Answers(**known))
    return {each.rule: each for each in explain(runtime, 0, outcome)}


def test_amounts_before_and_after() -> None:
    of = program(
        rule("Every", give("1")),
        rule("Double", times("2"), limits=(at_most(100, window=MONTH),)),
    )
    found = explained(of, purchase(1_050), used={(0, ""): 92})
    assert found["Every"].steps == (
        "1 point per 1 USD of net spend: 10.5 points",
        "rounded down per purchase, after the rules before it: 10 points",
        "gives 10 points",
    )
    assert found["Double"].steps == (
        "multiplies 10.5 points by 2, which adds 10.5 points",
        "rounded down per purchase, after the rules before it: 11 points",
        "a limit (at most 100 points per member per month) leaves 8 points of 11 points",
        "gives 8 points",
    )


def test_an_amount_is_not_told_to_be_itself() -> None:
    found = explained(program(rule("Stamp", fixed(1))), purchase(1_050))
    assert found["Stamp"].steps == ("gives 1 point",)


def test_what_the_conditions_saw() -> None:
    found = explained(PROGRAM, purchase(1_000))["Thursday"]
    assert [(each.words, each.held, each.seen) for each in found.conditions] == [
        ("it applies when the day is Thursday", False, "it was Tuesday")
    ]


def test_a_discount_is_explained() -> None:
    found = explained(PROGRAM, purchase(1_000))
    assert found["Fifth"].steps == ("takes 2 USD off",)
    assert found["Tenth"].steps == ()
