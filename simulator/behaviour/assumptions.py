"""What is assumed about people: a table with sources, and its values in each replication."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, model_validator

from simulator.cohorts import draws, philox
from simulator.cohorts.purposes import Purpose

Reals = NDArray[np.float64]
Values = Mapping[str, Reals]
"""For each assumption its value in each replication."""


Part = Literal["tiers", "a paid membership", "a gift on joining", "lower prices"]
"""What an assumption may need to act."""


class Assumption(BaseModel):
    """One row of the table.

    Attributes:
        name: how a scenario calls it.
        median, low, high: the middle, and the ends of the 90% interval; without ends it is fixed.
        at_least, at_most: what no draw goes beyond.
        none: the value at which a program changes nothing.
        only_with: what there has to be for it to act at all.
        source, why: printed with every forecast.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    unit: str
    median: float
    low: float | None = None
    high: float | None = None
    at_least: float = -np.inf
    at_most: float = np.inf
    none: float | None = None
    only_with: Part | None = None
    source: str
    why: str

    @model_validator(mode="after")
    def _in_order(self) -> "Assumption":
        low, high = self.interval
        if not self.at_least <= low <= self.median <= high <= self.at_most:
            raise ValueError(f"{self.name}: low, median and high must be in this order")
        return self

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the 90% interval."""
        low = self.median if self.low is None else self.low
        return low, self.median if self.high is None else self.high

    def at(self, uniform: Reals) -> Reals:
        """The values that belong to uniform draws."""
        low, high = self.interval
        drawn = draws.two_sided(uniform, low, self.median, high)
        return np.clip(drawn, self.at_least, self.at_most)


Table = tuple[Assumption, ...]


@cache
def usual() -> Table:
    """The table that ships with the project."""
    text = files("simulator.behaviour").joinpath("assumptions.yaml").read_text("utf-8")
    return tuple(Assumption.model_validate(row) for row in yaml.safe_load(text))


def replaced(table: Table, own: Mapping[str, Mapping[str, float | str | None]]) -> Table:
    """The table with a scenario's own figures: assumption -> the fields that differ.

    A new median without an interval is taken for certain.

    Raises:
        KeyError: there is no such assumption.
        ValueError: the figures are not in order.
    """
    unknown = sorted(own.keys() - {row.name for row in table})
    if unknown:
        raise KeyError(unknown[0])
    return tuple(_changed(row, own[row.name]) if row.name in own else row for row in table)


def without_effect(table: Table) -> Table:
    """The table in which a program changes nothing that people do."""
    return tuple(
        row if row.none is None else row.model_copy(update=_fixed(row.none)) for row in table
    )


def drawn(table: Table, *, seed: int, replications: range) -> Values:
    """The value of every assumption in each replication."""
    keys = (seed, np.arange(replications.start, replications.stop))
    return {
        row.name: row.at(philox.uniforms((0, place, Purpose.ASSUMPTION, 0), keys)[0])
        for place, row in enumerate(table)
    }


def side_by_side(tables: Iterable[Values]) -> Values:
    """The values of several tables, one after the other."""
    drawn_of_each = list(tables)
    return {
        name: np.concatenate([values[name] for values in drawn_of_each])
        for name in drawn_of_each[0]
    }


def _changed(row: Assumption, own: Mapping[str, float | str | None]) -> Assumption:
    certain = "median" in own and not {"low", "high"} & own.keys()
    fields = row.model_dump() | ({"low": None, "high": None} if certain else {}) | dict(own)
    return Assumption.model_validate(fields)


def _fixed(value: float) -> dict[str, float | None]:
    return {"median": value, "low": None, "high": None}
