"""Random variates by inverting the distribution: one uniform in, one variate out, monotone.

So a changed parameter moves every draw a little and none of them elsewhere, which is what keeps
arms comparable.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Reals = NDArray[np.float64]

CELLS = 1024
AT_ONCE = 8192  # looked up together: what is worked out on the way stays in the cache
LEAST_GAMMA = 1e-280
"""So small that nothing with this rate happens, and large enough to divide by."""
TAIL = 16  # cells on each side in which the distribution is too curved for a line


def exponential(uniform: Reals) -> Reals:
    """Mean 1; falls as the uniform rises."""
    drawn: Reals = -np.log(uniform)
    return drawn


def gamma(uniform: Reals, shape: ArrayLike) -> Reals:
    """Scale 1; never 0, so that what has such a rate waits long and not without an end."""
    drawn: Reals = np.maximum(special.gammaincinv(shape, uniform), LEAST_GAMMA)
    return drawn


def beta(uniform: Reals, first: ArrayLike, second: ArrayLike) -> Reals:
    """Between 0 and 1."""
    drawn: Reals = special.betaincinv(first, second, uniform)
    return drawn


def normal(uniform: Reals) -> Reals:
    """Mean 0, standard deviation 1."""
    drawn: Reals = special.ndtri(uniform)
    return drawn


def two_sided(uniform: Reals, low: float, median: float, high: float) -> Reals:
    """Half a normal on each side of a median, with 5% below `low` and 5% above `high`."""
    score = normal(uniform) / special.ndtri(0.95)
    drawn: Reals = median + score * np.where(score < 0, median - low, high - median)
    return drawn


def poisson(uniform: Reals, mean: ArrayLike) -> NDArray[np.int64]:
    """Whole numbers."""
    means = np.asarray(mean, np.float64)
    # pdtrik is continuous between the whole numbers and can miss one by its last digits.
    guess = np.maximum(np.ceil(special.pdtrik(uniform, np.maximum(means, 1e-300))), 0)
    guess -= (guess > 0) & (special.pdtr(guess - 1, means) >= uniform)
    guess += special.pdtr(guess, means) < uniform
    return np.asarray(np.where(means > 0, guess, 0), np.int64)


@lru_cache(maxsize=8)
def _inverted(inverse: Callable[..., Reals], *parameters: tuple[float, ...]) -> Reals:
    """The values of tables; those whom a shop knows and those who come may have the same."""
    columns = np.array(parameters)
    inner = np.arange(TAIL, CELLS - TAIL + 1)
    values = np.zeros((columns.shape[1], CELLS + 1))
    values[:, inner] = inverse(inner / CELLS, *(each[:, None] for each in columns))
    return values.ravel()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Inverse distributions kept at evenly spaced uniforms, one for each set of parameters.

    Between two of them it is straight, and exact in the tails. Looking up is some thirty times
    quicker than inverting, and as monotone.

    Attributes:
        inverse: the exact inverse, of uniforms and of the parameters' columns.
        parameters: columns, one row for each distribution.
        values: at 0, 1, ... `CELLS` steps, one distribution after the other.
    """

    inverse: Callable[..., Reals]
    parameters: tuple[Reals, ...]
    values: Reals

    @classmethod
    def of(cls, inverse: Callable[..., Reals], *parameters: ArrayLike) -> Self:
        """The tables of some distributions."""
        columns = tuple(np.atleast_1d(np.asarray(each, np.float64)) for each in parameters)
        values = _inverted(inverse, *(tuple(each.tolist()) for each in columns))
        return cls(inverse, columns, values)

    def __call__(self, uniform: Reals, which: ArrayLike = 0) -> Reals:
        """The variates of some uniforms, each of the distribution in its row of parameters."""
        rows = np.broadcast_to(which, uniform.shape)
        drawn = np.empty_like(uniform)
        for start in range(0, len(uniform), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            drawn[part] = self._looked_up(uniform[part], rows[part])
        return drawn

    def _looked_up(self, uniform: Reals, which: NDArray[np.integer]) -> Reals:
        place = uniform * CELLS
        cell = place.astype(np.int64)
        start = cell + which * (CELLS + 1)
        low = self.values[start]
        drawn: Reals = low + (self.values[start + 1] - low) * (place - cell)
        tails = np.flatnonzero((cell < TAIL) | (cell >= CELLS - TAIL))
        rows = which[tails]
        drawn[tails] = self.inverse(uniform[tails], *(each[rows] for each in self.parameters))
        return drawn
