"""Variates rise with their uniforms and have the distribution that they should."""

import numpy as np
from scipy import special

from simulator.cohorts import draws

UNIFORMS = (np.arange(100_000) + 0.5) / 100_000


def test_an_exponential_falls_and_has_mean_one() -> None:
    found = draws.exponential(UNIFORMS)
    assert (np.diff(found) < 0).all()
    assert abs(found.mean() - 1) < 1e-4


def test_a_table_is_as_monotone_as_the_inverse_and_exact_in_the_tails() -> None:
    for shape in (0.25, 1.0, 6.25):
        exact = draws.gamma(UNIFORMS, shape)
        found = draws.Table.of(draws.gamma, [3.0, shape])(UNIFORMS, 1)
        assert (np.diff(found) >= 0).all()
        tails = (UNIFORMS < draws.TAIL / draws.CELLS) | (UNIFORMS > 1 - draws.TAIL / draws.CELLS)
        assert found[tails].tolist() == exact[tails].tolist()
        assert np.abs(found / exact - 1).max() < 0.01
        assert abs(found.mean() / shape - 1) < 2e-4


def test_a_two_sided_normal_has_its_three_quantiles() -> None:
    low, median, high = draws.two_sided(np.array([0.05, 0.5, 0.95]), -0.005, 0.015, 0.06)
    assert [round(float(each), 12) for each in (low, median, high)] == [-0.005, 0.015, 0.06]


def test_poisson_is_the_smallest_count_that_reaches_the_uniform() -> None:
    for mean in (0.01, 0.7, 12.0, 900.0):
        found = draws.poisson(UNIFORMS, mean)
        assert (special.pdtr(found, mean) >= UNIFORMS).all()
        above_zero = found > 0
        before = special.pdtr(found[above_zero] - 1, mean)
        assert (before < UNIFORMS[above_zero]).all()
    assert draws.poisson(UNIFORMS, 0.0).max() == 0
