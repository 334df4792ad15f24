"""A state goes on under a changed program, or is refused with the name of what stands in the way.

What follows the change is told by the vectors in tests/conformance/vectors/changes.
"""

import json
from typing import Any

import pytest

from dsl.compile import compile_text
from dsl.engine.engine import Engine
from dsl.engine.saved_state import StateRefused
from dsl.ledger.facts import Joined, Line, Purchased, Redeemed, Returned
from dsl.plan.from_program import lower
from dsl.program.program import Program
from dsl.source.document import Document

TEXT = """\
perkwright 1

program "Shop"
  currency EUR
  time zone Europe/Berlin
  join free

wallet "Points"
  unit point, plural points
  expire never

wallet "Stars"
  unit star, plural stars
  expire never

tier "Regular"
  from 10 EUR of net spend in a calendar year
  kept for life

earn "Purchases"
  on a purchase
  give 1 point per 1 EUR of net spend

earn "Stars of a spender"
  on each 50 EUR of net spend
  give 1 star

reward "Coffee"
  costs 20 points
  gives 3 EUR off
"""
NOON = 1_740_000_000_000_000
DAY = 86_400_000_000


def compiled(text: str) -> Program:
    program = compile_text(Document("shop.loyalty", text)).program
    assert program is not None
    return program


def purchase(number: int, euros: int = 100) -> Purchased:
    line = Line(id="1", price_minor=euros * 100)
    return Purchased(id=f"p{number}", instant=NOON + number * DAY, member="ada", lines=(line,))


def started(text: str = TEXT) -> Engine:
    program = compiled(text)
    engine = Engine(program, lower(program))
    engine.apply(Joined(id="j", instant=NOON, member="ada"))
    engine.apply(purchase(1))
    engine.apply(Redeemed(id="r", instant=NOON + 2 * DAY, member="ada", reward="Coffee"))
    return engine


def resumed(saved: dict[str, Any], text: str) -> Engine:
    program = compiled(text)
    return Engine.resume(program, lower(program), json.loads(json.dumps(saved)))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("currency EUR", "currency CHF", "EUR"),
        ("Europe/Berlin", "Europe/London", "Europe/Berlin"),
        ("plural points\n", "plural points\n  decimals 1\n", "Points"),
        ('wallet "Points"', 'wallet "Beans"', "Points"),
        ('tier "Regular"', 'tier "Silver"', "Regular"),
        ('earn "Purchases"', 'earn "Sales"', "Purchases"),
        ('reward "Coffee"', 'reward "Tea"', "Coffee"),
        ("gives 3 EUR off", "gives 4 EUR off", "Coffee"),
        ("on each 50 EUR", "on each 40 EUR", "Stars of a spender"),
    ],
)
def test_what_cannot_be_found_again_is_refused_by_name(old: str, new: str, named: str) -> None:
    text = TEXT.replace(old, new).replace("EUR", "CHF" if new == "currency CHF" else "EUR")
    with pytest.raises(StateRefused, match=named):
        resumed(started().save(), text)


def test_the_same_program_goes_on_as_it_was() -> None:
    saved = started().save()
    assert resumed(saved, TEXT).save() == saved


def test_a_purchase_comes_back_after_two_changes_of_name_and_rate() -> None:
    once = TEXT.replace('earn "Purchases"', 'earn "Sales"\n  formerly "Purchases"').replace(
        "1 point per", "2 points per"
    )
    twice = once.replace(
        'earn "Sales"\n  formerly "Purchases"', 'earn "Takings"\n  formerly "Sales"'
    ).replace("2 points per", "3 points per")
    engine = resumed(started().save(), once)
    engine.apply(purchase(3))
    engine = resumed(engine.save(), twice)
    engine.apply(purchase(4))
    given = []
    for number in (1, 3, 4):
        back = Returned(
            id=f"b{number}",
            instant=NOON + (number + 4) * DAY,
            member="ada",
            purchase=f"p{number}",
            amount_minor=50_00,
        )
        entries = engine.apply(back)
        given.append(sum(each.amount or 0 for each in entries if each.wallet == "Points"))
        assert {each.rule for each in entries if each.wallet == "Points"} == {"Takings"}
    assert given == [-50, -100, -150]


def test_a_program_of_before_is_dropped_once_nothing_needs_it() -> None:
    changed = TEXT.replace("1 point per", "2 points per")
    engine = resumed(started().save(), changed)
    assert len(engine.save()["earlier"]) == 1
    engine.books.state.return_days = 30
    engine.advance_to(engine.books.zone.day_of(NOON) + 60)
    assert engine.save()["earlier"] == {}


def test_a_state_of_the_same_names_in_another_order_means_the_same() -> None:
    points = 'wallet "Points"\n  unit point, plural points\n  expire never\n\n'
    moved = TEXT.replace(points, "").replace('tier "Regular"', f'{points}tier "Regular"')
    assert moved != TEXT
    engine = resumed(started().save(), moved)
    assert [account.available for account in engine.books.state.members["ada"].accounts] == [2, 80]
