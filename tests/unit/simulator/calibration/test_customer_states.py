"""Groups of customers stand for them: in what they bought, and in what they are expected to buy."""

import numpy as np
import pytest

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import Floats
from simulator.calibration.customer_states import HALVINGS, customer_states
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from tests.unit.simulator.calibration.drawn import drawn_bg_nbd, drawn_pareto_nbd

CAFE, CDNOW = BgNbd(0.8, 2.0, 0.8, 6.0), BgNbd(0.243, 4.414, 0.793, 2.426)
MARKET = ParetoNbd(0.8, 2.0, 0.6, 12.0)
FLEETING = BgNbd(0.3, 4.0, 0.6, 0.2)


def test_groups_of_customers_keep_all_customers_and_purchases() -> None:
    random = np.random.default_rng(41)
    repeats = random.geometric(0.2, 5_000) - 1
    age = random.integers(30, 700, 5_000)
    seen = Repeats.each(repeats, age * (repeats > 0) // 2, age)
    spend = random.gamma(4, 500, 5_000)
    groups = customer_states(seen, spend)
    assert groups.customers.sum() == 5_000
    assert len(groups.customers) <= 2**HALVINGS
    assert round(float(groups.repeats @ groups.customers)) == repeats.sum()
    assert round(float(groups.age @ groups.customers), 3) == round(float(seen.age.sum()), 3)
    value = (groups.repeats + 1) * groups.customers @ groups.mean_spend_minor
    assert round(float(value), 3) == round(float((repeats + 1) @ spend), 3)
    assert np.all(np.diff(groups.repeats) >= 0)
    assert groups.customers[-1] < groups.customers[0] / 5


def expected_a_week(model: BgNbd | ParetoNbd, seen: Repeats) -> float:
    """Purchases, of all customers: who is still there, times how often they come."""
    rate: Floats = (model.r + seen.x) / (model.alpha + seen.age)
    return seen.total(model.probability_alive(seen) * rate)


@pytest.mark.parametrize(
    "model", [CAFE, CDNOW, MARKET, FLEETING], ids=["cafe", "cdnow", "market", "fleeting"]
)
def test_groups_let_expect_what_their_customers_do(model: BgNbd | ParetoNbd) -> None:
    """A regular who is gone must not stand together with one who came yesterday."""
    random = np.random.default_rng(42)
    age = random.uniform(5, 104, 3_000)
    if isinstance(model, BgNbd):
        seen = drawn_bg_nbd(random, model, age)
    else:
        seen = drawn_pareto_nbd(random, model, age)
    found = customer_states(seen, np.ones(len(age)))
    groups = Repeats(np.array(found.repeats.tolist()), found.last, found.age, found.customers)
    share = expected_a_week(model, groups) / expected_a_week(model, seen)
    assert 0.95 < share < 1.01
