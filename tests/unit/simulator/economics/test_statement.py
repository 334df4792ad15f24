"""The money of one small program, worked out by hand.

Three trading months and one of run-off; 1,000 of margin a month without the program.
"""

from fractions import Fraction

import numpy as np
import pytest

from simulator.economics.costs import RunningCosts
from simulator.economics.investment import (
    break_even,
    net_benefit,
    payback_month,
    present_value,
    return_on_cost,
)
from simulator.economics.kpis import KPIS
from simulator.economics.redemption import redemption
from simulator.economics.statement import Statement, cash_need, statement
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Tally

COSTS = RunningCosts(setup_minor=100, monthly_minor=10, yearly_interest=Fraction(0))


def arm(months: dict[Measure, list[int]], wallet: dict[WalletMeasure, list[int]]) -> Tally:
    tally = Tally.empty(1, 4, 3, wallets=1, tiers=0)
    for measure, counts in months.items():
        tally.months[measure, 0] = counts
    for wallet_measure, counts in wallet.items():
        tally.wallets[0, wallet_measure, 0] = counts
    return tally


def without() -> Tally:
    return arm(
        {
            Measure.MARGIN_MINOR: [1_000, 1_000, 1_000, 0],
            Measure.SALES_MINOR: [2_000, 2_000, 2_000, 0],
        },
        {},
    )


def program() -> Tally:
    return arm(
        {
            Measure.MARGIN_MINOR: [1_200, 1_200, 1_200, 999],
            Measure.SALES_MINOR: [2_400, 2_400, 2_400, 0],
            Measure.MEMBER_SALES_MINOR: [1_400, 1_400, 1_400, 0],
            Measure.MEMBER_SALES_WITHOUT_MINOR: [1_000, 1_000, 1_000, 0],
            Measure.DISCOUNT_MINOR: [20, 20, 20, 0],
            Measure.DISCOUNT_IN_BOTH_MINOR: [15, 15, 15, 0],
            Measure.REWARD_COST_MINOR: [0, 30, 30, 40],
            Measure.FEES_MINOR: [25, 5, 5, 0],
            Measure.FEES_REFUNDED_MINOR: [0, 5, 0, 0],
        },
        {
            WalletMeasure.GRANTED: [100, 100, 100, 0],
            WalletMeasure.GRANTED_IN_BOTH: [80, 80, 80, 0],
            WalletMeasure.REDEEMED: [0, 60, 60, 80],
            WalletMeasure.EXPIRED: [0, 0, 0, 100],
            WalletMeasure.OUTSTANDING: [100, 140, 180, 0],
            WalletMeasure.REDEEMED_COST_MINOR: [0, 30, 30, 40],
        },
    )


@pytest.fixture(name="money")
def _money() -> Statement:
    return statement(program(), without(), COSTS)


def test_each_month_is_a_difference_of_the_arms(money: Statement) -> None:
    assert money.incremental_margin.tolist() == [[200, 200, 200, 0]]  # no sales in the run-off
    assert money.reward_cost.tolist() == [[20, 50, 50, 40]]
    assert money.fees.tolist() == [[25, 0, 5, 0]]
    assert money.running_cost.tolist() == [[10, 10, 10, 0]]
    assert money.net_benefit.tolist() == [[195, 140, 145, -40]]
    # 15 a month at once; 80% of what the wallet paid for was earned on orders in both.
    assert money.subsidised_baseline.tolist() == [[15, 39, 39, 32]]


def test_what_a_program_is_worth(money: Statement) -> None:
    assert net_benefit(money, COSTS).tolist() == [340]
    assert return_on_cost(money, COSTS).tolist() == [340 / 290]
    assert present_value(money, COSTS).tolist() == [340.0]
    assert payback_month(money, COSTS).tolist() == [1]
    assert cash_need(money.net_benefit, COSTS).tolist() == [100]


def test_present_value_discounts_by_the_year(money: Statement) -> None:
    dear = COSTS.model_copy(update={"yearly_interest": Fraction(1)})
    by_hand = sum(
        flow / 2 ** (month / 12) for month, flow in enumerate([195, 140, 145, -40], start=1)
    )
    assert round(present_value(money, dear)[0], 9) == round(by_hand - 100, 9)


def test_payback_waits_until_no_later_month_takes_it_back(money: Statement) -> None:
    assert payback_month(money, COSTS.model_copy(update={"setup_minor": 460})).tolist() == [0]
    assert payback_month(money, COSTS.model_copy(update={"setup_minor": 440})).tolist() == [3]
    assert payback_month(money, COSTS.model_copy(update={"setup_minor": 300})).tolist() == [2]


