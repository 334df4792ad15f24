"""Replaying a history: facts in a second, and how the state grows with the history's length."""

import json
from collections.abc import Iterator

from benchmarks.ratio import Ratio, seconds_of
from dsl.compile import compile_text
from dsl.engine.engine import Engine
from dsl.ledger.facts import AnyFact, Joined, Line, Purchased
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.source.document import Document
from dsl.values.calendar import zone
from simulator.replay.by_reference import ReferencePlayer
from simulator.replay.handing_over import HandingOver
from simulator.replay.ledger_file import LedgerFile
from simulator.replay.on_columns import ColumnPlayer
from simulator.replay.player import Player
from simulator.replay.redeeming import Redeem
from simulator.replay.replay import Replay
from simulator.replay.summary import Summary

PROGRAM = """\
perkwright 1

program "Corner Coffee"
  currency USD
  time zone Europe/Paris
  join free

wallet "Points"
  unit point, plural points
  round down per purchase
  available after 7 days
  expire 3 months after earning

products "Beans"
  category "Retail beans"

segment "Regulars"
  when the number of visits over the last 3 months is at least 6

earn "Every purchase"
  on a purchase
  give 1 point per 1 USD of net spend
  at most 300 points per member per month

earn "Beans to take home"
  on a purchase
  give 1 point per 1 USD of net spend on "Beans"
  on top of "Every purchase"

earn "Thanks to regulars"
  on a purchase
  for "Regulars"
  add 2 points

tiers "Levels"
  counted over the last 12 months
  kept 12 months

tier "Guest"
  for everyone

tier "Friend"
  from 300 USD of net spend
  multiply points by 1.5

reward "A coffee"
  costs 100 points
  gives 4 USD off
  valid for 30 days
"""
MEMBERS = 100
FIRST_DAY = 738_886
DAYS_BETWEEN_PURCHASES = 4
RETURN_DAYS = 30
YEAR = 365
BUSY_MEMBERS = 1_000
BUSY_FACTS = 100
BUSY_DAYS = 40
KEPT_RETURN_DAYS = 3
CATEGORIES = ("Espresso", "Drinks", "Food", "Retail beans")


def _program() -> Program:
    """Points that expire, a month's limit, a rolling segment and tier: all that can stay flat."""
    program = compile_text(Document("corner_coffee.loyalty", PROGRAM)).program
    assert program is not None
    return program


def _history(program: Program, days: int) -> Iterator[AnyFact]:
    """Everybody joins on the first day and buys every few days."""
    local = zone(program.time_zone)
    for number in range(MEMBERS):
        name = f"m{number:03}"
        yield Joined(id=f"j{name}", instant=local.first_instant_of(FIRST_DAY), member=name)
    for day in range(days):
        for number in range(day % DAYS_BETWEEN_PURCHASES, MEMBERS, DAYS_BETWEEN_PURCHASES):
            instant = local.first_instant_of(FIRST_DAY + day) + (8 * 3600 + number) * 1_000_000
            category = CATEGORIES[(day + number) % len(CATEGORIES)]
            line = Line(id="1", price_minor=400 + (day * 37 + number) % 900, category=category)
            yield Purchased(
                id=f"o{day}-{number}", instant=instant, member=f"m{number:03}", lines=(line,)
            )


def _state_bytes(program: Program, days: int, return_days: int | None) -> int:
    engine = Engine(program, lower(program), return_days=return_days)
    for fact in _history(program, days):
        engine.apply(fact)
    return len(json.dumps(engine.save()))


def _busy_history(program: Program) -> list[AnyFact]:
    """Customers of a busy shop: they join on the first day, and some of them buy on each."""
    local = zone(program.time_zone)
    first = local.first_instant_of(FIRST_DAY)
    facts: list[AnyFact] = [
        Joined(id=f"jm{number:04}", instant=first, member=f"m{number:04}")
        for number in range(BUSY_MEMBERS)
    ]
    for day in range(BUSY_DAYS):
        opening = local.first_instant_of(FIRST_DAY + day) + 8 * 3600 * 1_000_000
        for place in range(BUSY_FACTS):
            number = (day * BUSY_FACTS + place) * 7 % BUSY_MEMBERS
            line = Line(id="1", price_minor=400 + number, category=CATEGORIES[number % 4])
            name, instant = f"m{number:04}", opening + place
            facts.append(
                Purchased(id=f"o{day:02}-{place:03}", instant=instant, member=name, lines=(line,))
            )
    return facts


def _seconds_to_replay(program: Program, facts: list[AnyFact], player: Player) -> float:
    ledger = LedgerFile(lambda _: None, program.time_zone, {})
    replay = Replay(program, player, ledger, Summary())
    return seconds_of(lambda: list(replay.play(facts)))


def _columns_gain(program: Program) -> float:
    """How many times as fast a busy history is replayed on columns, ledger and totals included."""
    plan, facts = lower(program), _busy_history(program)
    by_reference = ReferencePlayer(Engine(program, plan), Redeem.NEVER)
    columns = ColumnPlayer(program, plan, facts, Redeem.NEVER, None)
    before = _seconds_to_replay(program, facts, by_reference)
    return before / _seconds_to_replay(program, facts, columns)


def _keeping_gain(program: Program) -> float:
    """The same where the state is saved in the end, and purchases come back for some days."""
    plan, facts = lower(program), _busy_history(program)
    last = zone(program.time_zone).day_of(facts[-1].instant)
    engine = Engine(program, plan, return_days=KEPT_RETURN_DAYS)
    by_reference = ReferencePlayer(engine, Redeem.NEVER)
    columns = HandingOver(program, plan, facts, Redeem.NEVER, KEPT_RETURN_DAYS, last)
    before = _seconds_to_replay(program, facts, by_reference)
    after = _seconds_to_replay(program, facts, columns)
    assert columns.engine.save() == by_reference.engine.save(), "the states are the same"
    return before / after


def ratios() -> list[Ratio]:
    """Facts in a second on one core, and the state after two years beside that after one."""
    program = _program()
    facts = list(_history(program, YEAR))
    engine = Engine(program, lower(program))
    seconds = seconds_of(lambda: [engine.apply(fact) for fact in facts])
    flat = [_state_bytes(program, years * YEAR, RETURN_DAYS) for years in (1, 2)]
    growing = [_state_bytes(program, years * YEAR, None) for years in (1, 2)]
    return [
        Ratio("replayed facts in a second, a program of ten blocks", len(facts) / seconds),
        Ratio("replay fact by fact / on columns, 100 facts a day", _columns_gain(program), ">= 2"),
        Ratio("the same with --state, a tenth of the days fact by fact", _keeping_gain(program)),
        Ratio("state after 2 years / 1 year, returns for 30 days", flat[1] / flat[0], "<= 1.1"),
        Ratio("state after 2 years / 1 year, returns for ever", growing[1] / growing[0]),
    ]
