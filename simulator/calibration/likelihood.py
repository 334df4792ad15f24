"""The likeliest parameters of a model, and how sure they are.

Parameters are positive, so their logarithms are fitted: no bounds are needed, and a normal
distribution around the logarithms describes well what the data leave open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from simulator.calibration.columns import Floats

LogLikelihood = Callable[[Floats], float]
"""The log-likelihood of all customers, of parameters in the order of the model."""

_STEP = 1e-3
_NEWTON_STEPS = 2
_LONGEST_SEARCH = 60
_LARGEST_LOGARITHM = 7.0
"""A likelihood that still rises at 1,100 or 1 in 1,100 has no peak: all customers are alike."""

_PRIOR_DEVIATION = 2.0
"""A soft prior lets a parameter be seven times the usual one, or a seventh of it, at one
standard deviation: data of a few hundred customers outweigh it."""


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

    @property
    def standard_errors(self) -> Floats:
        """Of the parameters' natural logarithms."""
        return np.sqrt(np.diag(self.covariance))

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
        found = _maximum(softened, centre)
    if found is None:
        raise ArithmeticError("no parameters are likelier than all others")
    best, covariance = found
    return Fit(tuple(np.exp(best).tolist()), covariance, plain(best), is_soft)


def _maximum(function: LogLikelihood, start: Floats) -> tuple[Floats, Floats] | None:
    """Where a function is highest, and the covariance there; none where there is no such place."""
    limits = [(-_LARGEST_LOGARITHM, _LARGEST_LOGARITHM)] * len(start)
    best = minimize(
        lambda at: -function(at),
        start,
        method="L-BFGS-B",
        bounds=limits,
        options={"maxiter": _LONGEST_SEARCH},
    ).x
    slope, curvature = _derivatives(function, best)
    for _ in range(_NEWTON_STEPS):
        if not _is_peak(curvature):
            return None
        best = best + np.linalg.solve(-curvature, slope)
        if np.abs(best).max() >= _LARGEST_LOGARITHM:
            return None
        slope, curvature = _derivatives(function, best)
    if not _is_peak(curvature):
        return None
    covariance = np.linalg.inv(-curvature)
    return best, (covariance + covariance.T) / 2


def _is_peak(curvature: Floats) -> bool:
    """Whether a function bends down in every direction, and by more than rounding shows."""
    return bool(np.all(np.isfinite(curvature)) and np.linalg.eigvalsh(-curvature)[0] > 1e-2)


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
