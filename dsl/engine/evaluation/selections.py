"""Which lines of a purchase a scope means."""

from collections.abc import Callable

from dsl.ledger.facts import Line
from dsl.program.measures import Scope
from dsl.program.names import Products

Matches = Callable[[Line], bool]
_REMEMBERED = 50_000


def matcher(scope: Scope, products: dict[str, Products]) -> Matches:
    """Whether a line belongs to a scope; what it says of a line's values is remembered."""
    known: dict[tuple[str, str, str, tuple[str, ...]], bool] = {}
    if _looks_at_prices(scope, products):
        return lambda line: _in_scope(line, scope, products)

    def matches(line: Line) -> bool:
        key = (line.sku, line.category, line.brand, line.labels)
        found = known.get(key)
        if found is None:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[key] = _in_scope(line, scope, products)
        return found

    return matches


def _looks_at_prices(scope: Scope, products: dict[str, Products]) -> bool:
    waiting = [*scope.products, *scope.without]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if products[name].unit_price_from_minor is not None:
            return True
        waiting += products[name].without_products
    return False


def _in_scope(line: Line, scope: Scope, products: dict[str, Products]) -> bool:
    if any(_in_products(line, products[name], products) for name in scope.without):
        return False
    named = scope.products
    return not named or any(_in_products(line, products[name], products) for name in named)


def _in_products(line: Line, of: Products, products: dict[str, Products]) -> bool:
    return (
        _is_stated(line, of)
        and not _is_excepted(line, of)
        and not any(_in_products(line, products[name], products) for name in of.without_products)
    )


def _is_stated(line: Line, of: Products) -> bool:
    """Whether every stated kind of value matches."""
    price = of.unit_price_from_minor
    return (
        (not of.categories or line.category in of.categories)
        and (not of.brands or line.brand in of.brands)
        and (not of.skus or line.sku in of.skus)
        and (not of.labels or any(label in of.labels for label in line.labels))
        and (price is None or (line.quantity > 0 and line.price_minor >= price * line.quantity))
    )


def _is_excepted(line: Line, of: Products) -> bool:
    return (
        line.category in of.without_categories
        or line.brand in of.without_brands
        or line.sku in of.without_skus
        or any(label in of.without_labels for label in line.labels)
    )
