"""The ten-rule workload: the reference engine's evaluation beside a function written by hand.

Ten rules on one purchase: 1 point per dollar, x2 on dining, x1.5 for gold, x2 on Tuesdays, four
bonuses by channel and size, one for a first purchase, one for a big gold basket, at most 2,000 in
all; one floor after the multipliers. Every event's points are compared before anything is timed.
"""

import gc
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.ratio import Ratio
from dsl.engine.evaluation.context import context_of
from dsl.engine.evaluation.evaluate import evaluate
from dsl.engine.evaluation.prepare import prepare
from dsl.engine.evaluation.runtime import Runtime
from dsl.ledger.facts import Line, Purchased
from dsl.program.conditions import (
    Comparison,
    DayIs,
    Guard,
    MeasureIs,
    Property,
    PropertyIs,
    PurchaseIsFirst,
    Relation,
    TierIs,
)
from dsl.program.measures import Measure, Quantity, Scope
from dsl.program.model import Ratio as Exact
from dsl.program.names import Group, Products, Stacking
from dsl.program.program import Joining, Program
from dsl.program.rules import (
    Add,
    GiveRate,
    Limit,
    LimitScope,
    Multiply,
    OnPurchase,
    Rule,
)
from dsl.program.tiers import ForEveryone, KeptForLife, Tier
from dsl.program.time import Window
from dsl.program.wallets import Wallet

EVENTS = 1_000
CHUNK = 50
ROUNDS = 40
CAP = 2_000
START = 1_704_067_200_000_000
HOUR = 3_600_000_000
TUESDAY = 2
Event = tuple[dict[str, Any], Purchased, Any]
SPEND = Measure(quantity=Quantity.NET_SPEND)


def _rule(name: str, give: Any, *conditions: Any) -> Rule:
    guards = tuple(Guard(condition=condition) for condition in conditions)
    return Rule(name=name, trigger=OnPurchase(), gives=(give,), guards=guards, group="All")


def _times(numerator: int, denominator: int = 1, scope: Scope | None = None) -> Multiply:
    factor = Exact(numerator=numerator, denominator=denominator)
    return Multiply(wallet="Points", factor=factor, scope=scope or Scope())


def _plus(amount: int) -> Add:
    return Add(wallet="Points", amount=amount)


def _spends(minor: int) -> MeasureIs:
    return MeasureIs(measure=SPEND, comparison=Comparison(relation=Relation.AT_LEAST, low=minor))


def _channel(name: str) -> PropertyIs:
    return PropertyIs(property=Property.CHANNEL, values=(name,))


def ten_rules() -> Program:
    """The program."""
    gold = TierIs(tiers=("Gold",))
    rate = Exact(numerator=1, denominator=100)
    return Program(
        name="Ten rules",
        currency="USD",
        currency_decimals=2,
        time_zone="UTC",
        joining=Joining.FREE,
        multipliers=Stacking.MULTIPLY,
        wallets=(Wallet(name="Points", unit="point", plural="points"),),
        products=(Products(name="Dining", categories=("dining",)),),
        groups=(
            Group(
                name="All",
                limits=(Limit(amount=CAP, wallet="Points", scope=LimitScope.PURCHASE),),
            ),
        ),
        tiers=(Tier(name="Gold", entry=ForEveryone(), kept=KeptForLife()),),
        rules=(
            _rule("Every purchase", GiveRate(wallet="Points", rate=rate, measure=SPEND)),
            _rule("Dining", _times(2, scope=Scope(products=("Dining",)))),
            _rule("Gold", _times(3, 2), gold),
            _rule("Tuesday", _times(2), DayIs(weekdays=(TUESDAY,))),
            _rule("App", _plus(50), _channel("app")),
            _rule("Big basket", _plus(100), _spends(10_000)),
            _rule("Web", _plus(20), _channel("web")),
            _rule("First", _plus(200), PurchaseIsFirst()),
            _rule("Big gold", _plus(150), gold, _spends(20_000)),
        ),
    )


class Member:
    """Answers of one event, as a state would give them."""

    def __init__(self, gold: bool, first: bool) -> None:
        self._tier = 0 if gold else -1
        self._before = 0 if first else 3

    def tier(self) -> int:
        return self._tier

    def history(self, register: int, counter: int, window: Window) -> int:
        return self._before

    def used(self, limit: int, key: str) -> int:
        return 0


def events() -> list[Event]:
    """Each event as the hand-written function takes it, and as the engine does."""
    chance = random.Random(20_240_101)
    found: list[Event] = []
    for number in range(EVENTS):
        event: dict[str, Any] = {
            "amount": chance.randrange(100, 40_000),
            "category": chance.choice(["dining", "grocery", "travel", "fuel"]),
            "gold": chance.random() < 0.2,
            "instant": START + number * HOUR,
            "weekday": number // 24 % 7 + 1,
            "channel": chance.choice(["app", "web", "store"]),
            "first": chance.random() < 0.05,
        }
        line = Line(id="1", price_minor=event["amount"], category=event["category"])
        fact = Purchased(
            id=str(number),
            instant=event["instant"],
            member="m",
            lines=(line,),
            channel=event["channel"],
        )
        found.append((event, fact, Member(event["gold"], event["first"])))
    return found


def by_hand(event: dict[str, Any]) -> int:
    """The ten rules as a person would write them: the points, without who gave what."""
    amount = event["amount"]
    gold = event["gold"]
    factor = 2 if event["category"] == "dining" else 1
    double = 3 if gold else 2
    if event["weekday"] == TUESDAY:
        double *= 2
    points: int = amount * factor * double // 200
    channel = event["channel"]
    if channel == "app":
        points += 50
    elif channel == "web":
        points += 20
    if amount >= 10_000:
        points += 100
    if event["first"]:
        points += 200
    if gold and amount >= 20_000:
        points += 150
    return min(CAP, points)


def by_engine(runtime: Runtime, fact: Purchased, member: Any) -> int:
    """The same, rule by rule."""
    outcome = evaluate(context_of(runtime, fact, fact.instant), 0, member)
    return sum(posting.amount for posting in outcome.postings)


def ratios() -> Iterator[Ratio]:
    """Evaluations beside the function, in one run."""
    runtime = prepare(ten_rules())
    rows = events()
    for event, fact, member in rows:
        if by_hand(event) != by_engine(runtime, fact, member):
            raise AssertionError(f"event {fact.id} differs")

    gc.disable()
    try:
        chunks = [rows[start : start + CHUNK] for start in range(0, EVENTS, CHUNK)]
        engine = sum(_best(lambda each: _evaluate_all(runtime, each), chunk) for chunk in chunks)
        hand = sum(_best(_all_by_hand, chunk) for chunk in chunks)
    finally:
        gc.enable()
    yield Ratio("ten rules: evaluation beside a function by hand", hand / engine, ">= 0.02")
    yield Ratio("ten rules: evaluations per second", EVENTS / engine)


def _best(work: Callable[[list[Event]], None], rows: list[Event]) -> float:
    """The best time for a few events: short enough that a busy machine leaves it in peace."""
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(rows)
        found.append(time.perf_counter() - start)
    return min(found)


def _evaluate_all(runtime: Runtime, rows: list[Event]) -> None:
    for _, fact, member in rows:
        evaluate(context_of(runtime, fact, fact.instant), 0, member)


def _all_by_hand(rows: list[Event]) -> None:
    for event, _, _ in rows:
        by_hand(event)
