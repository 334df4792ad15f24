"""What is assumed about people: a table with sources."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import inf
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

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
    at_least: float = -inf
    at_most: float = inf
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


def _changed(row: Assumption, own: Mapping[str, float | str | None]) -> Assumption:
    certain = "median" in own and not {"low", "high"} & own.keys()
    fields = row.model_dump() | ({"low": None, "high": None} if certain else {}) | dict(own)
    return Assumption.model_validate(fields)
