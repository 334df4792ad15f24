"""Columns of customers: the two kinds of NumPy arrays that the statistics work on."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
"""Statistical quantities: times in weeks, chances, averages. Never an amount that is booked."""

Wholes = NDArray[np.int64]
"""Counts, days as ordinals, and money in minor units."""

DAYS_IN_WEEK = 7
