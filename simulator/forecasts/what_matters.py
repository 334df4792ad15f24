"""Which assumption moves the net benefit most, and where its uncertainty comes from."""

from collections.abc import Callable

import numpy as np

from simulator.behaviour.assumptions import Assumption, Part
from simulator.behaviour.parts_of_programs import parts_of
from simulator.forecasts.forecast import Swing, VarianceShares
from simulator.forecasts.simulation import Simulation
from simulator.results.tally import Counts
from simulator.runners.arms import ProgramArm

NetBenefit = Callable[[Simulation], Counts]
"""Works out the net benefit of a simulation's second arm, `[table, replication]`, minor units."""


def swings(simulation: Simulation, net_benefit: NetBenefit) -> tuple[Swing, ...]:
    """The median net benefit at either end of each assumption's 90% interval, one at a time.

    All others are at their medians, and chance is the same throughout, so a difference is the
    assumption's. The largest comes first.
    """
    rows = moving(simulation)
    if not rows:
        return ()
    ends = [{row.name: end} for row in rows for end in row.interval]
    benefits = net_benefit(simulation.with_certain_behaviour().with_certain(*ends))
    medians = np.median(benefits, axis=1).reshape(-1, 2).tolist()
    found = [
        Swing(name=row.name, at_low_minor=round(low), at_high_minor=round(high))
        for row, (low, high) in zip(rows, medians, strict=True)
    ]
    uneven = [swing for swing in found if swing.at_low_minor != swing.at_high_minor]
    return tuple(sorted(uneven, key=lambda swing: -abs(swing.at_high_minor - swing.at_low_minor)))


def moving(simulation: Simulation) -> list[Assumption]:
    """The assumptions that can move what its programs bring: they act, and are uncertain."""
    return [row for row in acting(simulation) if row.interval[0] != row.interval[1]]


def acting(simulation: Simulation) -> list[Assumption]:
    """The assumptions that can matter to its programs; the others would change nothing."""
    programs = (arm.program for arm in simulation.arms if isinstance(arm, ProgramArm))
    parts = set[Part]().union(*(parts_of(program) for program in programs))
    return [row for row in simulation.table if row.only_with is None or row.only_with in parts]


def variance_shares(simulation: Simulation, net_benefit: NetBenefit) -> VarianceShares | None:
    """The variance with only one source drawn beside chance, as shares of the three together.

    None where nothing varies.
    """
    certain = simulation.with_certain_behaviour()
    chance = _variance(net_benefit(certain.with_certain_calibration()))
    calibration = _variance(net_benefit(certain)) - chance
    behaviour = _variance(net_benefit(simulation.with_certain_calibration())) - chance
    parts = np.maximum([chance, calibration, behaviour], 0.0)
    if not parts.any():
        return None
    shares = (parts / parts.sum()).round(3).tolist()
    return VarianceShares(chance=shares[0], calibration=shares[1], behaviour=shares[2])


def _variance(values: Counts) -> float:
    return float(np.var(values.astype(np.float64)))
