"""Tallies of disjoint customers add up in any order."""

from functools import reduce
from itertools import permutations
from operator import add

import numpy as np

from simulator.results.measures import Measure
from simulator.results.tally import Tally


def counted(seed: int) -> Tally:
    tally = Tally.empty(4, 3, 2, wallets=2, tiers=1)
    generator = np.random.default_rng(seed)
    for counts in (tally.months, tally.wallets, tally.tiers):
        counts += generator.integers(0, 10**12, counts.shape)
    return tally


def test_the_order_of_adding_changes_no_byte() -> None:
    parts = [counted(seed) for seed in range(4)]
    totals = {
        total.months.tobytes() + total.wallets.tobytes() + total.tiers.tobytes()
        for total in (reduce(add, order) for order in permutations(parts))
    }
    assert len(totals) == 1


def test_a_measure_is_looked_up_by_name() -> None:
    tally = counted(1)
    assert (tally.of(Measure.ORDERS) == tally.months[6]).all()
