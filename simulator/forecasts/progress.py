"""What a forecast tells while it is worked on: how far it is, and what its finished runs say.

Nothing of it looks like a whole result: finished runs say how many they are of how many, and the
result of all of them, before what matters is weighed, says that it was stopped there.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from pydantic import ConfigDict

from simulator.economics.costs import RunningCosts
from simulator.economics.investment import net_benefit, return_on_cost
from simulator.economics.ratios import Ratios
from simulator.economics.statement import statement
from simulator.forecasts.forecast import Comparison, Forecast
from simulator.forecasts.result import Result
from simulator.forecasts.spread import Figure, spread
from simulator.results.measures import WalletMeasure
from simulator.results.tally import Counts, Tally

Progress = Callable[[str, int, int], None]
"""Takes what is being done, how much is done, and how much there is."""


class Step(Result):
    """How far a step is.

    Attributes:
        doing: the step.
        done: work that is done.
        of: work in all; None: not known.
        seconds_left: of this step; None: not known.
    """

    doing: str
    done: int
    of: int | None
    seconds_left: float | None


class Imported(Result):
    """How orders were read: beside `event`, all that `import` is in `perkwright replay --json`."""

    model_config = ConfigDict(extra="allow")

    event: Literal["import"] = "import"


class Band(Result):
    """The middle of the finished runs; 80% of them lie between `p10` and `p90`."""

    p10: Figure
    median: Figure
    p90: Figure


class Fan(Result):
    """Bands of minor units, one for each month."""

    p10: tuple[int, ...]
    median: tuple[int, ...]
    p90: tuple[int, ...]


class Partial(Result):
    """What the finished runs say of one program, against the arm that it is measured by.

    Each figure means what it means in the result.

    Attributes:
        program: its place among the programs, from 0.
        runs: finished.
        of: wanted.
        customers: that are simulated.
        shop_customers: that the shop has, by the scenario.
        months: numbers of the months, those of the run-off included.
        trading_months: how many of them come before the run-off.
        net_benefit_minor: since the start, at the end of each month; that of the last month is the
            net benefit of all.
        against: name of the program it is measured by; empty: no program.
    """

    event: Literal["partial"] = "partial"
    program: int
    runs: int
    of: int
    customers: int
    shop_customers: int
    months: tuple[int, ...]
    trading_months: int
    net_benefit_minor: Fan
    probability_of_loss: float
    incremental_margin_minor: Band
    reward_cost_minor: Band
    subsidised_baseline_minor: Band
    fees_minor: Band
    running_cost_minor: Band
    setup_minor: int
    roi: Band
    owed_minor: Band
    products_not_sold: tuple[str, ...] = ()
    against_not_sold: tuple[str, ...] = ()
    activities_not_told: tuple[str, ...] = ()
    against_not_told: tuple[str, ...] = ()
    against: str = ""


class Unweighed(Result):
    """The result of all runs, while what matters is still weighed.

    Attributes:
        result: as it would be printed if somebody stopped now: it is `stopped`, and has nothing of
            what is still worked out.
    """

    event: Literal["unweighed"] = "unweighed"
    result: Forecast | Comparison


TellPartial = Callable[[Partial | Unweighed], None]


def partial(
    place: int,
    program: Tally,
    without: Tally,
    costs: RunningCosts,
    *,
    wanted: int,
    customers: int,
    shop_customers: int,
) -> Partial:
    """What the finished runs say of a program.

    Args:
        place: of the program among the programs.
        program: the finished runs with it.
        without: those of the arm that it is measured by.
        costs: beside the rewards.
        wanted: how many runs there are to be.
        customers: that are simulated.
        shop_customers: that the shop has.
    """
    money = statement(program, without, costs)
    since_start = np.cumsum(money.net_benefit, axis=-1) - costs.setup_minor
    low, middle, high = np.quantile(since_start, (0.1, 0.5, 0.9), axis=0, method="inverted_cdf")
    owed = program.wallets[:, WalletMeasure.REDEEMED_COST_MINOR, :, program.trading_months :]
    return Partial(
        program=place,
        runs=len(since_start),
        of=wanted,
        customers=customers,
        shop_customers=shop_customers,
        months=tuple(range(1, since_start.shape[-1] + 1)),
        trading_months=program.trading_months,
        net_benefit_minor=Fan(
            p10=tuple(low.tolist()), median=tuple(middle.tolist()), p90=tuple(high.tolist())
        ),
        probability_of_loss=float(np.mean(net_benefit(money, costs) < 0)),
        incremental_margin_minor=_band(money.incremental_margin.sum(axis=-1)),
        reward_cost_minor=_band(money.reward_cost.sum(axis=-1)),
        subsidised_baseline_minor=_band(money.subsidised_baseline.sum(axis=-1)),
        fees_minor=_band(money.fees.sum(axis=-1)),
        running_cost_minor=_band(money.running_cost.sum(axis=-1)),
        setup_minor=costs.setup_minor,
        roi=_band(return_on_cost(money, costs)),
        owed_minor=_band(owed.sum(axis=(0, 2))),
    )


def _band(values: Counts | Ratios) -> Band:
    found = spread(values)
    return Band(p10=found.p10, median=found.median, p90=found.p90)
