"""The plain alternative to a program: lower prices for everybody, at the same reward cost.

How much more is bought for one percent off differs by study: the assumption `price_elasticity`
says what is taken here and why, and the ends of its interval are shown beside it.
"""

from fractions import Fraction
from math import sqrt

from simulator.forecasts.forecast import PriceCut as PriceCutForecast
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.spread import spread
from simulator.forecasts.what_matters import NetBenefit
from simulator.runners.arms import PriceCut

ELASTICITY = "price_elasticity"
STEPS = 100_000
"""A cut is a whole number of these parts of the price."""


def price_cuts(
    simulation: Simulation, net_benefit: NetBenefit, *, reward_cost: int, sales: int
) -> tuple[PriceCutForecast, ...]:
    """The cut of the same cost, for the likeliest elasticity and for the ends of its interval.

    Args:
        simulation: of the program; its first arm is what the cut is measured by, too.
        net_benefit: of a simulation.
        reward_cost: what the program's rewards cost, the median in minor units.
        sales: without it, likewise.
    """
    if reward_cost <= 0 or sales <= 0:
        return ()
    row = next(row for row in simulation.table if row.name == ELASTICITY)
    elasticities = dict.fromkeys((row.median, *row.interval))
    return tuple(
        _cut(simulation.with_certain({ELASTICITY: each}), net_benefit, each, reward_cost / sales)
        for each in elasticities
    )


def _cut(
    simulation: Simulation, net_benefit: NetBenefit, elasticity: float, rate: float
) -> PriceCutForecast:
    share = Fraction(round(_share(rate, elasticity) * STEPS), STEPS)
    benefit = net_benefit(simulation.with_arms(simulation.arms[0], PriceCut(share)))
    return PriceCutForecast(
        percent=float(100 * share), elasticity=elasticity, net_benefit_minor=spread(benefit[0])
    )


def _share(rate: float, elasticity: float) -> float:
    """The cut s whose cost s x (1 + elasticity x s) is this share of sales without it."""
    if not elasticity:
        return rate
    return (sqrt(1 + 4 * elasticity * rate) - 1) / (2 * elasticity)
