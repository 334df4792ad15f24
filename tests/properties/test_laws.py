"""The laws that hold for every program and every history."""

import json
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dsl.engine.agenda import Phase
from dsl.engine.engine import Engine
from dsl.ledger.entry import MOVES, Entry, Kind
from dsl.ledger.facts import AnyFact, Purchased, Redeemed, Returned
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.program import Program
from dsl.values.calendar import DAY
from tests.properties.histories import MEMBERS, histories
from tests.properties.programs import RULES, programs

PAID = ("3 off", "Pay")
"""Rewards that a member pays for, and that come back with their purchase."""


def _run(
    program: Program, plan: Plan, facts: list[AnyFact], window: int | None = None
) -> tuple[Engine, list[Entry]]:
    engine = Engine(program, plan, return_days=window)
    entries = [entry for fact in facts for entry in engine.apply(fact)]
    last = engine.books.zone.day_of(facts[-1].instant)
    return engine, entries + engine.advance_to(last + 100)


def _assert_same(one: Any, other: Any) -> None:
    found = _differences(one, other)
    assert not found, "\n".join(found)


def _differences(one: Any, other: Any, place: str = "") -> list[str]:
    """The places where two saved forms differ, as lines that people can read."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [
            line
            for key in sorted(one.keys() | other.keys())
            for line in _differences(one.get(key), other.get(key), f"{place}/{key}")
        ]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [line for key, pair in pairs for line in _differences(*pair, f"{place}/{key}")]
    return [] if one == other else [f"{place}: {one} and {other}"]


def _assert_balanced(engine: Engine, entries: list[Entry]) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    open_rewards: Counter[str] = Counter()
    for entry in entries:
        if entry.kind in MOVES:
            sums[entry.member, entry.wallet] += entry.amount
        if entry.kind in (Kind.ISSUE, Kind.RESTORE_REWARD):
            open_rewards[entry.member] += entry.amount
        if entry.kind in (Kind.USE, Kind.EXPIRE_REWARD, Kind.WITHDRAW_REWARD):
            open_rewards[entry.member] -= entry.amount
    for member in engine.books.state.members.values():
        assert open_rewards[member.id] == len(member.issued)
        for wallet, account in zip(engine.books.program.wallets, member.accounts, strict=True):
            assert account.posted == account.available + account.pending - account.debt
            assert account.posted == sums[member.id, wallet.name]
            assert all(lot.left > 0 for lot in account.lots)
            assert account.debt >= 0
            assert account.debt == 0 or wallet.below_zero


@given(programs(), histories())
def test_balances_are_the_sums_of_their_entries(program: Program, facts: list[AnyFact]) -> None:
    plan = lower(program)
    engine, entries = Engine(program, plan), []
    for fact in facts:
        entries += engine.apply(fact)
        _assert_balanced(engine, entries)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.instant for entry in entries] == sorted(entry.instant for entry in entries)


@given(programs(), histories())
def test_the_same_facts_give_the_same_ledger_told_once_or_twice(
    program: Program, facts: list[AnyFact]
) -> None:
    plan = lower(program)
    engine, entries = Engine(program, plan), []
    for fact in facts:
        entries += engine.apply(fact)
        before = engine.save()
        assert engine.apply(fact) == []
        assert engine.save() == before
    entries += engine.advance_to(engine.books.zone.day_of(facts[-1].instant) + 100)
    assert entries == _run(program, plan, facts)[1]


@given(programs(), histories(), st.data())
def test_a_split_anywhere_changes_nothing(
    program: Program, facts: list[AnyFact], data: st.DataObject
) -> None:
    plan, window = lower(program), data.draw(st.sampled_from([None, 0, 30]))
    whole, expected = _run(program, plan, facts, window)
    at = data.draw(st.integers(0, len(facts) - 1))
    engine, entries = Engine(program, plan, return_days=window), []
    for fact in facts[:at]:
        entries += engine.apply(fact)
    day = engine.books.zone.day_of(facts[at].instant)
    if data.draw(st.booleans()) and day > engine.books.state.position.day:
        days = data.draw(st.integers(engine.books.state.position.day + 1, day))
        entries += engine.advance_to(days, data.draw(st.sampled_from(Phase)))
    engine = Engine.resume(program, plan, json.loads(json.dumps(engine.save())))
    for fact in facts[at:]:
        entries += engine.apply(fact)
    entries += engine.advance_to(engine.books.zone.day_of(facts[-1].instant) + 100)
    assert entries == expected
    _assert_same(engine.save(), whole.save())


@given(programs(), histories(), st.sampled_from([0, 3, 30]), st.data())
def test_dropping_what_nothing_needs_sooner_or_later_changes_nothing(
    program: Program, facts: list[AnyFact], window: int, data: st.DataObject
) -> None:
    plan = lower(program)
    for place in data.draw(st.lists(st.integers(len(MEMBERS), len(facts) - 1), max_size=3)):
        facts.insert(place + data.draw(st.integers(1, 5)), facts.pop(place))  # told late
    seldom, expected = _run(program, plan, facts, window)
    often, entries = Engine(program, plan, return_days=window), []
    for fact in facts:
        entries += often.apply(fact)
        often.save()
    last = often.books.zone.day_of(facts[-1].instant)
    for day in range(last, last + 101, 5):
        entries += often.advance_to(day)
        often.save()
    assert entries == expected
    _assert_same(often.save(), seldom.save())


def _of(name: str, entries: list[Entry]) -> list[tuple[Any, ...]]:
    """A member's entries, numbered by their place among them."""
    own = [entry for entry in entries if entry.member == name]
    places = {entry.number: place for place, entry in enumerate(own, start=1)}
    return [
        (
            entry.instant,
            entry.kind,
            entry.fact,
            entry.rule,
            entry.wallet,
            entry.amount,
            places.get(entry.lot, 0),
            entry.available_day,
            entry.expires_day,
            entry.money_minor,
            entry.cost_minor,
            entry.cut,
            entry.detail,
        )
        for entry in own
    ]


