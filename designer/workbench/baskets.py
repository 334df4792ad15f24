"""Purchases for trying a program: baskets of what its products name."""

from collections.abc import Sequence
from fractions import Fraction

from designer.workbench.to_events_yaml import Event, Written
from dsl.ledger.to_record import money_text
from dsl.program.measures import Quantity, Scope
from dsl.program.models_in import models_in
from dsl.program.names import Products
from dsl.program.program import Program
from dsl.program.rules import GiveRate


def basket(
    program: Program, minor: int, names: Sequence[str] = (), quantity: int = 1
) -> dict[str, Written]:
    """The keys of a purchase that say what was bought.

    Args:
        program: whose products and currency are meant.
        minor: what it is worth, shared out among the products.
        names: of the products; without any the purchase is a total.
        quantity: of each product, at so much less apiece.
    """
    chosen = [each for each in program.products if each.name in names]
    if not chosen:
        return {"total": money_text(minor, program)}
    each, rest = divmod(minor, len(chosen) * quantity)
    lines: list[Written] = []
    for place, products in enumerate(chosen):
        price = each + (rest if place == 0 and quantity == 1 else 0)
        lines.append(line_of(program, products, max(price, 1), quantity))
    return {"lines": lines}


def line_of(program: Program, products: Products, minor: int, quantity: int = 1) -> Event:
    """A line of a basket that belongs to some products."""
    price = max(minor, products.unit_price_from_minor or 0, _worth_of_units(program, products))
    line: Event = {"each": money_text(price, program)}
    if quantity != 1:
        line["quantity"] = str(quantity)
    if products.categories:
        line["category"] = products.categories[0]
    if products.skus:
        line["sku"] = products.skus[0]
    if products.brands:
        line["brand"] = products.brands[0]
    if products.labels:
        line["labels"] = [products.labels[0]]
    return line


def _worth_of_units(program: Program, products: Products) -> int:
    """What a prepaid card costs at least: the stated worth of the units that one of them gives."""
    stated = {each.name: each.worth.exact for each in program.wallets if each.worth}
    worth = [
        give.rate.exact * stated[give.wallet]
        for rule in program.rules
        for give in rule.gives
        if isinstance(give, GiveRate)
        and give.wallet in stated
        and give.measure.quantity is Quantity.ITEMS
        and products.name in give.measure.scope.products
    ]
    return int(sum(worth, Fraction(0)))


def products_to_buy(program: Program) -> tuple[str, ...]:
    """Names of the products that a line can be written for, in the order of the program.

    A program whose products only say what they are not gives none; a plain total stands for them.
    """
    return tuple(
        each.name
        for each in program.products
        if each.categories or each.skus or each.brands or each.labels
    )


def products_bought(program: Program) -> tuple[str, ...]:
    """Names of the products that made-up customers buy: those that something is given for.

    What is only left out, such as gift cards, nobody buys to see what a program gives.
    """
    scopes = [each for each in models_in(program) if isinstance(each, Scope)]
    left_out = {name for scope in scopes for name in scope.without}
    asked = {name for scope in scopes for name in scope.products}
    return tuple(name for name in products_to_buy(program) if name in asked or name not in left_out)


def product_in(program: Program, scope: Scope) -> str:
    """A product that a scope means; empty where any will do, or none can be bought."""
    return next((name for name in products_to_buy(program) if name in scope.products), "")
