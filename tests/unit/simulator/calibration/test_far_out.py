"""Huge purchases are seen, and only they are."""

import numpy as np

from simulator.calibration.far_out import FarOut, far_out


def test_the_fence_by_hand() -> None:
    """Quarters at 1,000 and 2,000: the fence is at 2,000 x 2 ** 3."""
    values = np.array([1_000] * 30 + [1_500] * 40 + [2_000] * 30)
    assert far_out(values) == FarOut(above_minor=16_000)
    more = np.append(values[:-2], [16_000, 16_001])
    assert far_out(more) == FarOut(16_000, 1, 16_001)


def test_a_shop_with_one_price_has_a_fence_at_ten_times_it() -> None:
    values = np.array([500] * 98 + [5_000, 5_001])
    assert far_out(values) == FarOut(5_000, 1, 5_001)


def test_too_few_purchases_say_nothing() -> None:
    assert far_out(np.array([500] * 98 + [500_000])) == FarOut()


def test_values_that_merely_vary_a_lot_are_not_far_out() -> None:
    values = np.exp(np.random.default_rng(1).normal(8, 1, 20_000)).astype(np.int64)
    assert far_out(values).purchases == 0
