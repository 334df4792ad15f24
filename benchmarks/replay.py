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
        Ratio("state after 2 years / 1 year, returns for 30 days", flat[1] / flat[0], "<= 1.1"),
        Ratio("state after 2 years / 1 year, returns for ever", growing[1] / growing[0]),
    ]
