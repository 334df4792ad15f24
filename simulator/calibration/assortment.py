"""The assortment: what baskets are made of, from the lines of the orders."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from dsl.ledger.facts import Line, Purchased
from dsl.values.rounding import nearest
from simulator.calibration.purchases import Chosen

PRODUCTS = 40
"""So many products stand for themselves; the others of a category are taken together."""

LARGEST_BASKET = 10


class ProductName(NamedTuple):
    """What tells one product from another; without an SKU, the rest of its category."""

    sku: str
    category: str
    brand: str
    labels: tuple[str, ...]
    is_gift_card: bool


@dataclass(slots=True)
class Sold:
    """How much of a product was sold: lines, pieces, and what they cost before a basket's discount.

    Returns do not count here: they are in the worth of purchases.
    """

    lines: int = 0
    quantity: int = 0
    net_minor: int = 0

    def add(self, lines: int, quantity: int, net_minor: int) -> None:
        """Count more."""
        self.lines += lines
        self.quantity += quantity
        self.net_minor += net_minor

    @property
    def price_minor(self) -> int:
        """The average price of a piece, rounded."""
        return nearest(self.net_minor, self.quantity)


@dataclass(slots=True)
class AssortmentCollector:
    """Gathers what was sold, fact by fact, and tells it of all customers or of some.

    Attributes:
        names: the number of each product.
        product, pieces, net_minor: of each line.
        customer, lines: of each purchase: who bought, and how many lines.
    """

    names: dict[ProductName, int] = field(default_factory=dict)
    product: "array[int]" = field(default_factory=lambda: array("l"))
    pieces: "array[int]" = field(default_factory=lambda: array("q"))
    net_minor: "array[int]" = field(default_factory=lambda: array("q"))
    customer: "array[int]" = field(default_factory=lambda: array("l"))
    lines: "array[int]" = field(default_factory=lambda: array("l"))

    def add(self, fact: Purchased, customer: int) -> None:
        """Take a purchase of a customer (by number) in."""
        self.customer.append(customer)
        self.lines.append(len(fact.lines))
        for line in fact.lines:
            self.product.append(self.names.setdefault(_name_of(line), len(self.names)))
            self.pieces.append(line.quantity)
            self.net_minor.append(line.price_minor - line.discount_minor)

    def basket_sizes(self, some: Chosen | None = None) -> tuple[float, ...]:
        """The share of purchases with 1, 2, ... lines; the last holds all larger ones.

        Args:
            some: yes or no for each customer; None: everybody.
        """
        lines = np.array(self.lines)[self._bought_by(some)]
        sizes = np.bincount(np.minimum(lines, LARGEST_BASKET))[1:]
        return tuple((sizes / len(lines)).tolist())

    def products(self, some: Chosen | None = None) -> list[tuple[ProductName, Sold]]:
        """Products by sales, the largest first, then what is left of each category.

        Args:
            some: yes or no for each customer; None: everybody.
        """
        ranked = sorted(self._sold(some), key=lambda one: (-one[1].net_minor, one[0]))
        kept = dict(ranked[:PRODUCTS])
        for name, sold in ranked[PRODUCTS:]:
            rest = ProductName("", name.category, "", (), name.is_gift_card)
            kept.setdefault(rest, Sold()).add(sold.lines, sold.quantity, sold.net_minor)
        return list(kept.items())

    def _bought_by(self, some: Chosen | None) -> Chosen:
        if some is None:
            return np.ones(len(self.customer), np.bool_)
        return some[np.array(self.customer)]

    def _sold(self, some: Chosen | None) -> Iterator[tuple[ProductName, Sold]]:
        rows = np.repeat(self._bought_by(some), np.array(self.lines))
        product = np.array(self.product)[rows]
        lines = np.bincount(product, minlength=len(self.names))
        pieces, net_minor = np.zeros((2, len(self.names)), np.int64)
        np.add.at(pieces, product, np.array(self.pieces)[rows])
        np.add.at(net_minor, product, np.array(self.net_minor)[rows])
        for name, number in self.names.items():
            if lines[number]:
                yield name, Sold(int(lines[number]), int(pieces[number]), int(net_minor[number]))


def _name_of(line: Line) -> ProductName:
    return ProductName(line.sku, line.category, line.brand, line.labels, line.is_gift_card)
