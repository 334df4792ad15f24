"""A replay gives the same on columns and on the reference engine, whoever redeems."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from dsl.engine.engine import Engine
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.program.program import Program
from dsl.values import calendar
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.on_columns import ColumnPlayer
from simulator.replay.player import Player
from simulator.replay.players import not_on_columns
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.summary import Summary
from tests.properties.column_programs import World, column_programs
from tests.properties.histories import histories
from tests.properties.ledger_in_memory import LedgerInMemory

MANY = tuple(f"m{number:02}" for number in range(6))
LONG_AFTER = 40


def _played(world: World, player: Player) -> tuple[list[Entry], dict[str, Any]]:
    ledger = LedgerInMemory(world.program.time_zone)
    replay = Replay(world.program, player, ledger, Summary())
    for _ in replay.play(world.facts):
        pass
    last = calendar.zone(world.program.time_zone).day_of(world.facts[-1].instant)
    replay.close(last + LONG_AFTER)
    stands = {
        "tiers": player.tier_counts(),
        "owed": player.rewards_owed_minor(),
        "perks": player.perk_cost_minor(),
        "ignored": player.ignored,
    }
    return ledger.entries, replay.summary.to_record() | stands


@given(column_programs(), histories(size=30, members=MANY), st.sampled_from(Redeem))
def test_a_replay_does_not_tell_which_engine_ran(
    program: Program, facts: list[AnyFact], redeem: Redeem
) -> None:
    world = World.of(program, facts)
    assume(world.facts and not list(not_on_columns(program, world.plan, world.facts, redeem)))
    columns = ColumnPlayer(program, world.plan, world.facts, redeem, None)
    reference = ReferencePlayer(Engine(program, world.plan), redeem)
    found, totals = _played(world, columns)
    expected, wanted = _played(world, reference)
    pairs = zip(found, expected, strict=False)
    assert [pair for pair in pairs if pair[0] != pair[1]][:1] == []
    assert totals == wanted
