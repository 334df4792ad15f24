"""Which assumption moves the net benefit most, and where its uncertainty comes from."""

from collections.abc import Callable

import numpy as np

from simulator.behaviour.assumptions import Assumption
from simulator.forecasts.forecast import Swing, VarianceShares
from simulator.forecasts.simulation import Simulation
from simulator.results.tally import Counts

NetBenefit = Callable[[Simulation], Counts]
"""Works out the net benefit of a simulation's second arm, `[replication]`, in minor units."""


def swings(simulation: Simulation, net_benefit: NetBenefit) -> tuple[Swing, ...]:
    """The median net benefit at either end of each assumption's 90% interval, one at a time.

    All others are at their medians, and chance is the same throughout, so a difference is the
    assumption's. The largest comes first.
    """
    middle = simulation.with_certain_behaviour()

    def at(row: Assumption, value: float) -> int:
        return int(np.median(net_benefit(middle.with_assumption(row.name, value))))

    found = [
        Swing(name=row.name, at_low_minor=at(row, low), at_high_minor=at(row, high))
        for row in simulation.table
        for low, high in [row.interval]
        if low != high
    ]
    moving = [swing for swing in found if swing.at_low_minor != swing.at_high_minor]
    return tuple(sorted(moving, key=lambda swing: -abs(swing.at_high_minor - swing.at_low_minor)))


def variance_shares(
    simulation: Simulation, net_benefit: NetBenefit, whole: Counts
) -> VarianceShares | None:
    """What is left of the variance with only one source drawn, as shares of the three together.

    Args:
        simulation: with all three.
        net_benefit: of a simulation.
        whole: net benefit of the simulation; None is given back where it does not vary.
    """
    if len(whole) < 2 or not np.var(whole):
        return None
    chance_alone = simulation.with_certain_behaviour().with_certain_calibration()
    chance = _variance(net_benefit(chance_alone))
    calibration = _variance(net_benefit(simulation.with_certain_behaviour())) - chance
    behaviour = _variance(net_benefit(simulation.with_certain_calibration())) - chance
    parts = np.maximum([chance, calibration, behaviour], 0.0)
    shares = (parts / parts.sum()).round(3).tolist()
    return VarianceShares(chance=shares[0], calibration=shares[1], behaviour=shares[2])


def _variance(values: Counts) -> float:
    return float(np.var(values.astype(np.float64)))