@given(programs(coupled=False), histories())
def test_members_who_share_nothing_do_not_touch_each_other(
    program: Program, facts: list[AnyFact]
) -> None:
    plan = lower(program)
    _, together = _run(program, plan, facts)
    for name in MEMBERS:
        alone = Engine(program, plan)
        entries = [entry for fact in facts if fact.member == name for entry in alone.apply(fact)]
        last = alone.books.zone.day_of(facts[-1].instant)
        entries += alone.advance_to(last + 100)
        assert _of(name, together) == _of(name, entries)


def _memory(engine: Engine, name: str) -> dict[str, Any]:
    """What is remembered of a member, without traces of what came and went."""
    member = engine.save()["members"][name]
    for trace in ("records", "closed", "perks"):
        del member[trace]
    return dict(member)


@given(programs(waiting_only=True), histories(size=15), st.data())
def test_a_full_return_restores_what_was_before(
    program: Program, facts: list[AnyFact], data: st.DataObject
) -> None:
    plan = lower(program)
    before, _ = _run(program, plan, facts)
    after, _ = _run(program, plan, facts)
    instant = before.books.state.instant + DAY // 2
    name = data.draw(st.sampled_from(MEMBERS))
    template = next((fact for fact in facts if isinstance(fact, Purchased)), None)
    if template is None or before.books.state.members[name].left:
        return
    # A reward that was paid for before comes back as its price; the next law has those.
    uses = tuple(each for each in template.uses if each in RULES)
    purchase = Purchased(id="new", instant=instant, member=name, lines=template.lines, uses=uses)
    back = Returned(id="newback", instant=instant + 1, member=name, purchase="new")
    after.apply(purchase)
    after.apply(back)
    before.advance_to_instant(instant + 1)
    _assert_same(_memory(after, name), _memory(before, name))
    assert after.save()["usage"] == before.save()["usage"]


@given(
    programs(waiting_only=True), histories(size=15), st.sampled_from(MEMBERS), st.sampled_from(PAID)
)
def test_a_full_return_undoes_the_rewards_that_were_paid_for_it(
    program: Program, facts: list[AnyFact], name: str, reward: str
) -> None:
    plan = lower(program)
    before, _ = _run(program, plan, facts)
    after, _ = _run(program, plan, facts)
    instant = before.books.state.instant + DAY // 2
    template = next((fact for fact in facts if isinstance(fact, Purchased)), None)
    held = before.books.state.members[name].issued.values()
    if template is None or reward in {issued.name for issued in held}:
        return
    after.apply(Redeemed(id="new1", instant=instant, member=name, reward=reward))
    after.apply(
        Purchased(id="new2", instant=instant + 1, member=name, lines=template.lines, uses=(reward,))
    )
    after.apply(Returned(id="new3", instant=instant + 2, member=name, purchase="new2"))
    before.advance_to_instant(instant + 2)
    _assert_same(_memory(after, name), _memory(before, name))
    assert after.save()["usage"] == before.save()["usage"]
