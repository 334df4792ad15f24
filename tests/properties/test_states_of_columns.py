"""Columns become the state that the reference engine would have, to the byte of its saved form.

At any day of any history, whenever a tier that was earned waits for its start, and in replays that
stop and go on.
"""

import json
import pickle
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dsl.columns.engine import ColumnEngine
from dsl.columns.to_state import NO_RETURNS, ToldAgain, not_to_state
from dsl.engine import saved_state
from dsl.engine.engine import Engine
from dsl.engine.holdings.state import State
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.program.program import Program
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.handing_over import HandingOver
from simulator.replay.players import not_on_columns
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.summary import Summary
from tests.properties.column_programs import World, batches, column_programs
from tests.properties.histories import histories
from tests.properties.ledger_in_memory import LedgerInMemory
from tests.properties.surplus_programs import purchases, surplus_programs

FEW = settings(
    (settings.default or settings()),
    max_examples=(settings.default or settings()).max_examples // 4,
)
"""Each example runs a history several times over."""
MANY = tuple(f"m{number:02}" for number in range(5))
Keeper = HandingOver | ReferencePlayer


def _saved(base: Engine, state: State) -> str:
    """A state's saved form, as if nothing could come back any more."""
    closed: State = pickle.loads(pickle.dumps(state))  # sooner than `deepcopy`
    closed.return_days = NO_RETURNS
    return json.dumps(saved_state.save(base.books.for_state(closed)))


def _told_again(
    world: World, base: Engine, engine: ColumnEngine, facts: list[AnyFact]
) -> ToldAgain | None:
    names = {world.names[row] for row in engine.beyond_state().tolist()}
    if not names:
        return None
    alone = base.beside()
    entries = [entry for fact in facts if fact.member in names for entry in alone.apply(fact)]
    return ToldAgain(alone.books.state, entries + alone.advance_to(engine.day))


@FEW
@given(column_programs(), histories(size=30, members=MANY), st.data())
def test_columns_become_the_state_of_the_reference_engine(
    program: Program, facts: list[AnyFact], data: st.DataObject
) -> None:
    _assert_states_equal(World.of(program, facts), data)


@FEW
@given(surplus_programs(), st.data())
def test_columns_hand_over_surpluses(program: Program, data: st.DataObject) -> None:
    _assert_states_equal(World.of(program, data.draw(purchases(program))), data)


def _assert_states_equal(world: World, data: st.DataObject) -> None:
    assume(world.facts and not list(not_to_state(world.plan)))
    engine, base = world.engine(in_order=True, keep_diary=True), Engine(world.program, world.plan)
    reference, told = base.beside(), list[AnyFact]()
    days = list(world.days())
    looked_at = {data.draw(st.integers(0, len(days) - 1)), len(days) - 1}
    for place, (day, of_day) in enumerate(days):
        engine.advance_to(day)
        own = [fact for fact in of_day if fact.member not in world.apart]
        for batch in batches(data, own):
            world.play(engine, batch)
        for fact in of_day:
            reference.apply(fact)
            if fact.member in world.apart:
                engine.tell(world.names.index(fact.member), fact)
        engine.take_entries()
        told += of_day
        waits = any(each.standing.starting for each in reference.books.state.members.values())
        if place in looked_at or waits:
            state = engine.state(_told_again(world, base, engine, told))
            assert _saved(base, state) == _saved(base, reference.books.state)


def _played(
    world: World, player: Keeper, facts: list[AnyFact]
) -> tuple[list[Entry], dict[str, Any]]:
    ledger = LedgerInMemory(world.program.time_zone)
    replay = Replay(world.program, player, ledger, Summary())
    for _ in replay.play(facts):
        pass
    stands = {
        "tiers": player.tier_counts(),
        "owed": player.rewards_owed_minor(),
        "perks": player.perk_cost_minor(),
        "ignored": player.ignored,
    }
    return ledger.entries, replay.summary.to_record() | stands


@FEW
@given(
    column_programs(),
    histories(size=30, members=MANY),
    st.sampled_from(Redeem),
    st.sampled_from([0, 3, 30]),
    st.integers(1, 40),
)
def test_a_replay_that_stops_and_goes_on_does_not_tell_which_engine_ran(
    program: Program, facts: list[AnyFact], redeem: Redeem, window: int, stop: int
) -> None:
    world = World.of(program, facts)
    plan, first, later = world.plan, world.facts[:stop], world.facts[stop:]
    odd = [*not_on_columns(program, plan, world.facts, redeem), *not_to_state(plan)]
    assume(first and not odd)
    base = Engine(program, plan, return_days=window)
    whole, part = ReferencePlayer(base, redeem), ReferencePlayer(base.beside(), redeem)
    last = base.books.zone.day_of(first[-1].instant)
    columns = HandingOver(program, plan, first, redeem, window, last)
    assert _played(world, columns, first) == _played(world, part, first)
    saved = json.dumps(columns.engine.save())
    assert saved == json.dumps(part.engine.save())
    resumed = ReferencePlayer(Engine.resume(program, plan, json.loads(saved)), redeem)
    found = [*_played(world, resumed, later)[0]]
    expected = _played(world, whole, world.facts)[0]
    assert found == expected[len(expected) - len(found) :]
    assert json.dumps(resumed.engine.save()) == json.dumps(whole.engine.save())
