"""Which lines of a block of purchases a scope means: a table of truths for each scope, by item."""

from collections.abc import Sequence

import numpy as np

from dsl.columns.batch import Item
from dsl.columns.evaluation.slots import Array, Truth
from dsl.program.measures import Scope
from dsl.program.names import Products


class Assortment:
    """The items that lines sell, and what scopes say of them.

    Attributes:
        is_gift_card: for each item.
        has_gift_cards: some item is one.
    """

    def __init__(self, items: Sequence[Item], products: Sequence[Products]) -> None:
        self._items = items
        self._products = {each.name: each for each in products}
        self._stated: dict[str, Array] = {}
        self._tables: dict[Scope, Array] = {}
        self.is_gift_card = np.array([item.is_gift_card for item in items], bool)
        self.has_gift_cards = bool(self.is_gift_card.any())

    def lines_of(self, scope: Scope, items: Array, price: Array, quantity: Array | None) -> Truth:
        """The lines that belong to a scope.

        Args:
            scope: products, and those that are excepted.
            items, price, quantity: of the lines.
        """
        if not scope.products and not scope.without:
            return True
        if self._looks_at_prices(scope):
            return self._in_scope(scope, items, price, quantity)
        table = self._tables.get(scope)
        if table is None:
            every = np.arange(len(self._items))
            table = self._tables[scope] = self._in_scope(scope, every, every, None)
        return table.take(items)

    def _looks_at_prices(self, scope: Scope) -> bool:
        waiting = [*scope.products, *scope.without]
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                if self._products[name].unit_price_from_minor is not None:
                    return True
                waiting += self._products[name].without_products
        return False

    def _in_scope(self, scope: Scope, items: Array, price: Array, quantity: Array | None) -> Array:
        found = np.full(len(items), not scope.products)
        for name in scope.products:
            found |= self._in_products(name, items, price, quantity)
        for name in scope.without:
            found &= ~self._in_products(name, items, price, quantity)
        return found

    def _in_products(self, name: str, items: Array, price: Array, quantity: Array | None) -> Array:
        of = self._products[name]
        if name not in self._stated:
            self._stated[name] = np.array([_belongs(each, of) for each in self._items], bool)
        found = self._stated[name][items]
        least = of.unit_price_from_minor
        if least is not None:
            count = 1 if quantity is None else quantity
            found &= (count > 0) & (price >= least * count)
        for other in of.without_products:
            found &= ~self._in_products(other, items, price, quantity)
        return found


def _belongs(item: Item, of: Products) -> bool:
    """Whether every stated kind of value matches and no exception does, prices aside."""
    return (
        (not of.categories or item.category in of.categories)
        and (not of.brands or item.brand in of.brands)
        and (not of.skus or item.sku in of.skus)
        and (not of.labels or any(label in of.labels for label in item.labels))
        and item.category not in of.without_categories
        and item.brand not in of.without_brands
        and item.sku not in of.without_skus
        and not any(label in of.without_labels for label in item.labels)
    )
