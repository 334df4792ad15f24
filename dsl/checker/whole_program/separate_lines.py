"""Whether two scopes can have no line of a purchase in common."""

from collections.abc import Callable, Mapping

from dsl.checker.whole_program.domains import Domain, some
from dsl.checker.whole_program.regions import Key
from dsl.program.measures import Scope
from dsl.program.names import Products

Lists = Mapping[str, Products]

_KINDS: dict[str, Callable[[Products], tuple[str, ...]]] = {
    "category": lambda products: products.categories,
    "brand": lambda products: products.brands,
    "sku": lambda products: products.skus,
}
"""What a line has one of."""


def kinds_of_lines(lists: Lists, lines: Scope) -> dict[Key, Domain]:
    """The categories, brands and skus of a scope's lines, where all of its products say them."""
    found: dict[Key, Domain] = {}
    products = [lists[name] for name in lines.products if name in lists]
    if len(products) < len(lines.products):
        return found
    for kind, values_of in _KINDS.items():
        values = [values_of(one) for one in products]
        if all(values):
            every = [value for some_values in values for value in some_values]
            found["line", kind] = some(every, (*every, ""))
    return found


def are_separate(lists: Lists, one: Scope, two: Scope) -> bool:
    """Whether no line is in both; False also where the program does not tell."""
    if not one.products and not two.products:
        return False
    if _excepts_all(one, two) or _excepts_all(two, one):
        return True
    if not one.products or not two.products:
        return False
    return all(
        first in lists and second in lists and _no_common_line(lists[first], lists[second])
        for first in one.products
        for second in two.products
    )


def _excepts_all(one: Scope, two: Scope) -> bool:
    """Whether all products of the second are exceptions of the first."""
    return bool(two.products) and set(two.products) <= set(one.without)


def _no_common_line(one: Products, two: Products) -> bool:
    if one.name == two.name:
        return False
    if two.name in one.without_products or one.name in two.without_products:
        return True
    for first, second, left_out_1, left_out_2 in (
        (one.categories, two.categories, one.without_categories, two.without_categories),
        (one.brands, two.brands, one.without_brands, two.without_brands),
        (one.skus, two.skus, one.without_skus, two.without_skus),
    ):
        if first and second and not set(first) & set(second):
            return True
        if first and set(first) <= set(left_out_2):
            return True
        if second and set(second) <= set(left_out_1):
            return True
    return False
