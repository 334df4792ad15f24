"""A history gives the same on columns and on the reference engine: ledger, totals, all of it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from designer.workbench.program_files import open_program, runnable_program
from dsl.engine.engine import Engine
from dsl.ledger import ignored
from dsl.ledger.facts import AnyFact, Joined, Purchased
from dsl.plan.from_program import lower
from dsl.program.program import Program
from simulator.orders.read import read_orders
from simulator.orders.sources import ImportChoices, OrderSources
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.ledger_file import LedgerFile
from simulator.replay.on_columns import ColumnPlayer
from simulator.replay.player import Player
from simulator.replay.players import FACTS_OF_A_DAY, not_on_columns, player_for
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.summary import Summary

LIBRARY = Path(__file__).resolve().parents[4] / "programs"
DEMO = LIBRARY / "demo"
PROGRAMS = sorted(LIBRARY.rglob("*.loyalty"))
ON_REFERENCE = {
    ("fashion_brand", Redeem.NEVER): "its members share limits",
    ("fashion_brand", Redeem.WHEN_AFFORDABLE): "its members share limits",
    ("paid_membership", Redeem.WHEN_AFFORDABLE): "a benefit is valid by membership months",
}
SOME_CUSTOMERS = tuple(f"C{number:03}" for number in range(0, 320, 16))


def _program(path: Path) -> Program:
    """A program of the library in the currency of the demo's orders."""
    return runnable_program(open_program(path)).model_copy(update={"currency": "USD"})


@cache
def _history() -> tuple[AnyFact, ...]:
    """What happened to some customers of the demo."""
    program = _program(LIBRARY / "scenarios" / "coffee_shop.loyalty")
    sources = OrderSources(
        orders=DEMO / "orders.csv",
        lines=DEMO / "lines.csv",
        returns=DEMO / "returns.csv",
        facts=DEMO / "facts.csv",
    )
    choices = ImportChoices(keep_ids=True)
    with read_orders(sources, program, choices, lambda *_: None) as history:
        return tuple(fact for fact in history.facts if fact.member in SOME_CUSTOMERS)


def _played(program: Program, player: Player, facts: Sequence[AnyFact]) -> dict[str, Any]:
    ledger = LedgerFile(lambda _: None, program.time_zone, {})
    replay = Replay(program, player, ledger, Summary())
    for _ in replay.play(facts):
        pass
    return {
        "ledger": ledger.hash,
        "summary": replay.summary.to_record(),
        "tiers": player.tier_counts(),
        "owed": player.rewards_owed_minor(),
        "perks": player.perk_cost_minor(),
        "ignored": player.ignored,
    }


def _by_reference(program: Program, redeem: Redeem = Redeem.NEVER) -> ReferencePlayer:
    return ReferencePlayer(Engine(program, lower(program)), redeem)


@pytest.mark.parametrize("redeem", Redeem)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_the_library_over_the_demo(path: Path, redeem: Redeem) -> None:
    program = _program(path)
    plan, facts = lower(program), _history()
    on_columns = not list(not_on_columns(program, plan, facts, redeem))
    assert on_columns is ((path.stem, redeem) not in ON_REFERENCE)
    if not on_columns:
        return
    player = ColumnPlayer(program, plan, facts, redeem, None)
    assert 0 < player.fallback_members < len(SOME_CUSTOMERS)
    assert _played(program, player, facts) == _played(
        program, _by_reference(program, redeem), facts
    )


def test_a_number_that_was_used_for_something_else_is_counted() -> None:
    facts = _history()
    program = _program(LIBRARY / "templates" / "classic_points.loyalty")
    again = replace(facts[-1], member="somebody else")
    told = _played(program, _by_reference(program), [*facts, again])
    assert told["ignored"].pop(ignored.ID_USED_BEFORE) == 1
    assert told == _played(program, _by_reference(program), facts)


def _busy_day(facts: Sequence[AnyFact]) -> list[AnyFact]:
    """Everybody who ever joined does so on one day, and buys at once what they bought first."""
    joined = {fact.member: fact for fact in facts if isinstance(fact, Joined)}
    bought = {fact.member: fact for fact in reversed(facts) if isinstance(fact, Purchased)}
    told: list[AnyFact] = [*joined.values(), *(bought[name] for name in joined)]
    return [replace(fact, instant=facts[0].instant + at) for at, fact in enumerate(told)]


def test_columns_play_busy_histories_whose_facts_come_once() -> None:
    program = _program(LIBRARY / "templates" / "classic_points.loyalty")
    plan, facts = lower(program), _busy_day(_history())
    assert len(facts) >= FACTS_OF_A_DAY
    player = player_for(program, plan, facts, Redeem.NEVER, None)
    assert isinstance(player, ColumnPlayer)
    assert player.fallback_members == 0
    assert _played(program, player, facts) == _played(program, _by_reference(program), facts)
    few = player_for(program, plan, facts[: FACTS_OF_A_DAY - 1], Redeem.NEVER, None)
    assert isinstance(few, ReferencePlayer)
    twice = player_for(program, plan, [*facts, facts[-1]], Redeem.NEVER, None)
    assert isinstance(twice, ReferencePlayer)
