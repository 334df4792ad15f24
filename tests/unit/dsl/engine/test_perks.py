"""Perks: who holds one is counted from that day on, once in each period."""

from datetime import date, datetime, timedelta

from dsl.compile import compile_text
from dsl.engine.engine import Engine
from dsl.engine.perks import PerkCost
from dsl.ledger.facts import Joined, Left, Line, Purchased
from dsl.plan.from_program import lower
from dsl.source.document import Document

TEXT = """perkwright 1

program "Perks"
  currency GBP
  time zone UTC
  join free

wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 1 point per 1 GBP of net spend

tier "Silver"
  from 50 GBP of net spend ever
  kept for life

  perk "Lounge"
    costs us 3 GBP per member per month
"""


def _instant(text: str) -> int:
    then = datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01")
    return then // timedelta(microseconds=1)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _engine() -> Engine:
    program = compile_text(Document("perks.loyalty", TEXT)).program
    assert program is not None
    return Engine(program, lower(program))


def _buy(engine: Engine, name: str, at: str) -> None:
    lines = (Line(id="1", price_minor=6000, quantity=1),)
    engine.apply(Purchased(id=f"{name} {at}", instant=_instant(at), member=name, lines=lines))


def test_a_perk_gained_in_the_middle_of_a_month_counts_for_that_month() -> None:
    engine = _engine()
    for name in ("ada", "bea"):
        engine.apply(Joined(id=name, instant=_instant("2025-03-01"), member=name))
    _buy(engine, "ada", "2025-03-20T10:00")
    _buy(engine, "ada", "2025-03-21T10:00")
    march, april = (
        _day("2025-03-01"),
        _day("2025-04-01"),
    )
    assert engine.perk_costs() == [PerkCost("Lounge", march, 1, 300)]
    engine.advance_to(april)
    _buy(engine, "bea", "2025-04-30T10:00")
    assert engine.perk_costs() == [
        PerkCost("Lounge", march, 1, 300),
        PerkCost("Lounge", april, 2, 600),
    ]


def test_one_who_left_is_not_counted_any_more() -> None:
    engine = _engine()
    engine.apply(Joined(id="ada", instant=_instant("2025-03-01"), member="ada"))
    _buy(engine, "ada", "2025-03-20T10:00")
    engine.apply(Left(id="left", instant=_instant("2025-03-25"), member="ada"))
    engine.advance_to(_day("2025-05-02"))
    assert engine.perk_costs() == [PerkCost("Lounge", _day("2025-03-01"), 1, 300)]
