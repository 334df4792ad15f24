"""The measures that a program is steered by, each `[replication]`, over the trading months.

Those called *lift* compare the same people with the program and without it (or with the one that
the shop has, where the forecast is measured by that). The plain comparison of members with others
is there too, under a name that says what it is: it is not an effect.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simulator.economics.ratios import Ratios, ratio
from simulator.results.measures import Measure
from simulator.results.tally import Counts, Tally


class Kpi(NamedTuple):
    """One measure.

    Attributes:
        unit: "ratio", "minor", "per month" or "per member and month".
        meaning: as a sentence for the report.
        of: works it out from (program, without).
    """

    unit: str
    meaning: str
    of: Callable[[Tally, Tally], Ratios]


def _sum(tally: Tally, measure: Measure) -> Counts:
    return tally.of(measure)[:, : tally.trading_months].sum(axis=-1)


def _last(tally: Tally, measure: Measure) -> Counts:
    return tally.of(measure)[:, tally.trading_months - 1]


def _share(part: Measure, whole: Measure) -> Callable[[Tally, Tally], Ratios]:
    return lambda program, _: ratio(_sum(program, part), _sum(program, whole))


def _share_at_end(part: Measure, whole: Measure) -> Callable[[Tally, Tally], Ratios]:
    return lambda program, _: ratio(_last(program, part), _last(program, whole))


def _lift(with_it: Measure, without_it: Measure) -> Callable[[Tally, Tally], Ratios]:
    return lambda program, _: ratio(_sum(program, with_it), _sum(program, without_it)) - 1


def _basket_lift(program: Tally, _: Tally) -> Ratios:
    with_it = ratio(_sum(program, Measure.MEMBER_SALES_MINOR), _sum(program, Measure.MEMBER_ORDERS))
    before = ratio(
        _sum(program, Measure.MEMBER_SALES_WITHOUT_MINOR),
        _sum(program, Measure.MEMBER_ORDERS_WITHOUT),
    )
    return with_it / before - 1


def _members_against_others(program: Tally, _: Tally) -> Ratios:
    ordering = _sum(program, Measure.MEMBERS_ORDERING)
    members = ratio(_sum(program, Measure.MEMBER_SALES_MINOR), ordering)
    return members / ratio(_sales_to_others(program), _others_ordering(program)) - 1


def _others(whole: Measure, members: Measure) -> Callable[[Tally], Counts]:
    return lambda tally: _sum(tally, whole) - _sum(tally, members)


_sales_to_others = _others(Measure.SALES_MINOR, Measure.MEMBER_SALES_MINOR)
_orders_of_others = _others(Measure.ORDERS, Measure.MEMBER_ORDERS)
_others_ordering = _others(Measure.CUSTOMERS_ORDERING, Measure.MEMBERS_ORDERING)


def _customer_value(tally: Tally) -> Ratios:
    """Margin and fees of the horizon less what rewards cost, for each active customer."""
    brought = _sum(tally, Measure.MARGIN_MINOR) + _sum(tally, Measure.FEES_MINOR)
    given = (
        _sum(tally, Measure.REWARD_COST_MINOR)
        + _sum(tally, Measure.PERK_COST_MINOR)
        + _sum(tally, Measure.DISCOUNT_MINOR)
        + _sum(tally, Measure.FEES_REFUNDED_MINOR)
    )
    customers = _sum(tally, Measure.ACTIVE_CUSTOMERS) / tally.trading_months
    return ratio(brought - given, customers)


def _cost_of_an_order(program: Tally, without: Tally) -> Ratios:
    def more(measure: Measure) -> Counts:
        return _sum(program, measure) - _sum(without, measure)

    cost = more(Measure.REWARD_COST_MINOR) + more(Measure.DISCOUNT_MINOR)
    return np.where(cost < 0, np.nan, ratio(cost, more(Measure.ORDERS)))


KPIS: dict[str, Kpi] = {
    "participation": Kpi(
        "ratio",
        "Of the customers who order in a month, how many are members.",
        _share(Measure.MEMBERS_ORDERING, Measure.CUSTOMERS_ORDERING),
    ),
    "member_share_of_sales": Kpi(
        "ratio",
        "Of the sales, how much members buy. Members buy more even if the program does nothing.",
        _share(Measure.MEMBER_SALES_MINOR, Measure.SALES_MINOR),
    ),
    "enrolment_rate": Kpi(
        "ratio",
        "Of the orders with which somebody could have joined, how many brought a member.",
        _share(Measure.JOINS, Measure.JOIN_OFFERS),
    ),
    "active_members": Kpi(
        "ratio",
        "Of the members at the end, how many ordered within the last 90 days.",
        _share_at_end(Measure.ACTIVE_MEMBERS, Measure.MEMBERS),
    ),
    "frequency_lift": Kpi(
        "ratio",
        "How many more orders the members make than the same people without the program.",
        _lift(Measure.MEMBER_ORDERS, Measure.MEMBER_ORDERS_WITHOUT),
    ),
    "basket_lift": Kpi(
        "ratio",
        "How much larger the members' average order is than that of the same people without it.",
        _basket_lift,
    ),
    "retention_lift": Kpi(
        "ratio",
        "How many more members are active at the end than of the same people without it.",
        lambda program, _: (
            ratio(
                _last(program, Measure.ACTIVE_MEMBERS),
                _last(program, Measure.ACTIVE_MEMBERS_WITHOUT),
            )
            - 1
        ),
    ),
    "churn": Kpi(
        "ratio",
        "Of the members of a month, how many leave the program in it.",
        _share(Measure.LEAVES, Measure.MEMBERS),
    ),
    "customer_value": Kpi(
        "minor",
        "What an active customer brings in the horizon: margin and fees less rewards. It is the "
        "lifetime value up to the horizon; what comes later is not guessed.",
        lambda program, _: _customer_value(program),
    ),
    "customer_value_without": Kpi(
        "minor",
        "The same without the program.",
        lambda _, without: _customer_value(without),
    ),
    "average_order_value": Kpi(
        "minor", "Sales by orders, of everybody.", _share(Measure.SALES_MINOR, Measure.ORDERS)
    ),
    "average_order_value_of_members": Kpi(
        "minor", "Of members alone.", _share(Measure.MEMBER_SALES_MINOR, Measure.MEMBER_ORDERS)
    ),
    "average_order_value_of_others": Kpi(
        "minor",
        "Of customers who are not members. The two differ by who joins, too.",
        lambda program, _: ratio(_sales_to_others(program), _orders_of_others(program)),
    ),
    "orders_of_a_member": Kpi(
        "per month",
        "Orders of a member who orders, in a month.",
        _share(Measure.MEMBER_ORDERS, Measure.MEMBERS_ORDERING),
    ),
    "orders_of_others": Kpi(
        "per month",
        "Orders of another customer who orders, in a month. The two differ by who joins, too.",
        lambda program, _: ratio(_orders_of_others(program), _others_ordering(program)),
    ),
    "redeeming_members": Kpi(
        "ratio",
        "Of the members of a month, how many use a reward in it.",
        _share(Measure.REDEEMING_MEMBERS, Measure.MEMBERS),
    ),
    "rewards_per_member_month": Kpi(
        "per member and month",
        "Rewards used.",
        _share(Measure.REWARDS_USED, Measure.MEMBERS),
    ),
    "reward_cost_of_member_sales": Kpi(
        "ratio",
        "What rewards cost, as a share of what members buy.",
        _share(Measure.REWARD_COST_MINOR, Measure.MEMBER_SALES_MINOR),
    ),
    "cost_of_an_additional_order": Kpi(
        "minor", "What rewards and discounts cost for each additional order.", _cost_of_an_order
    ),
    "members_against_others": Kpi(
        "ratio",
        "Not an effect: how much more a member who orders buys in a month than another customer "
        "who orders.",
        _members_against_others,
    ),
}
