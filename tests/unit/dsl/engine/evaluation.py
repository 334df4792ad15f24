"""Small programs by hand, and one evaluation of them."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from dsl.engine.evaluation.basket import UsedReward
from dsl.engine.evaluation.context import context_of
from dsl.engine.evaluation.evaluate import evaluate
from dsl.engine.evaluation.outcome import Outcome
from dsl.engine.evaluation.prepare import prepare
from dsl.engine.evaluation.reads import Reads, Value
from dsl.engine.evaluation.runtime import Runtime
from dsl.ledger.facts import Line, Purchased
from dsl.program.measures import EVERYTHING, Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.names import Products
from dsl.program.program import Joining, Program
from dsl.program.rules import (
    Add,
    GiveAmount,
    GiveRate,
    Limit,
    Multiply,
    OnPurchase,
    Rule,
)
from dsl.program.time import ThisPurchase, Window
from dsl.program.wallets import Wallet

TUESDAY_NOON = 1_706_634_000_000_000  # 30 January 2024, 12:00 in New York
PURCHASE = OnPurchase()


class Answers:
    """Answers for one evaluation: by default a member of whom nothing is known."""

    def __init__(self, **known: Any) -> None:
        self.known: Mapping[str, Any] = known

    def tier(self) -> int:
        return int(self.known.get("tier", -1))

    def has_membership(self, memberships: tuple[int, ...]) -> bool:
        return self.known.get("membership", -1) in memberships

    def attribute(self, name: str) -> Value:
        value: Value = self.known.get("attributes", {}).get(name)
        return value

    def balance(self, wallet: int) -> int:
        return int(self.known.get("balance", 0))

    def posted(self, wallet: int) -> int:
        return int(self.known.get("posted", 0))

    def history(self, register: int, counter: int, window: Window) -> int:
        return int(self.known.get("history", {}).get(counter, 0))

    def new_visit(self) -> bool:
        return bool(self.known.get("new_visit", True))

    def day_of(self, register: int, since: str, tier: int) -> int | None:
        day: int | None = self.known.get("day_of")
        return day

    def periods(self, period: str) -> int:
        return int(self.known.get("periods", 0))

    def carried(self, carry: int) -> int:
        return int(self.known.get("carried", 0))

    def paid_as(self, rule: int, number: int) -> bool:
        """Nothing was paid before."""
        return False

    def chose_day(self, rule: int) -> bool:
        return bool(self.known.get("chose_day", False))

    def used(self, limit: int, key: str) -> int:
        return int(self.known.get("used", {}).get((limit, key), 0))


def ratio(value: str | int) -> Ratio:
    return Ratio.of(Fraction(value))


def spend(on: Scope = EVERYTHING, within: Window | None = None) -> Measure:
    return Measure(quantity=Quantity.NET_SPEND, scope=on, window=within or ThisPurchase())


def on(*products: str) -> Scope:
    return Scope(products=products)


def give(rate: str, *, wallet: str = "Points", scope: Scope = EVERYTHING) -> GiveRate:
    """So many units per unit of money ("1" is one point per dollar)."""
    per_cent = Fraction(rate) / 100
    return GiveRate(wallet=wallet, rate=Ratio.of(per_cent), measure=spend(scope))


def fixed(amount: int, wallet: str = "Points") -> GiveAmount:
    return GiveAmount(wallet=wallet, amount=amount)


def add(amount: int, *, multiplied: bool = False, wallet: str = "Points") -> Add:
    return Add(wallet=wallet, amount=amount, multiplied=multiplied)


def times(factor: str, scope: Scope = EVERYTHING, wallet: str = "Points") -> Multiply:
    return Multiply(wallet=wallet, factor=ratio(factor), scope=scope)


def at_most(amount: int, **more: Any) -> Limit:
    return Limit(amount=amount, wallet=more.pop("wallet", "Points"), **more)


def rule(name: str, *gives: Any, **more: Any) -> Rule:
    return Rule(name=name, trigger=more.pop("trigger", PURCHASE), gives=gives, **more)


def program(*rules: Rule, **more: Any) -> Program:
    content = {
        "name": "Test",
        "currency": "USD",
        "currency_decimals": 2,
        "time_zone": "America/New_York",
        "joining": Joining.FREE,
        "wallets": (Wallet(name="Points", unit="point", plural="points"),),
        "products": tuple(
            Products(name=name, categories=(name,)) for name in ("Beauty", "Food", "Toys")
        ),
        **more,
    }
    return Program(**content, rules=rules)


def line(price: int, category: str = "Food", **more: Any) -> Line:
    return Line(
        id=more.pop("id", f"{category}-{price}"), price_minor=price, category=category, **more
    )


def purchase(*lines: Line | int, **more: Any) -> Purchased:
    bought = tuple(
        each if isinstance(each, Line) else line(each, id=str(place))
        for place, each in enumerate(lines)
    )
    instant = more.pop("instant", TUESDAY_NOON)
    return Purchased(id="p1", instant=instant, member="m1", lines=bought, **more)


def run(
    of: Program | Runtime,
    fact: Purchased,
    reads: Reads | None = None,
    used: tuple[UsedReward, ...] = (),
) -> Outcome:
    """The outcome of a purchase."""
    runtime = of if isinstance(of, Runtime) else prepare(of)
    context = context_of(runtime, fact, fact.instant, used=used)
    return evaluate(context, runtime.procedures[PURCHASE], reads or Answers())


def given(of: Program, fact: Purchased, reads: Reads | None = None, **more: Any) -> dict[str, int]:
    """What each rule gives (to all wallets together)."""
    found: dict[str, int] = {}
    for posting in run(of, fact, reads, **more).postings:
        name = of.rules[posting.rule].name
        found[name] = found.get(name, 0) + posting.amount
    return found
