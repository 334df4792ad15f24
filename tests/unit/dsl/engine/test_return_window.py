"""With a return window, what is dropped and when leaves what a return to come leads back to."""

import pytest

from dsl.engine.engine import Engine
from dsl.ledger.entry import Entry
from dsl.ledger.facts import Line, Purchased, Returned
from tests.unit.dsl.engine.running import Shop, day, instant, told

ABSENCE = """
earn "We miss you"
  after 60 days without a purchase
  give 200 points
"""

GOLD = """
tier "Gold"
  from 20 GBP of net spend over the last 30 days
  kept 12 months
"""


def _with_window(text: str, days: int) -> Shop:
    shop = Shop(text)
    books = shop.engine.books
    shop.engine = Engine(books.program, books.plan, state=books.state, return_days=days)
    return shop


def _given(entries: list[Entry]) -> list[tuple[str, int]]:
    return [(each.rule, each.amount) for each in entries]


@pytest.mark.parametrize("saved", [False, True])
def test_the_purchase_before_one_that_comes_back_is_the_last_one_again(saved: bool) -> None:
    shop = _with_window(ABSENCE, 7)
    shop.buy("2024-01-10T15:00", 500)
    shop.buy("2024-02-10T15:00", 500)
    if saved:
        shop.engine.save()
    shop.tell(Returned, "2024-02-11T15:00", purchase="e3")
    assert _given(shop.engine.advance_to(day("2024-03-09"))) == []
    assert _given(shop.engine.advance_to(day("2024-03-10"))) == [("We miss you", 200)]


def _a_week_later(*, saved: bool) -> Shop:
    """A window of 7 days, and a purchase 8 days after the first one."""
    shop = _with_window("", 7)
    shop.buy("2024-01-10T15:00", 500)
    shop.buy("2024-01-18T15:00", 500)
    if saved:
        shop.engine.save()
    return shop


@pytest.mark.parametrize("saved", [False, True])
def test_a_return_told_late_comes_as_late_as_it_is_told(saved: bool) -> None:
    shop = _a_week_later(saved=saved)
    assert shop.tell(Returned, "2024-01-12T15:00", purchase="e2") == []
    assert list(shop.engine.ignored.values()) == [1]


@pytest.mark.parametrize("saved", [False, True])
def test_the_same_purchase_told_again_after_the_window_changes_nothing(saved: bool) -> None:
    shop = _a_week_later(saved=saved)
    line = Line(id="1", price_minor=500)
    again = Purchased(id="e2", instant=instant("2024-01-10T15:00"), member="ada", lines=(line,))
    assert shop.engine.apply(again) == []
    assert shop.engine.ignored == {"it is told too late, after the return window": 1}
    assert shop.ada().accounts[0].available == 10


@pytest.mark.parametrize("saved", [False, True])
def test_what_was_spent_before_the_window_counts_for_the_days_within_it(saved: bool) -> None:
    """Without the purchase that led to the tier, the next one did, with the one of a month ago."""
    shop = _with_window(GOLD, 20)
    shop.buy("2024-01-10T15:00", 1_500)
    shop.buy("2024-02-06T15:00", 700)
    shop.buy("2024-02-07T15:00", 700)
    shop.buy("2024-02-20T15:00", 100)
    if saved:
        shop.engine.save()
    entries = shop.tell(Returned, "2024-02-21T15:00", purchase="e3")
    assert told(entries) == [("reverse", "Every purchase", -7, 0, 0)]
