"""Ratios of counts, one for each replication."""

import numpy as np
from numpy.typing import NDArray

from simulator.results.tally import Counts

Ratios = NDArray[np.float64]


def ratio(part: Counts | Ratios, whole: Counts | Ratios) -> Ratios:
    """Part / whole; NaN where there is no whole."""
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)
