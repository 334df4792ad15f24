"""The order of what a saved state keeps, so that a split changes nothing."""

import json

from dsl.engine.holdings.state import Before
from tests.unit.dsl.engine.running import Shop


def test_days_of_tiers_before_a_step_up_are_in_the_order_of_the_tiers() -> None:
    saved = []
    for days in ({0: 7, 1: 8}, {1: 8, 0: 7}):
        shop = Shop("")
        shop.ada().standing.before = [Before(1, 9, 0, dict(days), dict(days))]
        saved.append(json.dumps(shop.engine.save()))
    assert saved[0] == saved[1]
