"""Strategies for histories: ordered facts of a few members, some of them odd on purpose."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from dsl.ledger.facts import (
    Adjusted,
    AnyFact,
    Approved,
    AttributeSet,
    Did,
    FeePaid,
    FeeRefused,
    Invited,
    Joined,
    Left,
    Line,
    MembershipEnded,
    MembershipStarted,
    Purchased,
    Redeemed,
    Returned,
    ReturnedLine,
)
from dsl.values.calendar import DAY, EPOCH_DAY
from tests.properties.names import CLUB, DELIVERED, HOUSE, PLUS, POINTS, REVIEW, TEA

START = (738_000 - EPOCH_DAY) * DAY  # a day in July 2021
MEMBERS = ("ada", "bea", "cy")

_lines = st.lists(
    st.builds(
        Line,
        id=st.just(""),
        price_minor=st.integers(1, 60).map(lambda each: each * 101),
        quantity=st.integers(1, 3),
        discount_minor=st.sampled_from([0, 0, 50]),
        category=st.sampled_from(["", TEA]),
    ),
    min_size=1,
    max_size=3,
)


def _purchase(draw: st.DrawFn, identity: dict[str, Any]) -> Purchased:
    lines = tuple(replace(line, id=str(place)) for place, line in enumerate(draw(_lines), start=1))
    return Purchased(
        **identity,
        lines=lines,
        discount_minor=draw(st.sampled_from([0, 0, 77])),
        shipping_minor=draw(st.sampled_from([0, 400])),
        uses=tuple(draw(st.lists(st.sampled_from(USABLE), max_size=2))),
    )


USABLE = ("3 off", "Treat", "Pay", "Automatic", "Birthday", "Each 40")


def _returned(draw: st.DrawFn, identity: dict[str, Any], bought: list[Purchased]) -> Returned:
    purchase = draw(st.sampled_from(bought))
    kind = draw(st.sampled_from(["all", "line", "piece", "amount"]))
    identity = {**identity, "member": purchase.member}
    more: dict[str, Any] = {}
    if kind == "line":
        more["lines"] = (ReturnedLine(line="1"),)
    elif kind == "piece":
        more["lines"] = (ReturnedLine(line="1", quantity=1),)
    elif kind == "amount":
        more["amount_minor"] = draw(st.integers(1, 5000))
    return Returned(**identity, purchase=purchase.id, **more)


def _other(draw: st.DrawFn, identity: dict[str, Any], known: list[str]) -> AnyFact:
    """Anything but a purchase or a return."""
    day = identity["instant"] // DAY + EPOCH_DAY
    kind, more = draw(st.sampled_from(OTHER))
    fact: AnyFact = kind(**identity, **more)
    match fact:
        case Approved():
            return replace(fact, fact=draw(st.sampled_from(known)))
        case Adjusted():
            return replace(fact, amount=draw(st.integers(-40, 40)))
        case AttributeSet(name="birthday"):
            return replace(fact, value=day - draw(st.integers(8000, 8400)))
    return fact


OTHER: list[tuple[Any, dict[str, Any]]] = [
    (Did, {"activity": REVIEW}),
    (Did, {"activity": REVIEW, "store": "Here"}),
    (Did, {"activity": DELIVERED}),
    (Did, {"activity": DELIVERED, "approved": False}),
    (Approved, {"fact": ""}),
    (Redeemed, {"reward": "3 off"}),
    (Redeemed, {"reward": "Treat"}),
    (Redeemed, {"reward": "Pay"}),
    (Redeemed, {"reward": "Pay", "amount": 25}),
    (AttributeSet, {"name": "card", "value": True}),
    (AttributeSet, {"name": "card", "value": False}),
    (AttributeSet, {"name": "birthday", "value": 0}),
    (MembershipStarted, {"membership": PLUS}),
    (MembershipStarted, {"membership": CLUB}),
    (MembershipEnded, {"membership": PLUS}),
    (FeePaid, {"membership": PLUS}),
    (FeeRefused, {}),
    (Adjusted, {"wallet": POINTS, "amount": 0, "reason": "by hand"}),
    (Invited, {"tier": HOUSE}),
    (Left, {}),
    (Joined, {}),
]


@st.composite
def histories(
    draw: st.DrawFn, *, size: int = 25, members: tuple[str, ...] = MEMBERS
) -> list[AnyFact]:
    """Facts in their order; members join first."""
    instant = START
    facts: list[AnyFact] = [
        Joined(id=f"join {name}", instant=instant, member=name) for name in members
    ]
    if draw(st.booleans()):
        facts += [
            MembershipStarted(id=f"plus {name}", instant=instant + 1, member=name, membership=PLUS)
            for name in members
        ]
    bought: list[Purchased] = []
    for number in range(draw(st.integers(1, size))):
        instant += draw(st.sampled_from([1, DAY // 3, DAY, 3 * DAY, 9 * DAY, 40 * DAY]))
        identity: dict[str, Any] = {
            "id": f"f{number:03}",
            "instant": instant,
            "member": draw(st.sampled_from(members)),
        }
        kind = draw(st.sampled_from(["purchase", "purchase", "purchase", "return", "other"]))
        if kind == "purchase" or (kind == "return" and not bought):
            bought.append(_purchase(draw, identity))
            facts.append(bought[-1])
        elif kind == "return":
            facts.append(_returned(draw, identity, bought))
        else:
            facts.append(_other(draw, identity, [fact.id for fact in facts]))
    return sorted(facts, key=lambda fact: (fact.instant, fact.id.encode()))
