"""Which products a program names that the shop of a scenario does not sell."""

import numpy as np

from dsl.columns.batch import Item
from dsl.columns.evaluation.assortment import Assortment
from dsl.program.measures import Scope
from dsl.program.models_in import models_in
from dsl.program.program import Program
from simulator.calibration.scenario import Scenario


def products_not_sold(program: Program, scenario: Scenario) -> tuple[str, ...]:
    """Names of the products that rules ask for and no product of the assortment belongs to.

    Nobody buys them in a simulation, so what is given for them is never given. Prices are left
    aside, and so are products that are only excepted.
    """
    baskets = [scenario.basket, *(each.basket for each in scenario.groups if each.basket)]
    items = [
        Item(each.sku, each.category, each.brand, each.labels, each.gift_card)
        for basket in baskets
        for each in basket.products
    ] or [Item()]
    of_any_price = [
        each.model_copy(update={"unit_price_from_minor": None}) for each in program.products
    ]
    assortment = Assortment(items, of_any_price)
    every = np.arange(len(items))
    return tuple(
        name
        for name in sorted(_asked_for(program))
        if not np.any(assortment.lines_of(Scope(products=(name,)), every, every, None))
    )


def _asked_for(program: Program) -> set[str]:
    """The names of products in all parts of a program, but for what its `products` say."""
    rules = program.model_copy(update={"products": ()})
    return {name for part in models_in(rules) for name in getattr(part, "products", ())}
