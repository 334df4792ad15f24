"""The plain alternative to a program: lower prices for everybody, at the same reward cost.

How much more is bought for one percent off differs by study: the assumption `price_elasticity`
says what is taken here and why, and the ends of its interval are shown beside it.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from simulator.forecasts.found_beside import PriceCut as PriceCutForecast
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.spread import spread
from simulator.forecasts.weighing import Weighing
from simulator.results.tally import Counts
from simulator.runners.arms import PriceCut

ELASTICITY = "price_elasticity"

STEPS = 100_000
"""A cut is a whole number of these parts of the price."""


def price_cuts(
    simulation: Simulation, *, reward_cost: int, sales: int
) -> Weighing[tuple[PriceCutForecast, ...]]:
    """The cut of the same cost, for the likeliest elasticity and for the ends of its interval.

    Args:
        simulation: of the program; its first arm is what the cuts are measured by, too.
        reward_cost: what the program's rewards cost, the median in minor units.
        sales: of the first arm, likewise.
    """
    if reward_cost <= 0 or sales <= 0:
        return Weighing((), lambda _: ())
    row = next(row for row in simulation.table if row.name == ELASTICITY)
    cuts = {
        each: Fraction(round(_share(reward_cost / sales, each) * STEPS), STEPS)
        for each in (row.median, *row.interval)
    }
    arms = (PriceCut(share, elasticity) for elasticity, share in cuts.items())

    def found(benefits: Sequence[Counts]) -> tuple[PriceCutForecast, ...]:
        return tuple(
            PriceCutForecast(
                percent=float(100 * share), elasticity=elasticity, net_benefit_minor=spread(each)
            )
            for (elasticity, share), each in zip(cuts.items(), benefits[0], strict=True)
        )

    return Weighing((simulation.with_arms(simulation.arms[0], *arms),), found)


def _share(rate: float, elasticity: float) -> float:
    """The cut s whose cost s x (1 + elasticity x s) is this share of sales without it."""
    if not elasticity:
        return rate
    return (sqrt(1 + 4 * elasticity * rate) - 1) / (2 * elasticity)
