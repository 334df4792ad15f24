"""Strategies for what the column engine is tried on: programs that it runs, and days of batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from dsl.columns import analysis
from dsl.columns.batch import Item
from dsl.columns.engine import ColumnEngine
from dsl.columns.from_facts import items_of, kind_of
from dsl.columns.from_state import Opening
from dsl.engine.fact_names import UnknownName, check_names
from dsl.ledger import facts as ledger
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.measures import Counted, Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.names import Group, GroupPolicy
from dsl.program.offers import CheapestFree, FreeProduct, FreeShipping, MoneyOff
from dsl.program.program import Discounts, Program, SpendPart
from dsl.program.rules import (
    Add,
    Band,
    Benefit,
    GiveBands,
    GiveRate,
    Limit,
    Multiply,
    OnPurchase,
    Rule,
)
from dsl.program.tiers import (
    KeptFor,
    KeptWhileItHolds,
    Tier,
    WhenCounted,
    WhileConditions,
)
from dsl.program.time import Duration, Ever, InPeriod, Period, Rolling, ThisPurchase
from dsl.values import calendar
from tests.properties.names import POINTS, TEA
from tests.properties.programs import programs
from tests.properties.rules import rule, spend

MONTH = InPeriod(period=Period.MONTH)
ON_TEA = Scope(products=(TEA,))
STORES = ("Here",)


def _per_spend(numerator: int, **more: object) -> GiveRate:
    measure = Measure(quantity=Quantity.NET_SPEND, scope=Scope(products=(TEA,)))
    rate = Ratio(numerator=numerator, denominator=100)
    return GiveRate.model_validate({"wallet": POINTS, "rate": rate, "measure": measure, **more})


def _bands(whole: bool, window: object) -> GiveBands:
    bands = (
        Band(up_to=3000, rate=Ratio(numerator=1, denominator=100)),
        Band(up_to=7000, rate=Ratio(numerator=5, denominator=300)),
        Band(up_to=None, rate=Ratio(numerator=1, denominator=50)),
    )
    measure = spend(window)  # type: ignore[arg-type] # any window of the strategy below
    return GiveBands(wallet=POINTS, measure=measure, bands=bands, whole=whole)


def _more_rules() -> dict[str, Rule]:
    """Rules that meet each other: instead of, one of a group, in steps and bands, money off."""
    purchase = OnPurchase()
    twice_a_month = (Limit(times=2, window=MONTH),)
    some_money = (Limit(amount=500, window=Rolling(length=Duration(count=20, unit="day"))),)
    found = (
        rule("Steps on tea", purchase, _per_spend(7, step=1000)),
        rule("Tea instead", purchase, _per_spend(9), instead_of=("Every purchase",)),
        rule("Half", purchase, Multiply(wallet=POINTS, factor=Ratio(numerator=3, denominator=2))),
        rule("Less", purchase, Multiply(wallet=POINTS, factor=Ratio(numerator=2, denominator=3))),
        rule("Bands", purchase, _bands(False, MONTH)),
        rule("Whole bands", purchase, _bands(True, ThisPurchase())),
        rule("Best one", purchase, Add(wallet=POINTS, amount=20), group="Best"),
        rule("Best two", purchase, _per_spend(2), group="Best"),
        rule("First one", purchase, _per_spend(1), group="First"),
        rule("First two", purchase, Add(wallet=POINTS, amount=4), group="First"),
        rule(
            "Tea free",
            purchase,
            benefit=Benefit(offer=FreeProduct(scope=ON_TEA, up_to_minor=2000)),
            limits=twice_a_month,
        ),
        rule("Cheapest", purchase, benefit=Benefit(offer=CheapestFree(scope=ON_TEA))),
        rule(
            "Money off",
            purchase,
            benefit=Benefit(offer=MoneyOff(amount_minor=350)),
            limits=some_money,
        ),
        rule("No shipping", purchase, benefit=Benefit(offer=FreeShipping(), minimum_minor=4000)),
    )
    return {each.name: each for each in found}


MORE_RULES = _more_rules()
GROUPS = (
    Group(name="Best", policy=GroupPolicy.BEST),
    Group(
        name="First",
        policy=GroupPolicy.FIRST,
        limits=(Limit(amount=90, wallet=POINTS, window=MONTH),),
    ),
)


def _counted(tier: Tier) -> Tier:
    """A tier that time alone does not change: counted or by invitation, kept for a time."""
    changes: dict[str, object] = {}
    if isinstance(tier.entry, WhileConditions):
        often = Measure(quantity=Quantity.VISITS, window=Ever())
        changes["entry"] = WhenCounted(any_of=((Counted(at_least=9, measure=often),),))
    if isinstance(tier.kept, KeptWhileItHolds):
        changes["kept"] = KeptFor(length=Duration(count=2, unit="month"))
    return tier.model_copy(update=changes)


def _holding(tier: Tier) -> Tier:
    """A tier that may hold only while something does; then none is reviewed."""
    return tier.model_copy(update={"review": None, "grace_days": 0})


@st.composite
def column_programs(draw: st.DrawFn) -> Program:
    """Programs that run on columns as a whole."""
    program = draw(programs(coupled=False))
    simple = draw(st.sampled_from([_counted, _holding]))
    tiers = tuple(simple(tier) for tier in program.tiers)
    names = draw(st.sets(st.sampled_from(sorted(MORE_RULES)), max_size=6))
    more = tuple(MORE_RULES[name] for name in sorted(names))
    left_out = draw(st.sampled_from([tuple(SpendPart), (SpendPart.TAX,), (SpendPart.REWARDS,)]))
    changed = program.model_copy(
        update={
            "tier_counts_at_once": False,
            "tiers": tiers,
            "groups": GROUPS,
            "discounts": draw(st.sampled_from(Discounts)),
            "net_spend_leaves_out": left_out,
            "rules": (*program.rules, *more),
        }
    )
    assume(not analysis.vectorised(changed, lower(changed)))
    return changed


@dataclass(frozen=True)
class World:
    """A program with its facts, and who of the members runs by reference."""

    program: Program
    plan: Plan
    facts: list[ledger.AnyFact]
    names: list[str]
    items: list[Item]

    @classmethod
    def of(cls, program: Program, facts: list[ledger.AnyFact]) -> "World":
        """A program and a history."""
        known = [_told(program, fact) for fact in facts if _is_known(program, fact)]
        names = sorted({fact.member for fact in known})
        bought = [fact for fact in known if isinstance(fact, ledger.Purchased)]
        return cls(program, lower(program), known, names, items_of(bought))

    def engine(
        self,
        opening: Opening | None = None,
        *,
        record: bool = True,
        in_order: bool = False,
        keep_diary: bool = False,
    ) -> ColumnEngine:
        """An engine that has been told all it has to know."""
        return ColumnEngine(
            self.program,
            self.plan,
            members=len(self.names),
            names=self.names,
            assortment=self.items,
            stores=STORES,
            by_reference=np.array([name in self.apart for name in self.names], bool),
            record=record,
            in_order=in_order,
            opening=opening,
            keep_diary=keep_diary,
        )

    def cut(self, day: int) -> tuple["World", "World"]:
        """The facts of before a day, and those of later, for the same members."""
        zone = calendar.zone(self.program.time_zone)
        before = [fact for fact in self.facts if zone.day_of(fact.instant) < day]
        return replace(self, facts=before), replace(self, facts=self.facts[len(before) :])

    def play(self, engine: ColumnEngine, batch: Sequence[ledger.AnyFact]) -> None:
        """Facts of different members, as one batch for each kind."""
        kinds: dict[object, list[ledger.AnyFact]] = {}
        for fact in batch:
            alone = fact.id if self._is_told_whole(fact) else ""
            kinds.setdefault((kind_of(fact), alone), []).append(fact)
        for facts in kinds.values():
            rows = [self.names.index(fact.member) for fact in facts]
            if self._is_told_whole(facts[0]):
                engine.apply(rows[0], facts[0])
            else:
                engine.apply_each(np.array(rows), facts)

    def _is_told_whole(self, fact: ledger.AnyFact) -> bool:
        """Whether it is a fact by reference of which columns would leave something out."""
        as_columns = isinstance(fact, ledger.Purchased | ledger.Joined)
        return not as_columns and fact.member in self.apart

    @cached_property
    def apart(self) -> set[str]:
        """Who runs by reference."""
        return {
            fact.member for fact in self.facts if not analysis.runs_on_columns(fact, self.program)
        }

    def days(self) -> Iterator[tuple[int, list[ledger.AnyFact]]]:
        """The facts of each day."""
        zone = calendar.zone(self.program.time_zone)
        days: dict[int, list[ledger.AnyFact]] = {}
        for fact in self.facts:
            days.setdefault(zone.day_of(fact.instant), []).append(fact)
        yield from days.items()


def _is_known(program: Program, fact: ledger.AnyFact) -> bool:
    """Whether a program has what a fact names."""
    try:
        check_names(program, fact)
    except UnknownName:
        return False
    return True


def _told(program: Program, fact: ledger.AnyFact) -> ledger.AnyFact:
    """The fact without rewards that the program does not have."""
    if not isinstance(fact, ledger.Purchased):
        return fact
    names = {each.name for each in program.rewards}
    names |= {each.name for each in program.rules if each.benefit is not None}
    return replace(fact, uses=tuple(name for name in fact.uses if name in names))


def batches(data: st.DataObject, facts: list[ledger.AnyFact]) -> Iterator[list[ledger.AnyFact]]:
    """A day's facts cut into batches: each member's in their order, otherwise anyhow."""
    waiting: dict[str, list[ledger.AnyFact]] = {}
    for fact in facts:
        waiting.setdefault(fact.member, []).append(fact)
    while waiting:
        first = data.draw(st.sampled_from(sorted(waiting)))
        kind = type(waiting[first][0])
        same = [name for name in sorted(waiting) if type(waiting[name][0]) is kind]
        others = [name for name in same if name != first and data.draw(st.booleans())]
        chosen = data.draw(st.permutations([first, *others]))
        yield [waiting[name].pop(0) for name in chosen]
        waiting = {name: left for name, left in waiting.items() if left}
