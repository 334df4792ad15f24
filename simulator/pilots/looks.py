"""Looking at a pilot before its end, without finding what is not there.

Whoever looks again and again, and stops when a result seems sure, finds something that chance alone
did far more often than once in 20 times. So each look may spend a part of that chance only: little
early, most at the end (alpha spending of the type of O'Brien and Fleming; Lan and DeMets 1983,
Biometrika 70). Intervals that are as wide as the boundary hold the truth at all looks together in
95 of 100 pilots (repeated confidence intervals; Jennison and Turnbull 1989).

How much is known grows with time, so the share of the pilot's days that have passed stands for it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Self

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from simulator.calibration.columns import Floats

AT_EACH_END = 0.025
_FARTHEST = 40.0
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)


def spent(share: float) -> float:
    """The chance, at one end, of a false finding that may be spent until a share of the pilot."""
    return float(2 * ndtr(ndtri(AT_EACH_END / 2) / math.sqrt(share)))


def boundaries(shares: Sequence[float]) -> tuple[float, ...]:
    """The boundary of each look, in standard errors to both sides.

    Args:
        shares: of the pilot that have passed at each look, growing, at most 1.
    """
    walk, found = Walk.start(), []
    for before, now in pairwise((0.0, *shares)):
        allowed = spent(now) - (spent(before) if before else 0.0)
        step = math.sqrt(now - before)
        too_much = partial(_excess, walk=walk, root=math.sqrt(now), step=step, allowed=allowed)
        found.append(float(brentq(too_much, 0, _FARTHEST, xtol=1e-12)))
        walk = walk.inside(found[-1] * math.sqrt(now), step)
    return tuple(found)


def _excess(bound: float, *, walk: "Walk", root: float, step: float, allowed: float) -> float:
    return walk.above(bound * root, step) - allowed


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """Where chance alone stands if it was never beyond a bound: a Brownian motion at some places.

    Attributes:
        places: of the walk.
        masses: the chance to be there.
    """

    places: Floats
    masses: Floats

    @classmethod
    def start(cls) -> Self:
        """Before anything happened."""
        return cls(np.zeros(1), np.ones(1))

    def above(self, edge: float, step: float) -> float:
        """The chance to be above an edge after a step of this standard deviation."""
        return float(self.masses @ ndtr((self.places - edge) / step))

    def inside(self, edge: float, step: float) -> Self:
        """The walk after the step, without what is beyond the edges."""
        places = edge * _NODES
        away = (places[:, None] - self.places) / step
        density = np.exp(-0.5 * away**2) @ self.masses / (step * math.sqrt(2 * math.pi))
        return type(self)(places, edge * _WEIGHTS * density)
