"""An amount of each purchase spread over its lines, so that nothing is lost.

The same as `dsl.values.spread`, for all purchases of a block: the largest remainders get the rest,
of equal ones the earlier line.
"""

import numpy as np

from dsl.columns.evaluation.slots import Array, Layout
from dsl.values.spread import spread

SAFE = 1 << 31
"""Amounts and weights below it have products of 62 bits."""


def spread_rows(layout: Layout, amounts: Array, weights: Array) -> Array:
    """Shares of lines in proportion to their weights.

    Args:
        layout: which line belongs to which purchase.
        amounts: for each purchase, not negative.
        weights: for each line; those below zero weigh nothing.
    """
    heavy = np.maximum(weights, 0)
    totals = layout.summed(heavy)
    amounts = np.where(totals > 0, amounts, 0)
    if layout.single:
        return amounts
    if not len(heavy) or not (amounts > 0).any():
        return np.zeros(len(heavy), heavy.dtype)
    if heavy.dtype == object or int(amounts.max()) >= SAFE or int(heavy.max()) >= SAFE:
        return _one_by_one(layout, amounts, heavy)
    return _all(layout, amounts, heavy, totals)


def _all(layout: Layout, amounts: Array, heavy: Array, totals: Array) -> Array:
    owner = layout.owner
    products = amounts[owner] * heavy
    whole = np.maximum(totals, 1)[owner]
    shares = products // whole
    rest = amounts - layout.summed(shares)
    if (rest > 0).any():
        order = np.lexsort((shares * whole - products, owner))
        place = np.arange(len(owner)) - layout.starts[owner]
        shares[order] += place < rest[owner]
    return shares


def _one_by_one(layout: Layout, amounts: Array, heavy: Array) -> Array:
    found = np.zeros(len(heavy), dtype=object)
    for row in (amounts > 0).nonzero()[0]:
        start, end = int(layout.starts[row]), int(layout.starts[row + 1])
        weights = [int(weight) for weight in heavy[start:end]]
        found[start:end] = spread(int(amounts[row]), weights)
    return found if heavy.dtype == object else found.astype(np.int64)
