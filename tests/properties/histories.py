"""Strategies for histories: ordered facts of a few members, some of them odd on purpose."""

from dataclasses import replace

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
from tests.properties.programs import CLUB, DELIVERED, PLUS, POINTS, REVIEW, TEA

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


def _purchase(draw: st.DrawFn, identity: dict[str, object]) -> Purchased:
    lines = tuple(replace(line, id=str(place)) for place, line in enumerate(draw(_lines), start=1))
    return Purchased(
        **identity,  # type: ignore[arg-type]  # id, instant and member
        lines=lines,
        discount_minor=draw(st.sampled_from([0, 0, 77])),
        shipping_minor=draw(st.sampled_from([0, 400])),
        uses=tuple(draw(st.lists(st.sampled_from(USABLE), max_size=2))),
    )


USABLE = ("3 off", "Treat", "Pay", "Automatic", "Birthday", "Each 40")


def _returned(draw: st.DrawFn, identity: dict[str, object], bought: list[Purchased]) -> Returned:
    purchase = draw(st.sampled_from(bought))
    kind = draw(st.sampled_from(["all", "line", "piece", "amount"]))
    identity = {**identity, "member": purchase.member}
    more: dict[str, object] = {}
    if kind == "line":
        more["lines"] = (ReturnedLine(line="1"),)
    elif kind == "piece":
        more["lines"] = (ReturnedLine(line="1", quantity=1),)
    elif kind == "amount":
        more["amount_minor"] = draw(st.integers(1, 5000))
    return Returned(**identity, purchase=purchase.id, **more)  # type: ignore[arg-type]  # as above


def _other(draw: st.DrawFn, identity: dict[str, object], known: list[str]) -> AnyFact:
    day = int(str(identity["instant"])) // DAY + EPOCH_DAY
    makers = [
        lambda: Did(**identity, activity=REVIEW, store=draw(st.sampled_from(["", "Here"]))),  # type: ignore[arg-type]  # as above
        lambda: Did(**identity, activity=DELIVERED, approved=draw(st.booleans())),  # type: ignore[arg-type]  # as above
        lambda: Approved(**identity, fact=draw(st.sampled_from(known))),  # type: ignore[arg-type]  # as above
        lambda: Redeemed(**identity, reward=draw(st.sampled_from(("3 off", "Treat", "Pay")))),  # type: ignore[arg-type]  # as above
        lambda: Redeemed(**identity, reward="Pay", amount=draw(st.integers(1, 60))),  # type: ignore[arg-type]  # as above
        lambda: AttributeSet(**identity, name="card", value=draw(st.booleans())),  # type: ignore[arg-type]  # as above
        lambda: AttributeSet(
            **identity, name="birthday", value=day - draw(st.integers(8000, 8400))
        ),  # type: ignore[arg-type]  # as above
        lambda: MembershipStarted(**identity, membership=draw(st.sampled_from((PLUS, CLUB)))),  # type: ignore[arg-type]  # as above
        lambda: MembershipEnded(**identity, membership=PLUS),  # type: ignore[arg-type]  # as above
        lambda: FeePaid(**identity, membership=PLUS),  # type: ignore[arg-type]  # as above
        lambda: FeeRefused(**identity),  # type: ignore[arg-type]  # as above
        lambda: Adjusted(
            **identity, wallet=POINTS, amount=draw(st.integers(-40, 40)), reason="by hand"
        ),  # type: ignore[arg-type]  # as above
        lambda: Invited(**identity, tier="Silver"),  # type: ignore[arg-type]  # as above
        lambda: Left(**identity),  # type: ignore[arg-type]  # as above
    ]
    return draw(st.sampled_from(makers))()


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
        identity: dict[str, object] = {
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
