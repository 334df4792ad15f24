"""Baskets add up to their values."""

from fractions import Fraction

import numpy as np

from simulator.calibration.customer_parts import BasketPart, Product
from simulator.cohorts.baskets import Assortment

BASKET = BasketPart(
    sizes=(0.5, 0.3, 0.2),
    products=(
        Product(category="Coffee", share_of_lines=0.6, price="3.20 EUR", margin="0.8"),
        Product(sku="CAKE", share_of_lines=0.3, price="4.10 EUR", pieces=2.0),
        Product(sku="BEANS", share_of_lines=0.1, price="12 EUR"),
    ),
)
COUNT = 20_000


def test_lines_add_up_and_come_as_often_as_stated() -> None:
    assortment = Assortment.of(BASKET, Fraction(1, 2), "EUR")
    values = np.arange(1, COUNT + 1) % 5000 + 1
    ids, index = np.arange(COUNT), np.arange(COUNT) % 7
    lines = assortment.lines(ids, np.zeros(COUNT, np.int64), index, values, seed=3)
    assert np.add.reduceat(lines.price_minor, lines.starts[:-1]).tolist() == values.tolist()
    assert lines.price_minor.min() >= 0
    assert lines.quantity.min() == 1
    sizes = np.bincount(np.diff(lines.starts))[1:] / COUNT
    items = np.bincount(lines.items) / len(lines.items)
    assert np.abs(sizes - (0.5, 0.3, 0.2)).max() < 0.02
    assert np.abs(items - (0.6, 0.3, 0.1)).max() < 0.02


def test_margin_is_rounded_line_by_line() -> None:
    assortment = Assortment.of(BasketPart(), Fraction(1, 3), "EUR")
    lines = assortment.plain_lines(np.array([100, 101, 1]))
    assert assortment.margin_minor(lines).tolist() == [33, 34, 0]
