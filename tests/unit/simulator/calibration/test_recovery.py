"""Fitted to customers drawn from a model, the model's parameters come back.

The distances, measured by the covariance that the fits state, are chi-squared: too large a sum
means wrong parameters or a covariance that promises too much, too small a sum one that promises too
little. The limits leave out one time in a thousand on each side.
"""

import numpy as np
from scipy.stats import chi2

from simulator.calibration.bg_nbd import BgNbd, fit_bg_nbd
from simulator.calibration.gamma_gamma import GammaGamma, fit_gamma_gamma
from simulator.calibration.likelihood import Fit
from simulator.calibration.pareto_nbd import ParetoNbd, fit_pareto_nbd
from tests.unit.simulator.calibration.drawn import drawn_bg_nbd, drawn_means, drawn_pareto_nbd

ROUNDS = 8
CUSTOMERS = 3_000


def assert_recovered(truth: tuple[float, ...], fits: list[Fit]) -> None:
    distances = [np.log(fit.parameters) - np.log(truth) for fit in fits]
    total = sum(
        float(distance @ np.linalg.inv(fit.covariance) @ distance)
        for distance, fit in zip(distances, fits, strict=True)
    )
    low, high = chi2.ppf([0.001, 0.999], len(fits) * len(truth))
    assert low < total < high


def test_bg_nbd() -> None:
    truth = (0.6, 5.0, 0.9, 3.0)
    random = np.random.default_rng(11)
    age = random.uniform(20, 104, CUSTOMERS)
    drawn = [drawn_bg_nbd(random, BgNbd(*truth), age) for _ in range(ROUNDS)]
    assert_recovered(truth, [fit_bg_nbd(seen)[1] for seen in drawn])


def test_pareto_nbd() -> None:
    truth = (0.6, 5.0, 0.7, 12.0)
    random = np.random.default_rng(12)
    age = random.uniform(20, 104, CUSTOMERS)
    drawn = [drawn_pareto_nbd(random, ParetoNbd(*truth), age) for _ in range(ROUNDS)]
    assert_recovered(truth, [fit_pareto_nbd(seen)[1] for seen in drawn])


def test_gamma_gamma() -> None:
    truth = (6.0, 4.0, 15.0)
    random = np.random.default_rng(13)
    purchases = random.integers(1, 20, CUSTOMERS)
    means = [drawn_means(random, GammaGamma(*truth), purchases) for _ in range(ROUNDS)]
    fits = [fit_gamma_gamma(purchases.astype(np.float64), each)[1] for each in means]
    assert_recovered(truth, fits)
