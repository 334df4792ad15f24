"""What members of a replayed history redeem: with what they hold, and with what they just earn."""

import pytest

from dsl.ledger.entry import Entry
from dsl.ledger.facts import Adjusted, Line, Purchased
from simulator.replay.redeeming import with_redemption
from tests.unit.dsl.engine.running import Shop, instant

REWARDS = """
reward "5 GBP off"
  costs 50 points
  gives 5 GBP off

reward "10 GBP off"
  costs 100 points
  gives 10 GBP off
"""
AT_ONCE = "new points can be spent on the same purchase"
AT = "2024-03-04T10:00"


def _bought(shop: Shop, minor: int) -> list[Entry]:
    """What a purchase brings with the redemption that goes with it."""
    line = Line(id="1", price_minor=minor, quantity=1)
    fact = Purchased(id="bought", instant=instant(AT), member="ada", lines=(line,))
    shop.engine.advance_to_instant(instant(AT))
    facts = with_redemption(shop.engine, fact)
    return [entry for each in facts for entry in shop.engine.apply(each)]


def _moves(entries: list[Entry]) -> list[tuple[str, str, int]]:
    return [
        (each.kind.value, each.rule, each.amount)
        for each in entries
        if each.kind.value in ("accrue", "spend", "use reward", "decline")
    ]


def _shop(points: int, says: str = AT_ONCE) -> Shop:
    shop = Shop(REWARDS, says=says)
    if points:
        shop.tell(Adjusted, "2024-03-01T10:00", wallet="Points", amount=points, reason="a start")
    return shop


def test_points_of_the_purchase_pay_where_the_program_lets_them() -> None:
    assert _moves(_bought(_shop(0), 5000)) == [
        ("accrue", "Every purchase", 50),
        ("spend", "5 GBP off", -50),
        ("use reward", "5 GBP off", 1),
    ]
    assert _moves(_bought(_shop(0, says=""), 5000)) == [("accrue", "Every purchase", 50)]


def test_what_is_held_already_is_spent_before_the_purchase_earns() -> None:
    assert _moves(_bought(_shop(50), 4900)) == [
        ("spend", "5 GBP off", -50),
        ("use reward", "5 GBP off", 1),
        ("accrue", "Every purchase", 44),
    ]


def test_both_together_pay_for_the_dearest() -> None:
    assert _moves(_bought(_shop(50), 5000)) == [
        ("accrue", "Every purchase", 50),
        ("spend", "10 GBP off", -50),
        ("spend", "10 GBP off", -50),
        ("use reward", "10 GBP off", 1),
    ]


@pytest.mark.parametrize(
    "waits", ["  available after 14 days\n", "  at most 20 points per member per month\n"]
)
def test_points_that_wait_or_are_cut_pay_for_nothing(waits: str) -> None:
    shop = Shop(REWARDS, says=AT_ONCE, earns=waits)
    assert [kind for kind, _, _ in _moves(_bought(shop, 5000))] == ["accrue"]
