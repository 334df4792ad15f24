"""Members of a state whom columns leave to the reference engine."""

import pytest

from dsl.columns.beyond_columns import is_beyond_columns
from dsl.ledger.facts import Adjusted
from tests.unit.dsl.engine.running import Shop, day

LATER = """
wallet "Later"
  unit star, plural stars
  available after 14 days
  expire never

earn "Stars"
  on a purchase
  give 1 star per 1 GBP of net spend
"""

SILVER = """
tier "Silver"
  from 50 GBP of net spend in a calendar month
  kept 2 months
"""


@pytest.mark.parametrize("is_first", [True, False])
def test_units_that_can_be_spent_behind_others_that_cannot(is_first: bool) -> None:
    """Columns keep what stands under one term as a queue, and look at its first lot."""
    shop = Shop(LATER)
    if not is_first:
        shop.buy("2024-03-04T10:00", 1000)
    shop.tell(Adjusted, "2024-03-06T10:00", wallet="Later", amount=7, reason="a present")
    assert is_beyond_columns(shop.engine.books, shop.ada()) is not is_first


@pytest.mark.parametrize("carries", [True, False])
def test_a_surplus_that_no_tier_carries_over_any_more(carries: bool) -> None:
    """The marks of tiers count it all the same, and columns keep none for that counter."""
    shop = Shop(SILVER + ("  carry over the surplus\n" if carries else ""))
    shop.ada().standing.carried = {0: {day("2024-03-01"): 7}}
    assert is_beyond_columns(shop.engine.books, shop.ada()) is not carries
