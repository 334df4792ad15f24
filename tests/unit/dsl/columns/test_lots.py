"""Spending takes the oldest units first, whether few members spend at once or many."""

import numpy as np
import pytest

from dsl.columns.holdings.log import Array
from dsl.columns.holdings.lots import FEW, Lots

LOTS = 40


def _never(queue: int, places: Array) -> Array:
    raise AssertionError("one queue needs no last days")


@pytest.mark.parametrize("members", [1, FEW, 3 * FEW])
def test_the_oldest_units_are_spent_first(members: int) -> None:
    draw = np.random.default_rng(members)
    earned = draw.integers(1, 60, (LOTS, members))
    lots, rows = Lots(members, 1, delayed=False), np.arange(members)
    for day, amounts in enumerate(earned, start=739_000):
        lots.open(0, day, rows, amounts, pending=False)
    left = earned.copy()
    for share in (7, 2, 1):
        units = left.sum(axis=0) // share
        expected = np.clip(np.cumsum(left, axis=0) - units, 0, left)
        taken = np.zeros_like(left)
        for part in lots.spend(rows, units, _never):
            assert (part.lot % members == rows[part.at]).all()
            np.add.at(taken, (part.lot // members, part.at), part.amount)
        assert (taken == left - expected).all()
        left = expected
        assert (lots.log["left"].reshape(LOTS, members) == left).all()
        assert (lots.available == left.sum(axis=0)).all()
        assert (lots.count_of(0, rows) == (left > 0).sum(axis=0)).all()
    assert not left.any()
