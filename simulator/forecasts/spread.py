"""A distribution in five numbers, because a forecast is never one number."""

from math import isnan

import numpy as np
from pydantic import BaseModel, ConfigDict

from simulator.economics.ratios import Ratios
from simulator.results.tally import Counts

Figure = int | float | None

_POINTS = {"p2_5": 0.025, "p10": 0.1, "median": 0.5, "p90": 0.9, "p97_5": 0.975}
_DIGITS = 6


class Spread(BaseModel):
    """Where replications fall: the middle, and the intervals that hold 80% and 95% of them.

    Attributes:
        p10, p90: between them lie 80%.
        p2_5, p97_5: between them lie 95%.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    p2_5: Figure
    p10: Figure
    median: Figure
    p90: Figure
    p97_5: Figure


def spread(values: Counts | Ratios) -> Spread:
    """The spread of a figure, `[replication]`: each point is a value that some replication has.

    Replications in which the figure does not exist (NaN) are left out; with none left, each point
    is None. Ratios are given to six places.
    """
    known = values[~np.isnan(values)] if values.dtype.kind == "f" else values
    if not len(known):
        return Spread(**dict.fromkeys(_POINTS))
    points = np.quantile(known, list(_POINTS.values()), method="inverted_cdf")
    return Spread(**dict(zip(_POINTS, map(_figure, points.tolist()), strict=True)))


def middle(values: Counts | Ratios) -> Figure:
    """The median alone."""
    return spread(values).median


def _figure(value: float) -> Figure:
    if isinstance(value, int):
        return value
    return None if isnan(value) else round(value, _DIGITS)
