"""Baskets: what a purchase of a given value is made of, and what of it is margin."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike

from simulator.calibration.columns import Floats, Wholes
from simulator.calibration.customer_parts import BasketPart, Product
from simulator.calibration.scenario_values import minor_of
from simulator.cohorts import philox
from simulator.cohorts.purposes import Purpose

MILLION = 1_000_000
_GOLDEN = 0.6180339887498949  # steps of this length fill a circle evenly, however many they are


class Lines(NamedTuple):
    """The lines of some purchases, one purchase after the other.

    Attributes:
        starts: place of each purchase's first line, and the number of lines at the end.
        items: row of the assortment.
        price_minor: quantity times price; the lines of a purchase add up to its value.
        quantity: pieces, at least one.
    """

    starts: Wholes
    items: Wholes
    price_minor: Wholes
    quantity: Wholes


@dataclass(frozen=True, slots=True, eq=False)
class Assortment:
    """What a shop sells.

    Attributes:
        products: a row each; one without a name where nothing is known.
        shares: of lines, added up from the first product on.
        sizes: share of purchases with at most 1, 2, ... lines.
        typical_minor: what a line of each product usually costs.
        price_minor: of a piece.
        margin_millionths: contribution margin of each product.
    """

    products: tuple[Product, ...]
    shares: Floats
    sizes: Floats
    typical_minor: Wholes
    price_minor: Wholes
    margin_millionths: Wholes

    @classmethod
    def of(cls, basket: BasketPart, margin: Fraction, currency: str) -> Self:
        """The assortment of a scenario.

        Args:
            basket: of the scenario.
            margin: the shop's, for products without their own.
            currency: ISO code.
        """
        nothing = Product(share_of_lines=1.0, price=f"0 {currency}")
        products = basket.products or (nothing,)
        shares = np.cumsum([each.share_of_lines for each in products])
        sizes = np.cumsum(basket.sizes) if basket.products else np.ones(1)
        prices = np.maximum([minor_of(each.price) for each in products], 1)
        pieces = np.array([each.pieces for each in products])
        margins = [Fraction(each.margin or margin) * MILLION for each in products]
        return cls(
            products,
            shares / shares[-1],
            sizes / sizes[-1],
            np.maximum(np.rint(prices * pieces), 1).astype(np.int64),
            prices.astype(np.int64),
            np.array([round(each) for each in margins], np.int64),
        )

    @property
    def is_plain(self) -> bool:
        """Every purchase is one line of the same."""
        return len(self.products) == 1 and len(self.sizes) == 1

    def plain_lines(self, values_minor: Wholes) -> Lines:
        """What purchases are made of where every purchase is one line of the same."""
        count = len(values_minor)
        nothing, ones = np.zeros(count, np.int64), np.ones(count, np.int64)
        return Lines(np.arange(count + 1), nothing, values_minor, ones)

    def lines(
        self,
        ids: Wholes,
        replications: Wholes,
        index: ArrayLike,
        values_minor: Wholes,
        *,
        seed: int,
    ) -> Lines:
        """What purchases are made of where they differ (see `plain_lines`).

        It is the same for each arm, and never dearer than the purchase.

        Args:
            ids, replications, index: customer, replication and candidate of each purchase.
            values_minor: of the purchases.
            seed: the first word of the key.
        """
        size, start, _, _ = philox.uniforms((ids, index, Purpose.BASKET, 0), (seed, replications))
        counts = np.minimum(np.searchsorted(self.sizes, size) + 1, len(self.sizes))
        starts = np.concatenate(([0], np.cumsum(counts)))
        purchase = np.repeat(np.arange(len(ids)), counts)
        number = np.arange(starts[-1]) - starts[purchase]
        entered = (start[purchase] + number * _GOLDEN) % 1.0
        items = np.minimum(np.searchsorted(self.shares, entered), len(self.products) - 1)
        prices = _split(values_minor, self.typical_minor[items], starts, purchase)
        per_piece = self.price_minor[items]
        quantity = np.maximum((prices + per_piece // 2) // per_piece, 1)
        return Lines(starts, items, prices, quantity)

    def margin_minor(self, lines: Lines) -> Wholes:
        """The contribution margin of each purchase, rounded line by line to the nearest."""
        if self.is_plain:
            return (lines.price_minor * self.margin_millionths[0] + MILLION // 2) // MILLION
        each = lines.price_minor * self.margin_millionths[lines.items]
        return np.add.reduceat((each + MILLION // 2) // MILLION, lines.starts[:-1])


def _split(values: Wholes, weights: Wholes, starts: Wholes, purchase: Wholes) -> Wholes:
    """Whole numbers that add up to each value, in proportion to the weights."""
    through = np.cumsum(weights)
    before = np.concatenate(([0], through))[starts[:-1]]
    total = np.add.reduceat(weights, starts[:-1])
    until = values[purchase] * (through - before[purchase]) // total[purchase]
    from_here = np.concatenate(([0], until[:-1]))
    from_here[starts[:-1]] = 0
    return until - from_here
