"""Whether a program is worth its money: return, present value, payback, break-even."""

from dataclasses import dataclass

import numpy as np

from simulator.economics.costs import RunningCosts
from simulator.economics.ratios import Ratios, ratio
from simulator.economics.statement import Statement, given_for_no_order, subsidised
from simulator.results.measures import Measure
from simulator.results.tally import Counts, Tally


def net_benefit(statement: Statement, costs: RunningCosts) -> Counts:
    """Net benefit of horizon and run-off together, less the set-up, `[replication]`, minor units.

    What was promised in the horizon and is redeemed later counts, or the first year would flatter.
    """
    return statement.net_benefit.sum(axis=-1) - costs.setup_minor


def return_on_cost(statement: Statement, costs: RunningCosts) -> Ratios:
    """ROI: net benefit / (reward cost + running cost + set-up), `[replication]`.

    The denominator is all that the program costs. NaN where that is nothing, or where it costs less
    than the program that it is measured by: then nothing is put in that could return.
    """
    cost = (statement.reward_cost + statement.running_cost).sum(axis=-1) + costs.setup_minor
    return ratio(net_benefit(statement, costs), np.maximum(cost, 0))


def present_value(statement: Statement, costs: RunningCosts) -> Ratios:
    """NPV: -set-up + sum over months t of net benefit_t / (1 + d) ** (t / 12), minor units.

    The months of the run-off settle what is owed at the end of the horizon.
    """
    flows = statement.net_benefit
    years = np.arange(1, flows.shape[-1] + 1) / 12
    discount = float(1 + costs.yearly_interest) ** -years
    value: Ratios = flows @ discount - costs.setup_minor
    return value


def payback_month(statement: Statement, costs: RunningCosts) -> Counts:
    """First month, from 1, by whose end the set-up is earned for good, `[replication]`.

    0 where it does not within horizon and run-off. "For good": later months, in which points
    come home, do not take it back.
    """
    position = np.cumsum(statement.net_benefit, axis=-1) - costs.setup_minor
    short = position < 0
    after_last_short = short.shape[-1] - np.argmax(short[:, ::-1], axis=-1)
    months = np.where(short.any(axis=-1), after_last_short + 1, 1)
    return np.where(short[:, -1], 0, months).astype(np.int64)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How much more members would have to buy for the program to earn its cost, `[replication]`.

    Attributes:
        uplift: needed, a ratio of what they buy in the arm it is measured by. Below 0 where it
            costs less than the program of that arm: by so much less they may buy. NaN where no
            uplift would do, or each sale more costs more than it leaves.
        reached: the uplift that the arm shows.
    """

    uplift: Ratios
    reached: Ratios

    @property
    def probability(self) -> float:
        """The share of replications whose uplift is above what is needed."""
        return float(np.mean(self.reached > np.nan_to_num(self.uplift, nan=np.inf)))


def break_even(
    statement: Statement, program: Tally, before: Tally, costs: RunningCosts
) -> BreakEven:
    """u* = (c + f) / (m - r), on what members would have bought in the arm it is measured by.

    With S those sales: c = subsidised baseline / S, which is what the program gives on them less
    what that arm's own program gives; r = all that it gives on them / S, the same where there is
    no program before; f = (running cost + what is given for no order + set-up - fees) / S,
    differences likewise; m the margin. From m u S - c S - r u S - f S = 0.

    Members are those of either program: the more attractive one has all members of the other, so
    S is the larger of what the two would have bought, and all sales more or less are theirs.
    """
    months = slice(0, statement.trading_months)

    def sold(arm: Tally, measure: Measure) -> Counts:
        return arm.of(measure)[:, months].sum(axis=-1)

    sales = np.maximum(
        sold(program, Measure.MEMBER_SALES_WITHOUT_MINOR),
        sold(before, Measure.MEMBER_SALES_MINOR),
    )
    more = sold(program, Measure.SALES_MINOR) - sold(before, Measure.SALES_MINOR)
    margin = ratio(sold(before, Measure.MARGIN_MINOR), sold(before, Measure.SALES_MINOR))
    gifts = given_for_no_order(program, costs) - given_for_no_order(before, costs)
    fixed = (statement.running_cost + gifts - statement.fees).sum(axis=-1) + costs.setup_minor
    needed = ratio(statement.subsidised_baseline.sum(axis=-1) + fixed, sales)
    # Without a program before, what pays for itself needs no more; there is nothing to save.
    had_members = before.of(Measure.MEMBERS).any(axis=-1)
    needed = np.where(had_members, needed, np.maximum(needed, 0))
    spare = margin - ratio(subsidised(program, costs).sum(axis=-1), sales)
    uplift = np.divide(needed, spare, out=np.full(needed.shape, np.nan), where=spare > 0)
    return BreakEven(uplift, ratio(more, sales))
