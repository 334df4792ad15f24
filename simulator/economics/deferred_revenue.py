"""What of the sales is not revenue yet, because rewards are still to come for it.

A sale that earns units sells two things: goods, and a right to rewards. What was paid is shared
between the two by what each would be sold for alone, and the part of the units becomes revenue as
they are redeemed (IFRS 15, B39-B43; ASC 606-10-55-41 to 45). Money is in whole minor units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dsl.program.program import Program
from dsl.program.worth import units_cost, units_worth
from dsl.values.rounding import nearest
from simulator.economics.liability import allocate, revenue_of_points
from simulator.results.measures import Measure, WalletMeasure
from simulator.results.tally import Counts, Tally


@dataclass(frozen=True, slots=True)
class DeferredRevenue:
    """All wallets together.

    Attributes:
        set_aside: taken out of the sales of the horizon, `[replication]`.
        balance: of it not yet revenue at each month end, run-off included, `[replication, month]`.
        trading_months: months before the run-off.
    """

    set_aside: Counts
    balance: Counts
    trading_months: int

    @property
    def at_end(self) -> Counts:
        """The contract liability at the end of the horizon, `[replication]`."""
        return self.balance[:, self.trading_months - 1]

    @property
    def recognised(self) -> Counts:
        """What became revenue within the horizon, `[replication]`."""
        return self.set_aside - self.at_end


def deferred_revenue(program: Program, tally: Tally) -> DeferredRevenue:
    """The deferred revenue of a program. The tally must hold the whole run-off.

    How many units are redeemed in the end is known here, because the run-off shows it; in the
    books it is the estimate.
    """
    prices = stand_alone_prices(program, tally)
    paid = tally.of(Measure.MEMBER_SALES_MINOR) - tally.of(Measure.DISCOUNT_MINOR)
    goods = tally.of(Measure.MEMBER_SALES_MINOR)
    set_aside = np.zeros(len(paid), np.int64)
    balance = np.zeros_like(paid)
    for run in range(len(paid) if prices else 0):
        units = [_Units.of(wallet[:, run]) for wallet in tally.wallets[: len(prices)]]
        worth = [each.worth_by_month(price) for each, price in zip(units, prices, strict=True)]
        months = list(zip(paid[run].tolist(), goods[run].tolist(), *worth, strict=True))
        for place, each in enumerate(units):
            set_asides = [_set_aside(*month, place=place) for month in months]
            set_aside[run] += sum(set_asides)
            balance[run] += each.left_of(set_asides)
    return DeferredRevenue(set_aside, balance, tally.trading_months)


def stand_alone_prices(program: Program, tally: Tally) -> list[Fraction]:
    """What the smallest unit of each wallet is worth to a member, in minor units.

    Where nothing in the program says it, what the unit costs at most with the shop's usual
    mark-up: the expected cost plus a margin (IFRS 15.79 b).
    """
    sales = int(tally.of(Measure.SALES_MINOR).sum())
    cost_of_sales = sales - int(tally.of(Measure.MARGIN_MINOR).sum())
    mark_up = Fraction(sales, cost_of_sales) if cost_of_sales > 0 else Fraction(1)
    worth, cost = units_worth(program), units_cost(program)
    return [worth[each.name] or cost[each.name] * mark_up for each in program.wallets]


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of one wallet in one replication, by month.

    Attributes:
        kept: how much of the promise is kept: what the rewards cost that were used, because one
            that was chosen is still owed; the units that chose them, where nothing tells a cost.
        opening: units from before the first month, for which nothing is set aside here.
    """

    opening: int
    granted: list[int]
    redeemed: list[int]
    kept: list[int]

    @classmethod
    def of(cls, counts: Counts) -> "_Units":
        granted = counts[WalletMeasure.GRANTED] - counts[WalletMeasure.REVERSED]
        redeemed, cost = (
            counts[measure].tolist()
            for measure in (WalletMeasure.REDEEMED, WalletMeasure.REDEEMED_COST_MINOR)
        )
        opening = int(counts[WalletMeasure.OPENING].sum())
        return cls(opening, granted.tolist(), redeemed, cost if any(cost) else redeemed)

    def worth_by_month(self, price: Fraction) -> list[int]:
        """What those granted in each month, and redeemed in the end, would be sold for."""
        whole = self.opening + sum(self.granted)
        used = min(sum(self.redeemed), whole)
        if whole <= 0:
            return [0] * len(self.granted)
        each = price * used / whole
        return [max(nearest(one * each.numerator, each.denominator), 0) for one in self.granted]

    def left_of(self, set_asides: Sequence[int]) -> list[int]:
        """What of the amounts set aside is left at each month end.

        For the units granted by then the same share will be kept in the end as for all.
        """
        whole, in_the_end = self.opening + sum(self.granted), sum(self.kept)
        left, aside, granted, kept = [], 0, self.opening, 0
        for amount, new, done in zip(set_asides, self.granted, self.kept, strict=True):
            aside, granted, kept = aside + amount, granted + new, kept + done
            expected = nearest(granted * in_the_end, whole) if whole > 0 else 0
            left.append(aside - revenue_of_points(aside, kept, expected))
        return left


def _set_aside(paid: int, goods: int, *units: int, place: int) -> int:
    """The part of a month's sales that goes to the units of one wallet."""
    alone = goods + sum(units)
    return allocate(paid, alone - units[place], units[place])[1] if alone > 0 else 0
