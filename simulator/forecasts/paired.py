"""How two programs differ, run by run: both live with the same customers and the same chance.

The difference of two middles says less: what moves both programs alike is noise there, and gone
here.
"""

import numpy as np

from simulator.economics.costs import RunningCosts
from simulator.economics.investment import net_benefit
from simulator.economics.statement import statement
from simulator.forecasts.forecast import Difference
from simulator.forecasts.spread import spread
from simulator.results.measures import WalletMeasure
from simulator.results.tally import Counts, Tally

ROUNDED_TO = 6


def difference(
    first: Tally, other: Tally, without: Tally, costs: RunningCosts, *, program: str
) -> Difference:
    """What a program has more than the first one, in the same runs.

    Args:
        first: the runs with the first program.
        other: those with the one to be told about.
        without: those of the arm that both are measured by.
        costs: beside the rewards.
        program: name of the other one.
    """
    mine, its = _figures(other, without, costs), _figures(first, without, costs)
    more = {name: mine[name] - its[name] for name in mine}
    benefit = more["net_benefit_minor"]
    return Difference(
        program=program,
        probability_more=round(float(np.mean(benefit > 0)), ROUNDED_TO),
        probability_less=round(float(np.mean(benefit < 0)), ROUNDED_TO),
        **{name: spread(values) for name, values in more.items()},
    )


def _figures(tally: Tally, without: Tally, costs: RunningCosts) -> dict[str, Counts]:
    """Figures of one program in each run, `[replication]` in minor units."""
    money = statement(tally, without, costs)
    owed = tally.wallets[:, WalletMeasure.REDEEMED_COST_MINOR, :, tally.trading_months :]
    return {
        "net_benefit_minor": net_benefit(money, costs),
        "incremental_margin_minor": money.incremental_margin.sum(axis=-1),
        "reward_cost_minor": money.reward_cost.sum(axis=-1),
        "subsidised_baseline_minor": money.subsidised_baseline.sum(axis=-1),
        "fees_minor": money.fees.sum(axis=-1),
        "owed_minor": owed.sum(axis=(0, 2)),
    }