def test_break_even_is_what_the_formula_says(money: Statement) -> None:
    result = break_even(money, program(), without(), COSTS)
    c, f, m = 125 / 3_000, (30 - 30 + 100) / 3_000, 1 / 2
    assert round(result.uplift[0], 12) == round((c + f) / (m - c), 12)
    assert result.reached.tolist() == [0.4]
    assert result.probability == 1.0


def test_break_even_has_to_earn_what_is_given_for_no_order() -> None:
    """Half of the 20% that were not for orders in both welcome members, so 10% of 100."""
    welcoming = program()
    welcoming.wallets[0, WalletMeasure.GRANTED_FOR_NO_ORDER, 0, :3] = 10
    result = break_even(statement(welcoming, without(), COSTS), welcoming, without(), COSTS)
    c, f, m = 125 / 3_000, (30 - 30 + 10 + 100) / 3_000, 1 / 2
    assert round(result.uplift[0], 12) == round((c + f) / (m - c), 12)


def test_no_uplift_pays_for_rewards_above_the_margin(money: Statement) -> None:
    generous = program()
    generous.months[Measure.DISCOUNT_IN_BOTH_MINOR] = 600
    dear = statement(generous, without(), COSTS)
    result = break_even(dear, generous, without(), COSTS)
    assert np.isnan(result.uplift[0])
    assert result.probability == 0.0
    assert money.trading_months == 3


def test_break_even_against_a_program_is_on_the_difference_of_the_two() -> None:
    before = program()
    before.months[Measure.SALES_MINOR] = before.months[Measure.MEMBER_SALES_MINOR] + 1_000
    after, costs = program(), COSTS
    after.months[Measure.MARGIN_MINOR, 0, :3] += 100
    after.months[Measure.SALES_MINOR, 0, :3] += 200
    after.months[Measure.MEMBER_SALES_WITHOUT_MINOR, 0, :3] = 1_400
    after.months[Measure.DISCOUNT_IN_BOTH_MINOR, 0, :3] += 50
    after.months[Measure.PERK_COST_MINOR, 0, :3] = 7
    result = break_even(statement(after, before, costs), after, before, costs)
    sold, margin = 3 * 1_400, 1_200 / 2_400
    c, r, f = 150 / sold, (125 + 150) / sold, (30 + 21 + 100) / sold
    assert round(result.uplift[0], 12) == round((c + f) / (margin - r), 12)
    assert result.reached.tolist() == [600 / sold]


def test_a_program_that_costs_less_breaks_even_on_less_than_is_bought_now() -> None:
    before, after = program(), program()
    before.months[Measure.DISCOUNT_IN_BOTH_MINOR, 0, :3] = 200
    for each in (before, after):
        each.months[Measure.MEMBERS, 0, :3] = 50
    free = RunningCosts()
    result = break_even(statement(after, before, free), after, before, free)
    assert result.uplift[0] < 0 == result.reached[0]
    assert result.probability == 1.0
    back = break_even(statement(before, after, free), before, after, free)
    assert (back.uplift[0] > 0, back.probability) == (True, 0.0)


def test_tax_is_on_what_rewards_cost() -> None:
    taxed = statement(
        program(), without(), COSTS.model_copy(update={"reward_tax": Fraction(1, 10)})
    )
    assert taxed.reward_cost.tolist() == [[22, 55, 55, 44]]


def test_redemption_is_known_once_the_run_off_is_over() -> None:
    wallet = redemption(program(), 0, Fraction(1, 2))
    assert wallet.ultimate_rate.tolist() == [200 / 300]
    assert wallet.last_month_rate.tolist() == [0.6]
    assert wallet.outstanding.tolist() == [180]
    assert wallet.owed_minor.tolist() == [40]
    assert wallet.worst_case_minor.tolist() == [90]


def test_members_are_compared_with_others_by_those_who_order() -> None:
    measures = {
        Measure.SALES_MINOR: [500, 500, 500, 0],
        Measure.MEMBER_SALES_MINOR: [300, 300, 300, 0],
        Measure.MEMBERS: [90, 90, 90, 0],
        Measure.MEMBERS_ORDERING: [10, 10, 10, 0],
        Measure.CUSTOMERS_ORDERING: [20, 20, 20, 0],
    }
    of = KPIS["members_against_others"].of
    assert of(arm(measures, {}), without()).tolist() == [0.5]
