"""Groups are where customers bought first, and each tells its own ways."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dsl.ledger.facts import Line, Purchased
from dsl.values.calendar import zone
from simulator.calibration import to_parts
from simulator.calibration.backtest import Backtest
from simulator.calibration.customer_groups import groups_found
from simulator.calibration.from_orders import Stated, scenario_from_history
from simulator.calibration.grade import grade_with_groups
from simulator.calibration.purchases import PurchaseCollector
from simulator.calibration.scenario import GradePart, GroupPart, Reason
from tests.unit.simulator.calibration.shops import FIRST_DAY

DAY = 86_400_000_000
EPOCH = 719_163  # the ordinal of 1970-01-01
DAYS = 120


def bought(
    member: str, day: int, minor: int = 500, channel: str = "", store: str = ""
) -> Purchased:
    return Purchased(
        id=f"{member} {day}",
        instant=(FIRST_DAY - EPOCH + day) * DAY,
        member=member,
        channel=channel,
        store=store,
        lines=(Line(id="1", sku=channel or "X", price_minor=minor),),
    )


def collected(sizes: dict[tuple[str, str], int]) -> PurchaseCollector:
    """Twenty-five of each group come back once, in a channel and a store of nobody's."""
    found = PurchaseCollector(zone("UTC"))
    for (channel, store), customers in sizes.items():
        for number in range(customers):
            member = f"{channel} {store} {number}"
            found.add(bought(member, 0, channel=channel, store=store))
            if number < 25:
                found.add(bought(member, 1, channel="later", store="later"))
    return found


@pytest.mark.parametrize(
    ("sizes", "names"),
    [
        ({("counter", ""): 140, ("online", ""): 101}, ("counter", "online")),
        ({("counter", ""): 140, ("online", ""): 100}, ()),
        ({("", ""): 140, ("online", ""): 101}, ("online", "others")),
        (
            {("a", ""): 150, ("b", ""): 140, ("c", ""): 60, ("d", ""): 41},
            ("a", "b", "others"),
        ),
        ({("a", ""): 150, ("b", ""): 140, ("c", ""): 60}, ("a", "b and others")),
        ({("web", "north"): 120, ("web", "south"): 130}, ("south", "north")),
        ({("a", "north"): 120, ("b", "south"): 130}, ("b", "a")),
    ],
)
def test_groups_are_large_and_leave_nobody_out(
    sizes: dict[tuple[str, str], int], names: tuple[str, ...]
) -> None:
    found = collected(sizes)
    purchases = found.purchases()
    groups = groups_found(purchases, found, above=100)
    if not names:
        assert groups is None
        return
    assert groups is not None
    assert groups.names == names
    assert np.bincount(groups.group).min() > 100
    assert len(groups.group) == purchases.customers
    assert groups_found(purchases, found, by=(), above=100) is None


def customers(channel: str, *, every: int, minor: int) -> Iterator[Purchased]:
    """A hundred and ten, one new each day; the third part of them soon stays away."""
    for number in range(110):
        until = DAYS if number % 3 else number + 3 * every
        for day in range(number, min(until, DAYS), every):
            come_later = {} if day == number else {"store": "elsewhere"}
            yield bought(f"{channel} {number}", day, minor + number, channel, **come_later)


def test_each_group_tells_its_own_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    untried = Backtest((), "pareto_nbd", 1.0, 0.0, 0.0)
    monkeypatch.setattr(to_parts, "backtest", lambda purchases: untried)
    facts = [
        *customers("counter", every=4, minor=500),
        *customers("online", every=20, minor=6_000),
    ]
    facts.sort(key=lambda fact: fact.instant)
    report = SimpleNamespace(identified_sales_minor=3, sales_minor=4, doubtful_amounts=())
    history: Any = SimpleNamespace(facts=facts, rows=len(facts), report=lambda: report)
    stated = Stated(
        name="s", place="s", currency="USD", time_zone="UTC", sources=(), data_sha256=""
    )
    progress: list[tuple[str, int, int]] = []

    def told(*said: Any) -> None:
        progress.append(said)

    shop = scenario_from_history(history, stated, told, groups_above=100)
    assert progress == [("Fitting", number, 3) for number in range(3)]
    assert [source.source for source in shop.sources] == ["the channel of their first order"]
    counter, online = (shop.group_alone(number) for number in range(2))
    assert [group.name for group in shop.groups] == ["counter", "online"]
    assert counter.customers.known == online.customers.known == 110
    assert (counter.spend.mean_purchase, online.spend.mean_purchase) == ("5.41 USD", "60.43 USD")
    models = [part.behaviour.pareto_nbd for part in (counter, online)]
    rates = [model.r / model.alpha for model in models]
    assert rates[0] > 3 * rates[1]
    assert [one.sku for one in counter.basket.products] == ["counter"]
    assert [one.sku for one in online.basket.products] == ["online"]
    alone = scenario_from_history(history, stated, told)
    assert not alone.groups
    assert not alone.sources
    assert alone.model_copy(update={"grade": shop.grade}) == shop.model_copy(
        update={"groups": (), "sources": ()}
    )


def test_no_grade_is_better_than_that_of_a_group() -> None:
    def graded(letter: Any) -> GradePart:
        reason = Reason(at_best=letter, found=f"it is {letter}", remedy="more")
        return GradePart(letter=letter, reasons=(reason,))

    people: Any = SimpleNamespace(known=1)
    groups = [
        GroupPart.model_construct(name=letter, grade=graded(letter), customers=people)
        for letter in ("B", "C", "D")
    ]
    found = grade_with_groups(graded("C"), groups)
    assert found.letter == "D"
    assert [reason.found for reason in found.reasons] == [
        'among customers of "D": it is D',
        "it is C",
    ]
