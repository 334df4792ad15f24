"""The assortment: what baskets are made of, from the lines of the orders."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from dsl.ledger.facts import AnyFact, Line, Purchased
from dsl.values.rounding import nearest

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
    """Gathers what was sold, fact by fact."""

    sold: dict[ProductName, Sold] = field(default_factory=dict)
    sizes: Counter[int] = field(default_factory=Counter)

    def add(self, fact: AnyFact) -> None:
        """Take a fact in; only purchases matter."""
        if isinstance(fact, Purchased):
            self.sizes[min(len(fact.lines), LARGEST_BASKET)] += 1
            for line in fact.lines:
                net_minor = line.price_minor - line.discount_minor
                sold = self.sold.setdefault(_name_of(line), Sold())
                sold.add(1, line.quantity, net_minor)

    def basket_sizes(self) -> tuple[float, ...]:
        """The share of purchases with 1, 2, ... lines; the last holds all larger ones."""
        purchases = self.sizes.total()
        largest = max(self.sizes, default=0)
        return tuple(self.sizes[size] / purchases for size in range(1, largest + 1))

    def products(self) -> list[tuple[ProductName, Sold]]:
        """Products by sales, the largest first, then what is left of each category."""
        ranked = sorted(self.sold.items(), key=lambda one: (-one[1].net_minor, one[0]))
        kept = dict(ranked[:PRODUCTS])
        for name, sold in ranked[PRODUCTS:]:
            rest = ProductName("", name.category, "", (), name.is_gift_card)
            kept.setdefault(rest, Sold()).add(sold.lines, sold.quantity, sold.net_minor)
        return list(kept.items())


def _name_of(line: Line) -> ProductName:
    return ProductName(line.sku, line.category, line.brand, line.labels, line.is_gift_card)
