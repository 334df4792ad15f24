"""Members of a state whom columns leave to the reference engine."""

import pytest

from dsl.columns.beyond_columns import is_beyond_columns
from dsl.ledger.facts import Adjusted
from tests.unit.dsl.engine.running import Shop

LATER = """
wallet "Later"
  unit star, plural stars
  available after 14 days
  expire never

earn "Stars"
  on a purchase
  give 1 star per 1 GBP of net spend
"""


@pytest.mark.parametrize("is_first", [True, False])
def test_units_that_can_be_spent_behind_others_that_cannot(is_first: bool) -> None:
    """Columns keep what stands under one term as a queue, and look at its first lot."""
    shop = Shop(LATER)
    if not is_first:
        shop.buy("2024-03-04T10:00", 1000)
    shop.tell(Adjusted, "2024-03-06T10:00", wallet="Later", amount=7, reason="a present")
    assert is_beyond_columns(shop.engine.books, shop.ada()) is not is_first
