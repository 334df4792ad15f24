"""What a program brings and costs, month by month: a difference of two arms on the same customers.

Nothing here compares members with other people: those who join buy more anyway.
"""

from dataclasses import dataclass

import numpy as np

from simulator.economics.costs import RunningCosts
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Counts, Tally


@dataclass(frozen=True, slots=True)
class Statement:
    """Money in minor units as `[replication, month]`; the months of the run-off come last.

    Attributes:
        incremental_margin: contribution margin with the program less that without it, on sales
            before what the program takes off.
        reward_cost: discounts at face value, rewards and perks at what they cost the shop when
            they are used, with the tax on them.
        fees: of memberships, less what was refunded.
        running_cost: platform and staff, less those of the program until now. The set-up is not in
            it.
        subsidised_baseline: the part of the reward cost that went to orders which would have come
            anyway. A memo: the reward cost holds it already.
        trading_months: months before the run-off.
    """

    incremental_margin: Counts
    reward_cost: Counts
    fees: Counts
    running_cost: Counts
    subsidised_baseline: Counts
    trading_months: int

    @property
    def net_benefit(self) -> Counts:
        """Incremental margin - reward cost + fees - running cost."""
        return self.incremental_margin - self.reward_cost + self.fees - self.running_cost


def statement(program: Tally, without: Tally, costs: RunningCosts) -> Statement:
    """The statement of a program against the same customers without it (or under another one).

    The run-off holds what was promised before it: rewards are still paid, nothing is sold.
    """
    months = program.months.shape[-1]
    more_monthly = costs.monthly_minor - costs.current_monthly_minor
    trading = np.arange(months) < program.trading_months
    margin = program.of(Measure.MARGIN_MINOR) - without.of(Measure.MARGIN_MINOR)
    return Statement(
        incremental_margin=np.where(trading, margin, 0),
        reward_cost=cost_of_rewards(program, costs) - cost_of_rewards(without, costs),
        fees=_fees(program) - _fees(without),
        running_cost=np.broadcast_to(trading * more_monthly, margin.shape),
        subsidised_baseline=subsidised(program, costs) - subsidised(without, costs),
        trading_months=program.trading_months,
    )


def cash_need(net_benefit: Counts, costs: RunningCosts) -> Counts:
    """The most that is ever out of pocket, `[replication]` in minor units, at least 0."""
    position = np.cumsum(net_benefit, axis=-1) - costs.setup_minor
    return np.maximum(0, -position.min(axis=-1, initial=-costs.setup_minor))


def cost_of_rewards(tally: Tally, costs: RunningCosts) -> Counts:
    """All that an arm gives, with the tax on it."""
    used = tally.of(Measure.REWARD_COST_MINOR) + tally.of(Measure.PERK_COST_MINOR)
    return _with_tax(used + tally.of(Measure.DISCOUNT_MINOR), costs)


def subsidised(tally: Tally, costs: RunningCosts) -> Counts:
    """What an arm gives on orders that the arm it is measured by has, too, with the tax on it."""
    at_once = tally.of(Measure.DISCOUNT_IN_BOTH_MINOR) + tally.of(Measure.REWARD_COST_IN_BOTH_MINOR)
    return _with_tax(at_once + _paid_with(tally, WalletMeasure.GRANTED_IN_BOTH), costs)


def given_for_no_order(tally: Tally, costs: RunningCosts) -> Counts:
    """What members have for themselves: perks, and gifts of units as for joining; with tax."""
    gifts = _paid_with(tally, WalletMeasure.GRANTED_FOR_NO_ORDER)
    return _with_tax(tally.of(Measure.PERK_COST_MINOR) + gifts, costs)


def _fees(tally: Tally) -> Counts:
    return tally.of(Measure.FEES_MINOR) - tally.of(Measure.FEES_REFUNDED_MINOR)


def _paid_with(tally: Tally, some: WalletMeasure) -> Counts:
    """What was paid for with some of the units: as much as they are of all, over all months."""
    granted, part = (
        tally.wallets[:, each].sum(axis=-1, keepdims=True) for each in (WalletMeasure.GRANTED, some)
    )
    paid = tally.wallets[:, WalletMeasure.REDEEMED_COST_MINOR]
    return _shares(paid, part, granted).sum(axis=0)


def _with_tax(cost: Counts, costs: RunningCosts) -> Counts:
    tax = costs.reward_tax
    return cost + (2 * cost * tax.numerator + tax.denominator) // (2 * tax.denominator)


def _shares(amounts: Counts, parts: Counts, wholes: Counts) -> Counts:
    """Amounts times part / whole, to the nearest, in Python's numbers because products are long."""
    exact = amounts.astype(object) * parts + wholes // 2
    return (exact // np.maximum(wholes, 1)).astype(np.int64)
