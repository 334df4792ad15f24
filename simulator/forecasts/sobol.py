"""How much of the variance each assumption explains, by itself and with all it meets.

Sobol's indices over random draws of all assumptions together (Saltelli et al. 2010), where the
swings of `what_matters` move one at a time. Chance is the same in every draw.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import sobol_indices

from simulator.behaviour import assumed_values
from simulator.behaviour.assumptions import Assumption
from simulator.calibration.columns import Floats
from simulator.forecasts.found_beside import SobolIndices
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.weighing import NetBenefits

TABLES_AT_ONCE = 256


def sobol(
    simulation: Simulation, net_benefits: NetBenefits, *, draws: int
) -> tuple[SobolIndices, ...]:
    """The indices of every uncertain assumption, the largest total first.

    Args:
        simulation: its runs are averaged.
        net_benefits: of simulations.
        draws: a power of 2; it takes this many times the assumptions and two more.
    """
    rows = [row for row in simulation.table if row.interval[0] != row.interval[1]]
    certain = simulation.with_certain_behaviour()

    def mean_benefits(values: Floats) -> Floats:
        changes = [
            dict(zip((row.name for row in rows), column, strict=True))
            for column in values.reshape(len(rows), -1).T.tolist()
        ]
        groups = range(0, len(changes), TABLES_AT_ONCE)
        parts = net_benefits(
            [certain.with_certain(*changes[first : first + TABLES_AT_ONCE]) for first in groups]
        )
        return np.concatenate(parts).mean(axis=1).reshape(1, *values.shape[1:])

    found = sobol_indices(
        func=mean_benefits,
        n=draws,
        dists=[_Distribution(row) for row in rows],
        rng=np.random.default_rng(simulation.seed),
    )
    indices = zip(rows, np.ravel(found.first_order), np.ravel(found.total_order), strict=True)
    shares = [
        SobolIndices(name=row.name, alone=round(float(first), 4), total=round(float(total), 4))
        for row, first, total in indices
    ]
    moving = [share for share in shares if share.alone or share.total]
    return tuple(sorted(moving, key=lambda share: -share.total))


@dataclass(frozen=True, slots=True)
class _Distribution:
    """An assumption as SciPy takes distributions."""

    row: Assumption

    def ppf(self, uniform: Floats) -> Floats:
        return assumed_values.at(self.row, uniform)
