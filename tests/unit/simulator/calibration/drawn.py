"""Customers drawn from the models themselves, purchase by purchase."""

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.gamma_gamma import GammaGamma
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats


def drawn_bg_nbd(random: Generator, model: BgNbd, age: Floats) -> Repeats:
    """One customer for each age, in weeks."""
    rate = random.gamma(model.r, 1 / model.alpha, len(age))
    leaving = random.beta(model.a, model.b, len(age))
    return _played(random, rate, age, lambda: random.random(len(age)) < leaving)


def drawn_pareto_nbd(random: Generator, model: ParetoNbd, age: Floats) -> Repeats:
    """One customer for each age, in weeks."""
    rate = random.gamma(model.r, 1 / model.alpha, len(age))
    left = random.exponential(1 / random.gamma(model.s, 1 / model.beta, len(age)))
    nobody = np.zeros(len(age), dtype=np.bool_)
    seen = _played(random, rate, np.minimum(age, left), lambda: nobody)
    return Repeats(seen.repeats, seen.last, age, seen.customers)


def _played(
    random: Generator, rate: Floats, until: Floats, leaves: Callable[[], NDArray[np.bool_]]
) -> Repeats:
    repeats = np.zeros(len(rate), dtype=np.int64)
    last = np.zeros(len(rate))
    here = np.ones(len(rate), dtype=np.bool_)
    while here.any():
        due = last + random.exponential(1 / rate)
        here &= due < until
        repeats += here
        last = np.where(here, due, last)
        here &= ~leaves()
    return Repeats(repeats, last, until, np.ones_like(repeats))


def drawn_means(random: Generator, model: GammaGamma, purchases: Wholes) -> Floats:
    """The mean purchase of a customer for each number of purchases."""
    scale = 1 / random.gamma(model.q, 1 / model.v, len(purchases))
    means: Floats = random.gamma(model.p * purchases, 1 / purchases) * scale
    return means
