"""The values of what is assumed about people, in each replication."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from simulator.behaviour.assumptions import Assumption, Table
from simulator.cohorts import draws, philox
from simulator.cohorts.purposes import Purpose

Reals = NDArray[np.float64]
Values = Mapping[str, Reals]
"""For each assumption its value in each replication."""


def at(row: Assumption, uniform: Reals) -> Reals:
    """The values of an assumption that belong to uniform draws."""
    low, high = row.interval
    drawn = draws.two_sided(uniform, low, row.median, high)
    return np.clip(drawn, row.at_least, row.at_most)


def drawn(table: Table, *, seed: int, replications: range) -> Values:
    """The value of every assumption in each replication."""
    keys = (seed, np.arange(replications.start, replications.stop))
    return {
        row.name: at(row, philox.uniforms((0, place, Purpose.ASSUMPTION, 0), keys)[0])
        for place, row in enumerate(table)
    }


def side_by_side(tables: Iterable[Values]) -> Values:
    """The values of several tables, one after the other."""
    drawn_of_each = list(tables)
    return {
        name: np.concatenate([values[name] for values in drawn_of_each])
        for name in drawn_of_each[0]
    }
