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
from dsl.program.rules import Add, Limit, LimitScope, Occasion, OnOccasion, OnPurchase, Rule
from dsl.program.time import Duration, Ever, InPeriod, Period, Rolling, Window
from dsl.program.wallets import AtOnce, Never
from dsl.values.calendar import DAY
from simulator.behaviour.redemption import NO_REWARD, dearest
from simulator.runners.spending import dearest_in_turn
from tests.properties.column_programs import World, column_programs
from tests.properties.histories import START
from tests.properties.names import POINTS, TEA
from tests.properties.rules import rule

MANY = tuple(f"m{number:02}" for number in range(9))
PAY = "Pay"
AT_HAND = {"available": AtOnce(), "expiry": Never(), "caps": ()}
JOINS = OnOccasion(occasion=Occasion.JOINING)
REWARDS = ("3 off", "Treat", PAY)
KINDS = (Joined, Redeemed, Purchased)
LONG_AFTER = 100
windows: st.SearchStrategy[Window] = st.sampled_from(
    [Ever(), InPeriod(period=Period.MONTH), Rolling(length=Duration(count=3, unit="day"))]
)


TIMES, UNITS, MONEY = (
    st.integers(1, 3).map(lambda most: {"times": most}),
    st.integers(4, 20).map(lambda most: {"amount": most, "wallet": POINTS}),
    st.integers(50, 700).map(lambda most: {"amount": most}),
)


def _limits(*kinds: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[tuple[Limit, ...]]:
    """Limits in total, one of each kind."""
    limits = [st.builds(_in_total, kind, windows) for kind in kinds]
    return st.tuples(*limits)


def _in_total(most: dict[str, Any], window: Window) -> Limit:
    return Limit(**most, scope=LimitScope.PROGRAM, window=window)


@st.composite
def programs_with_budgets(draw: st.DrawFn) -> Program:
    """Programs whose members share something and can still be worked on together."""
    program = draw(column_programs())
    rules: list[Rule] = []
    for each in program.rules:
        is_at_once = isinstance(each.trigger, OnPurchase) and each.gives
        some = draw(st.just(()) | _limits(TIMES) | _limits(UNITS)) if is_at_once else ()
        nothing = draw(st.booleans())
        update = {"limits": each.limits + some, "cut_to_nothing": nothing}
        rules.append(each.model_copy(update=update) if some else each)
    found = program.model_copy(
        update={
            "joining": Joining.FREE,
            "rules": (*rules, rule("Enough", JOINS, Add(wallet=POINTS, amount=400))),
            "rewards": tuple(draw(_rewards(program.rewards))),
            "wallets": tuple(each.model_copy(update=AT_HAND) for each in program.wallets),
        }
    )
    plan = lower(found)
    assume(is_coupled(plan) and not goes_one_by_one(found, plan))
    return found


@st.composite
def _rewards(draw: st.DrawFn, rewards: tuple[Reward, ...]) -> Iterator[Reward]:
    """Some of which there are few, and which most can pay for."""
    limited = draw(st.sets(st.sampled_from(REWARDS), min_size=1))
    for each in rewards:
        often, units = (
            _limits(TIMES) | _limits(TIMES, MONEY),
            _limits(UNITS) | _limits(UNITS, MONEY),
        )
        limits = often | units | _limits(MONEY)
        price = Price(
            wallet=POINTS, amount=9_999 if each.by_itself else 3, or_more=each.name == PAY
        )
        yield each.model_copy(
            update={
                "limits": draw(limits) if each.name in limited else each.limits,
                "prices": (price,),
            }
        )


@st.composite
def crowded_days(draw: st.DrawFn) -> list[AnyFact]:
    """Days on which most members do something, in any order: redeem, buy, or both."""
    facts: list[AnyFact] = []
    liked = draw(st.sampled_from(REWARDS))
    for day in range(draw(st.integers(2, 5))):
        for place, name in enumerate(draw(st.permutations(MANY))[: draw(st.integers(4, 9))]):
            at = START + (3 * day + 1) * DAY + 2 * place
            reward = draw(st.sampled_from(["", liked, liked, *REWARDS]))
            if reward:
                amount = draw(st.none() | st.integers(1, 30)) if reward == PAY else None
                facts.append(
                    Redeemed(
                        id=f"r{day}{place}", instant=at, member=name, reward=reward, amount=amount
                    )
                )
            if not reward or draw(st.booleans()):
                who = {"id": f"f{day}{place}", "instant": at + 1, "member": name}
                facts.append(_purchased(draw, who, reward))
    return facts


def _purchased(draw: st.DrawFn, identity: dict[str, Any], reward: str) -> Purchased:
    """A purchase that uses the reward just redeemed, or any of before."""
    price = draw(st.sampled_from([211, 1234, 4040, 9090]))
    uses = (*[reward] * bool(reward), *draw(st.lists(st.sampled_from(REWARDS), max_size=2)))
    return Purchased(**identity, lines=(Line(id="1", price_minor=price, category=TEA),), uses=uses)


@given(programs_with_budgets(), crowded_days(), st.sampled_from([2, 16_384, 16_384]))
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
