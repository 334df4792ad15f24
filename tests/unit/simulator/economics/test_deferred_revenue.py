"""What of the sales is no revenue yet: the example of IFRS 15 as a simulated program."""

from fractions import Fraction

import pytest

from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.source.document import Document
from simulator.economics.deferred_revenue import deferred_revenue, stand_alone_prices
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally
from tests.house_rules.tree import ROOT

SHOP = """perkwright 1

program "Shop"
  currency GBP
  time zone Europe/London
  join free

wallet "Points"
  unit point, plural points
  expire never

earn "Every purchase"
  on a purchase
  give 1 point per 1 GBP of net spend

reward "Something"
  costs 100 points
  {offer}
"""


def program(offer: str) -> Program:
    compiled = compile_text(Document("shop.loyalty", SHOP.format(offer=offer)))
    assert compiled.program is not None
    return compiled.program


def tally(redeemed: list[int], *, granted: int = 10_000, sales: int = 100_000) -> Tally:
    """Two trading months and one of run-off; all is bought in the first."""
    found = Tally.empty(1, 3, 2, wallets=1, tiers=0)
    for measure, amount in {
        Measure.SALES_MINOR: sales,
        Measure.MARGIN_MINOR: sales * 3 // 5,
        Measure.MEMBER_SALES_MINOR: sales,
    }.items():
        found.months[measure, 0, 0] = amount
    found.wallets[0, WalletMeasure.GRANTED, 0, 0] = granted
    found.wallets[0, WalletMeasure.REDEEMED, 0] = redeemed
    return found


def test_the_example_of_ifrs_15() -> None:
    """9,500 of 10,000 points come home: 4,500 in the first month, 4,000 in the second."""
    found = deferred_revenue(program("gives 1 GBP off"), tally([4_500, 4_000, 1_000]))
    assert found.set_aside.tolist() == [8_676]
    assert found.balance.tolist() == [[4_566, 913, 0]]
    assert found.at_end.tolist() == [913]
    assert found.recognised.tolist() == [7_763]


def test_a_discount_at_once_makes_what_is_shared_smaller() -> None:
    bought = tally([4_500, 4_000, 1_000])
    bought.months[Measure.DISCOUNT_MINOR, 0, 0] = 50_000
    found = deferred_revenue(program("gives 1 GBP off"), bought)
    assert found.set_aside.tolist() == [4_338]


def test_a_reward_that_was_chosen_and_not_used_is_still_owed() -> None:
    """All points are spent at once; of what the rewards cost, a quarter is used later."""
    bought = tally([9_500, 0, 0])
    bought.wallets[0, WalletMeasure.REDEEMED_COST_MINOR, 0] = [0, 6_000, 2_000]
    found = deferred_revenue(program("gives 1 GBP off"), bought)
    assert found.balance.tolist() == [[8_676, 2_169, 0]]


def test_what_nobody_redeems_is_owed_to_nobody() -> None:
    found = deferred_revenue(program("gives 1 GBP off"), tally([0, 0, 0]))
    assert found.set_aside.tolist() == [0]
    assert found.balance.tolist() == [[0, 0, 0]]


def test_a_program_without_units_sells_none() -> None:
    text = (ROOT / "programs/templates/paid_membership.loyalty").read_text("utf-8")
    plus = compile_text(Document("plus.loyalty", text)).program
    assert plus is not None
    bought = Tally.empty(1, 3, 2, wallets=0, tiers=0)
    bought.months[Measure.MEMBER_SALES_MINOR] = 100_000
    assert deferred_revenue(plus, bought).balance.tolist() == [[0, 0, 0]]


def test_each_of_two_wallets_has_its_part() -> None:
    """100,000 of goods beside points worth 9,500 and stars worth 19,000."""
    two = SHOP.replace(
        'earn "Every', 'wallet "Stars"\n  unit star, plural stars\n  expire never\n\nearn "Every'
    )
    two += '\nreward "Star"\n  costs 50 stars\n  gives 1 GBP off\n'
    compiled = compile_text(Document("two.loyalty", two.format(offer="gives 1 GBP off")))
    assert compiled.program is not None
    one = tally([4_500, 4_000, 1_000])
    bought = Tally(one.months, one.wallets.repeat(2, axis=0), one.tiers, one.trading_months)
    found = deferred_revenue(compiled.program, bought)
    assert found.set_aside.tolist() == [7_393 + 14_786]  # 9,500 and 19,000 of 128,500, rounded each


@pytest.mark.parametrize(
    ("offer", "price"),
    [
        ("gives 3 GBP off", Fraction(3)),
        ('gives the experience "Tasting"\n  costs us 2 GBP\n  worth 6 GBP', Fraction(6)),
        ('gives the experience "Tasting"\n  costs us 2 GBP', Fraction(5)),  # margin 60%
    ],
)
def test_the_price_of_a_point_alone(offer: str, price: Fraction) -> None:
    assert stand_alone_prices(program(offer), tally([1, 0, 0])) == [price]
