"""The column engine writes what the reference engine writes, however the facts are batched.

From the first fact on, or from a state that the reference engine has come to.
"""

import json
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dsl.columns.engine import ColumnEngine
from dsl.columns.from_state import Opening
from dsl.engine.engine import Engine
from dsl.engine.holdings.live_reads import rank_of
from dsl.engine.saved_state import load
from dsl.ledger.entry import Entry
from dsl.ledger.facts import AnyFact
from dsl.program.program import Program
from tests.properties.column_programs import World, batches, column_programs
from tests.properties.histories import histories
from tests.properties.programs import programs
from tests.properties.surplus_programs import purchases, surplus_programs

LONG_AFTER = 100
MANY = tuple(f"m{number:02}" for number in range(9))


def _expected(world: World) -> tuple[Engine, list[Entry]]:
    engine = Engine(world.program, world.plan)
    entries = [entry for fact in world.facts for entry in engine.apply(fact)]
    last = engine.books.zone.day_of(world.facts[-1].instant)
    return engine, entries + engine.advance_to(last + LONG_AFTER)


def _differences(found: list[Entry], expected: list[Entry]) -> list[tuple[Entry, Entry]]:
    assert len(found) == len(expected)
    return [pair for pair in zip(found, expected, strict=True) if pair[0] != pair[1]][:1]


def _assert_equal(world: World, data: st.DataObject) -> None:
    """In blocks of any size, and with columns tidied up at every chance."""
    reference, expected = _expected(world)
    room = data.draw(st.sampled_from([1, 2, 16_384]))
    with (
        patch("dsl.columns.pieces.BLOCK", room),
        patch("dsl.columns.holdings.lots.SMALL", 0),
        patch("dsl.columns.holdings.windows.SMALL", 0),
    ):
        _compare(world, data, reference, expected)


def _compare(world: World, data: st.DataObject, reference: Engine, expected: list[Entry]) -> None:
    opening, entries, day = None, list[Entry](), 0
    if data.draw(st.booleans()):
        opening, entries, world = _resumed(world, data)
    engine, silent = world.engine(opening), world.engine(opening, record=False)
    for day, facts in world.days():
        for each in (engine, silent):
            each.advance_to(day)
        for batch in batches(data, facts):
            for each in (engine, silent):
                world.play(each, batch)
            _assert_alike(world, silent, engine)
        if data.draw(st.booleans()):
            entries += engine.take_entries()
    for each in (engine, silent):
        each.advance_to(day + LONG_AFTER)
    _assert_alike(world, silent, engine)
    entries += engine.take_entries()
    assert _differences(entries, expected) == []
    assert engine.ignored == reference.ignored
    assert engine.perk_cost_minor() == sum(each.cost_minor for each in reference.perk_costs())
    every = np.arange(len(world.names))
    for wallet, _ in enumerate(world.program.wallets):
        members = [reference.books.state.members[name] for name in world.names]
        accounts = [member.accounts[wallet] for member in members]
        assert engine.balances(wallet, every).tolist() == [each.available for each in accounts]
        assert engine.pending(wallet, every).tolist() == [each.pending for each in accounts]
        ranks = [-1 if each.left else rank_of(each, day + LONG_AFTER) for each in members]
        assert engine.ranks(every).tolist() == ranks


def _assert_alike(world: World, silent: ColumnEngine, engine: ColumnEngine) -> None:
    """An engine that keeps no entries comes to the same."""
    every = np.arange(len(world.names))
    for wallet, _ in enumerate(world.program.wallets):
        assert (silent.balances(wallet, every) == engine.balances(wallet, every)).all()
        assert (silent.pending(wallet, every) == engine.pending(wallet, every)).all()
    assert (silent.ranks(every) == engine.ranks(every)).all()


def _resumed(world: World, data: st.DataObject) -> tuple[Opening, list[Entry], World]:
    """The state that a reference engine has come to, what it has written, and what follows."""
    cut = data.draw(st.sampled_from([day for day, _ in world.days()]))
    before, after = world.cut(cut)
    engine = Engine(world.program, world.plan)
    entries = [entry for fact in before.facts for entry in engine.apply(fact)]
    entries += engine.advance_to(cut - 1)
    state = load(json.loads(json.dumps(engine.save())), world.program, world.plan)
    return Opening(state, world.names), entries, after


@given(column_programs(), histories(size=30, members=MANY), st.data())
def test_programs_on_columns(program: Program, facts: list[AnyFact], data: st.DataObject) -> None:
    _assert_equal(World.of(program, facts), data)


@given(surplus_programs(), st.data())
def test_surpluses_on_columns(program: Program, data: st.DataObject) -> None:
    _assert_equal(World.of(program, data.draw(purchases(program))), data)


@given(programs(coupled=False), histories(), st.data())
def test_programs_that_fall_back(
    program: Program, facts: list[AnyFact], data: st.DataObject
) -> None:
    _assert_equal(World.of(program, facts), data)
