"""Limits that members share: all facts of a day at once write what one after the other writes."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dsl.columns.analysis import goes_one_by_one
from dsl.columns.engine import ColumnEngine
from dsl.columns.sharing import is_coupled
from dsl.engine.engine import Engine
from dsl.ledger.facts import AnyFact, Joined, Line, Purchased, Redeemed
from dsl.plan.from_program import lower
from dsl.program.program import Joining, Program
from dsl.program.rewards import Price, Reward
from dsl.program.rules import Limit, LimitScope, OnPurchase, Rule
from dsl.program.time import Duration, Ever, InPeriod, Period, Rolling, Window
from dsl.values.calendar import DAY
from simulator.behaviour.redemption import NO_REWARD, dearest
from simulator.runners.spending import dearest_in_turn
from tests.properties.column_programs import World, column_programs
from tests.properties.histories import START
from tests.properties.names import POINTS, TEA

MANY = tuple(f"m{number:02}" for number in range(9))
REWARDS = ("3 off", "Treat")
KINDS = (Joined, Redeemed, Purchased)
LONG_AFTER = 100
windows: st.SearchStrategy[Window] = st.sampled_from(
    [Ever(), InPeriod(period=Period.MONTH), Rolling(length=Duration(count=3, unit="day"))]
)


@st.composite
def _shared(draw: st.DrawFn, *, often: bool) -> tuple[Limit, ...]:
    """A limit in total: of how often, or of units too."""
    window, most = draw(windows), draw(st.integers(1, 60))
    if often or draw(st.booleans()):
        return (Limit(times=draw(st.integers(1, 3)), scope=LimitScope.PROGRAM, window=window),)
    return (Limit(amount=most, wallet=POINTS, scope=LimitScope.PROGRAM, window=window),)


@st.composite
def programs_with_budgets(draw: st.DrawFn) -> Program:
    """Programs whose members share something and can still be worked on together."""
    program = draw(column_programs())
    rules: list[Rule] = []
    for rule in program.rules:
        is_at_once = isinstance(rule.trigger, OnPurchase) and rule.gives
        some = draw(st.just(()) | _shared(often=False)) if is_at_once else ()
        nothing = draw(st.booleans())
        update = {"limits": rule.limits + some, "cut_to_nothing": nothing}
        rules.append(rule.model_copy(update=update) if some else rule)
    found = program.model_copy(
        update={
            "joining": Joining.FREE,
            "rules": tuple(rules),
            "rewards": tuple(draw(_rewards(program.rewards))),
        }
    )
    plan = lower(found)
    assume(is_coupled(plan) and not goes_one_by_one(found, plan))
    return found


@st.composite
def _rewards(draw: st.DrawFn, rewards: tuple[Reward, ...]) -> Iterator[Reward]:
    """Some of which there are few, and which most can pay for."""
    limited = draw(st.sets(st.sampled_from(REWARDS), min_size=1))
    price = (Price(wallet=POINTS, amount=3),)
    few = {name: {"limits": draw(_shared(often=True)), "prices": price} for name in sorted(limited)}
    return (each.model_copy(update=few.get(each.name, {})) for each in rewards)


@st.composite
def crowded_days(draw: st.DrawFn) -> list[AnyFact]:
    """Days on which most members do something, one thing each, in any order."""
    facts: list[AnyFact] = []
    for day in range(draw(st.integers(2, 5))):
        for place, name in enumerate(draw(st.permutations(MANY))[: draw(st.integers(4, 9))]):
            identity: dict[str, Any] = {
                "id": f"f{day}{place}",
                "instant": START + (3 * day + 1) * DAY + place,
                "member": name,
            }
            reward = draw(st.sampled_from(["", "", *REWARDS]))
            facts.append(
                Redeemed(**identity, reward=reward) if reward else _purchased(draw, identity)
            )
    return facts


def _purchased(draw: st.DrawFn, identity: dict[str, Any]) -> Purchased:
    price = draw(st.sampled_from([1234, 2111, 4040, 9090]))
    return Purchased(**identity, lines=(Line(id="1", price_minor=price, category=TEA),))


@given(programs_with_budgets(), crowded_days(), st.sampled_from([1, 2, 16_384]))
def test_budgets_on_columns(program: Program, facts: list[AnyFact], block: int) -> None:
    joins = [Joined(id=f"join {name}", instant=START, member=name) for name in MANY]
    world = World.of(program, [*joins, *facts])
    days = list(world.days())
    last = days[-1][0] + LONG_AFTER
    reference = Engine(program, world.plan)
    expected = [entry for _, told in days for fact in told for entry in reference.apply(fact)]
    expected += reference.advance_to(last)
    with patch("dsl.columns.pieces.BLOCK", block):
        engine = ColumnEngine(
            program,
            world.plan,
            members=len(world.names),
            names=world.names,
            assortment=world.items,
            record=True,
            worlds=np.zeros(len(world.names), np.int64),
        )
        assert not engine.goes_one_by_one
        for day, told in days:
            engine.advance_to(day)
            for kind in KINDS:
                batch = [fact for fact in told if isinstance(fact, kind)]
                if batch:
                    world.play(engine, batch)
        engine.advance_to(last)
    assert engine.take_entries() == expected


@given(st.data())
def test_who_comes_first_gets_the_last_of_several_rewards(data: st.DataObject) -> None:
    rewards, members = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 14))
    prices, available, worlds, left = (
        data.draw(arrays(np.int64, shape, elements=st.integers(least, most)))
        for shape, least, most in (
            ((rewards, members), -1, 3),
            ((rewards, members), 0, 5),
            (members, 0, 1),
            ((rewards, 2), 0, 3),
        )
    )
    few = data.draw(st.sets(st.integers(0, rewards - 1)))
    expected, taken = [], np.zeros_like(left)
    for member, world in enumerate(worlds.tolist()):
        price = prices[:, member].copy()
        price[[each for each in few if taken[each, world] >= left[each, world]]] = -1
        chosen = int(dearest(price[:, None], available[:, [member]])[0])
        expected.append(chosen)
        if chosen != NO_REWARD:
            taken[chosen, world] += 1
    of_all = {each: left[each, worlds] for each in few}
    assert dearest_in_turn(prices, available, of_all, worlds).tolist() == expected
