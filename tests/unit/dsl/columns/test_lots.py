"""Spending takes the oldest units first, however lots are kept, of few members or of many."""

import numpy as np
import pytest

from dsl.columns.holdings.linked import FEW, LinkedLots
from dsl.columns.holdings.log import Array
from dsl.columns.holdings.running import RunningLots

LOTS = 40


def _never(queue: int, places: Array) -> Array:
    raise AssertionError("one queue needs no last days")


@pytest.mark.parametrize("members", [1, FEW, 3 * FEW])
def test_the_oldest_units_are_spent_first(members: int) -> None:
    draw = np.random.default_rng(members)
    earned = draw.integers(1, 60, (LOTS, members))
    lots, rows = LinkedLots(members, 1, delayed=False), np.arange(members)
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


@pytest.mark.parametrize("seed", range(8))
def test_sums_alone_tell_what_is_left_of_each_lot(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dsl.columns.holdings.lots.SMALL", 0)
    draw, members = np.random.default_rng(seed), 5
    every = np.arange(members)
    rows = draw.integers(0, members, 12)
    units, waits = draw.integers(1, 60, 12), np.arange(12) >= 9
    both = LinkedLots(members, 1, delayed=True), RunningLots(members, delayed=True)
    for lots in both:
        places = lots.load(rows, np.arange(12), units, np.zeros(12, int), pending=waits)
        lots.over.add_each(np.arange(12) // 4 + 20, places)
    for day in range(12, 60):
        some = draw.permutation(members)[: draw.integers(members + 1)]
        units, share = draw.integers(1, 60, len(some)), draw.integers(1, 4)
        seen = []
        for lots in both:
            if lots.over.has(day):
                lots.close(lots.still_open(lots.over.take(day)))
            waiting = lots.still_open(lots.log["pending"].nonzero()[0])
            lots.release(waiting[lots.earned_day(waiting) <= day - 4])
            places = lots.open(0, day, some, units, pending=True)
            lots.over.add_each(np.full(len(places), day // 3 * 3 + 9), places)
            lots.spend(every, lots.available // share, _never)
            lots.tidy()
            held = lots.still_open(np.arange(lots.log.length))
            of_each = (lots.log["row"][held], lots.earned_day(held), lots.left(held))
            seen.append(
                (lots.available.tolist(), lots.pending.tolist(), np.array(of_each).tolist())
            )
        assert seen[0] == seen[1]
