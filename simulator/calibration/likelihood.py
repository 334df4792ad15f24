"""The likeliest parameters of a model, and how sure they are.

Parameters are positive, so their logarithms are fitted: no bounds are needed, and a normal
distribution around the logarithms describes well what the data leave open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import Floats

LogLikelihood = Callable[[Floats], float]
"""The log-likelihood of all customers, of parameters in the order of the model."""

_STEP = 1e-3
_LONGEST_SEARCH = 30
_CLOSE = 1e-4
_LONGEST_LAST_STEP = 0.01
_FLATTEST = 1e-2
_FARTHEST = 5.0
"""How far, as logarithm, a parameter may lie from its usual value: 150 times, or a 150th. Where the
likelihood still rises there, the data do not tell the parameter."""

_FARTHEST_SOFT = 3.5
_PRIOR_DEVIATION = 2.0
"""A soft prior lets a parameter be seven times the usual one, or a seventh of it, at one
standard deviation: data of a few hundred customers outweigh it. It stays within 33 times."""

_PINNED_DEVIATION = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The likeliest parameters and their uncertainty.

    Attributes:
        parameters: in the order of the model.
        covariance: of the parameters' natural logarithms.
        log_likelihood: of the data under the parameters, without any prior.
        is_soft: the data alone had no likeliest parameters, or none that can be trusted; a soft
            prior around usual values decided with them.
    """

    parameters: tuple[float, ...]
    covariance: Floats
    log_likelihood: float
    is_soft: bool

    def drawn(self, normals: Floats) -> Floats:
        """Parameters that could as well be true, one row for each row of standard normals."""
        return drawn_around(np.array(self.parameters), self.covariance, normals)


def drawn_around(parameters: Floats, covariance: Floats, normals: Floats) -> Floats:
    """Positive parameters around the likeliest, one row for each row of standard normals.

    Args:
        covariance: of the natural logarithms.
        normals: independent standard normals, as many columns as parameters.
    """
    spread = np.linalg.cholesky(covariance)
    drawn: Floats = np.exp(np.log(parameters) + normals @ spread.T)
    return drawn


def fit(log_likelihood: LogLikelihood, usual: Sequence[float]) -> Fit:
    """Find the likeliest parameters, with a soft prior around usual ones only where needed.

    Args:
        usual: parameters of an ordinary shop: where the search starts.
    """
    centre = np.log(np.asarray(usual, dtype=np.float64))

    def plain(logarithms: Floats) -> float:
        return log_likelihood(np.exp(logarithms))

    def softened(logarithms: Floats) -> float:
        distance = (logarithms - centre) / _PRIOR_DEVIATION
        return plain(logarithms) - 0.5 * float(distance @ distance)

    found = _maximum(plain, centre)
    if is_soft := found is None:
        found = _pinned_maximum(softened, centre)
    best, covariance = found
    return Fit(tuple(np.exp(best).tolist()), covariance, plain(best), is_soft)


def _maximum(function: LogLikelihood, start: Floats) -> tuple[Floats, Floats] | None:
    """Where a function is highest, and the covariance there; none where there is no such place."""
    best = _searched(function, start, _FARTHEST, is_free=True)
    if np.abs(best - start).max() >= _FARTHEST:
        return None
    return _polished(function, best)


def _pinned_maximum(function: LogLikelihood, start: Floats) -> tuple[Floats, Floats]:
    """The highest place near the start; parameters that would go on are pinned at the border."""
    best = _searched(function, start, _FARTHEST_SOFT, is_free=False)
    free = np.abs(best - start) < _FARTHEST_SOFT

    def of_free(inner: Floats) -> float:
        whole = best.copy()
        whole[free] = inner
        return function(whole)

    covariance = np.eye(len(best)) * _PINNED_DEVIATION**2
    if free.any() and (found := _polished(of_free, best[free])):
        best[free], covariance[np.ix_(free, free)] = found
    return best, covariance


def _searched(function: LogLikelihood, start: Floats, farthest: float, *, is_free: bool) -> Floats:
    """Newton's way up inside a box around the start; a free search ends at the border.

    Why not a ready-made search: with three or four parameters most of its time goes elsewhere,
    and the curvature is needed in the end anyway.
    """
    best, height = start, function(start)
    for _ in range(_LONGEST_SEARCH):
        step = _uphill(*_derivatives(function, best))
        reached = np.clip(best + step, start - farthest, start + farthest)
        while (found := function(reached)) < height and np.abs(reached - best).max() > _CLOSE:
            reached = (best + reached) / 2
        if np.abs(reached - best).max() <= _CLOSE:
            break
        best, height = reached, found
        if is_free and np.abs(best - start).max() >= farthest:
            break
    return best


def _uphill(slope: Floats, curvature: Floats) -> Floats:
    """Newton's step, turned upwards where the function bends up, and never longer than one."""
    bends, directions = np.linalg.eigh(-curvature)
    along: Floats = directions @ (directions.T @ slope / np.maximum(np.abs(bends), _FLATTEST))
    return along / max(1.0, float(np.abs(along).max()))


def _polished(function: LogLikelihood, best: Floats) -> tuple[Floats, Floats] | None:
    """Newton's last step to a peak, and the covariance there; none where there is no peak."""
    slope, curvature = _derivatives(function, best)
    if not _is_peak(curvature):
        return None
    step = np.linalg.solve(-curvature, slope)
    if np.abs(step).max() > _LONGEST_LAST_STEP:
        return None
    covariance = np.linalg.inv(-curvature)
    return best + step, (covariance + covariance.T) / 2


def _is_peak(curvature: Floats) -> bool:
    """Whether a function bends down in every direction, and by more than rounding shows."""
    return bool(np.all(np.isfinite(curvature)) and np.linalg.eigvalsh(-curvature)[0] > _FLATTEST)


def _derivatives(function: LogLikelihood, at: Floats) -> tuple[Floats, Floats]:
    """Slope and curvature by differences on both sides."""
    size = len(at)
    steps = np.eye(size) * _STEP
    here = function(at)
    ahead = np.array([function(at + step) for step in steps])
    behind = np.array([function(at - step) for step in steps])
    slope = (ahead - behind) / (2 * _STEP)
    curvature = np.diag((ahead - 2 * here + behind) / _STEP**2)
    for one in range(size):
        for other in range(one):
            both = function(at + steps[one] + steps[other])
            neither = function(at - steps[one] - steps[other])
            mixed = both + neither + 2 * here - ahead[one] - behind[one]
            mixed += -ahead[other] - behind[other]
            curvature[one, other] = curvature[other, one] = mixed / (2 * _STEP**2)
    return slope, curvature
