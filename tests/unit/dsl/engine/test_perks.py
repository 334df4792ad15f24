"""Perks: who holds one is counted from that day on, once in each period."""

from dsl.engine.perks import PerkCost
from dsl.ledger.facts import Joined, Left
from tests.unit.dsl.engine.running import Shop, day

LOUNGE = """
tier "Silver"
  from 50 GBP of net spend ever
  kept for life

  perk "Lounge"
    costs us 3 GBP per member per month
"""
MARCH, APRIL = day("2025-03-01"), day("2025-04-01")


def test_a_perk_gained_in_the_middle_of_a_month_counts_for_that_month() -> None:
    shop = Shop(LOUNGE)
    shop.tell(Joined, "2025-03-01", "bea")
    shop.buy("2025-03-20T10:00", 6000)
    shop.buy("2025-03-21T10:00", 6000)
    assert shop.engine.perk_costs() == [PerkCost("Lounge", MARCH, 1, 300)]
    shop.engine.advance_to(APRIL)
    shop.buy("2025-04-30T10:00", 6000, member="bea")
    assert shop.engine.perk_costs() == [
        PerkCost("Lounge", MARCH, 1, 300),
        PerkCost("Lounge", APRIL, 2, 600),
    ]


def test_one_who_left_is_not_counted_any_more() -> None:
    shop = Shop(LOUNGE)
    shop.buy("2025-03-20T10:00", 6000)
    shop.tell(Left, "2025-03-25")
    shop.engine.advance_to(day("2025-05-02"))
    assert shop.engine.perk_costs() == [PerkCost("Lounge", MARCH, 1, 300)]
