"""What a shop is said to sell, once orders tell how its customers behave.

What they tell of products takes the place of what was assumed. What the owner said himself stays
where they tell nothing of it, and so does all that was assumed where they name no product.
"""

from collections.abc import Sequence

from designer.workbench.like_another_shop import WHAT_IS_BOUGHT, as_dear
from designer.workbench.product_said import said_by_owner, told_by_owner
from designer.workbench.products_sold import with_more_sold
from dsl.program.program import Program
from simulator.calibration.customer_parts import Product
from simulator.calibration.scenario import Scenario, Source
from simulator.forecasts.not_sold import products_not_sold


def names_products(scenario: Scenario) -> bool:
    """Whether it is known of anything that is sold what it is."""
    return any(
        each.sku or each.category or each.brand or each.labels or each.gift_card
        for each in scenario.basket.products
    )


def with_products_kept(learned: Scenario, before: Scenario, program: Program | None) -> Scenario:
    """What orders told, with those products of the scenario before that they tell nothing of.

    Args:
        learned: what orders told.
        before: the scenario whose place it takes.
        program: what the owner's own products are asked for by; None: it has mistakes.
    """
    said = said_by_owner(before, program) if program and before.currency == learned.currency else {}
    if not names_products(learned):
        return _with_all(learned, before, list(said.values()))
    lacking = products_not_sold(program, learned) if program else ()
    kept = {name: product for name, product in said.items() if name in lacking}
    if not kept:
        return learned
    told = (Source(what=WHAT_IS_BOUGHT, source=told_by_owner(name)) for name in kept)
    wider = with_more_sold(learned, tuple(kept.values()))
    return wider.model_copy(update={"sources": (*learned.sources, *told)})


def _with_all(learned: Scenario, before: Scenario, said: Sequence[Product]) -> Scenario:
    """All products of the scenario before; what the owner did not say is as dear as purchases are.

    Groups of customers buy the same.
    """
    if not before.basket.products:
        return learned
    dearer = as_dear(before.basket.products, learned, before)
    products = tuple(
        old if old in said else new for old, new in zip(before.basket.products, dearer, strict=True)
    )
    return learned.model_copy(
        update={
            "basket": before.basket.model_copy(update={"products": products}),
            "groups": tuple(each.model_copy(update={"basket": None}) for each in learned.groups),
            "sources": (
                *learned.sources,
                *(each for each in before.sources if each.what == WHAT_IS_BOUGHT),
            ),
        }
    )
