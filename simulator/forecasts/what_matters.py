"""Which assumption moves the net benefit most, and where its uncertainty comes from."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulator.behaviour.assumptions import Assumption, Part
from simulator.behaviour.parts_of_programs import parts_of
from simulator.forecasts.found_beside import Swing, VarianceShares
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.weighing import Weighing
from simulator.results.tally import Counts
from simulator.runners.arms import ProgramArm

RUNS_FOR_SWINGS = 10
RUNS_FOR_VARIANCE = 50


def swings(simulation: Simulation) -> Weighing[tuple[Swing, ...]]:
    """The median net benefit at the median and at either end of each assumption, one at a time.

    Ends are those of its 90% interval. All others are at their medians, and chance is the same
    throughout, so a difference is the assumption's. The largest comes first.
    """
    rows = moving(simulation)
    if not rows:
        return Weighing((), lambda _: ())
    ends = [{row.name: end} for row in rows for end in row.interval]
    few = with_runs(simulation, RUNS_FOR_SWINGS)

    def found(benefits: Sequence[Counts]) -> tuple[Swing, ...]:
        middle, *medians = np.median(benefits[0], axis=1).round().astype(np.int64).tolist()
        every = [
            Swing(name=row.name, at_low_minor=low, at_median_minor=middle, at_high_minor=high)
            for row, low, high in zip(rows, medians[::2], medians[1::2], strict=True)
        ]
        uneven = [each for each in every if each.at_low_minor != each.at_high_minor]
        return tuple(sorted(uneven, key=lambda each: -abs(each.at_high_minor - each.at_low_minor)))

    return Weighing((few.with_certain_behaviour().with_certain({}, *ends),), found)


def moving(simulation: Simulation) -> list[Assumption]:
    """The assumptions that can move what its programs bring: they act, and are uncertain."""
    return [row for row in acting(simulation) if row.interval[0] != row.interval[1]]


def acting(simulation: Simulation) -> list[Assumption]:
    """The assumptions that can matter to its programs; the others would change nothing."""
    programs = (arm.program for arm in simulation.arms if isinstance(arm, ProgramArm))
    parts = set[Part]().union(*(parts_of(program) for program in programs))
    return [row for row in simulation.table if row.only_with is None or row.only_with in parts]


def variance_shares(simulation: Simulation) -> Weighing[VarianceShares | None]:
    """The variance with only one source drawn beside chance, as shares of the three together.

    None where nothing varies.
    """
    some = with_runs(simulation, RUNS_FOR_VARIANCE)
    certain = some.with_certain_behaviour()

    def found(benefits: Sequence[Counts]) -> VarianceShares | None:
        chance, calibration, behaviour = map(_variance, benefits)
        parts = np.maximum([chance, calibration - chance, behaviour - chance], 0.0)
        if not parts.any():
            return None
        shares = (parts / parts.sum()).round(3).tolist()
        return VarianceShares(chance=shares[0], calibration=shares[1], behaviour=shares[2])

    simulations = (
        certain.with_certain_calibration(),
        certain,
        some.with_certain_calibration(),
    )
    return Weighing(simulations, found)


def with_runs(simulation: Simulation, most: int) -> Simulation:
    """The same with so many runs at most."""
    return replace(simulation, runs=min(simulation.runs, most))


def _variance(values: Counts) -> float:
    return float(np.var(values.astype(np.float64)))
