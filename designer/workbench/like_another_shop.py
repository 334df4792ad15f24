"""A shop that sells what another one sells, as dear as its own purchases are."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from dsl.values.currencies import DECIMALS
from simulator.calibration.customer_parts import Product
from simulator.calibration.scenario import Scenario, Source
from simulator.calibration.scenario_values import money_text

WHAT_IS_BOUGHT = "what purchases are made of"


def told_of_products(scenario: Scenario) -> str:
    """Where it comes from what a shop sells; "" where nothing is told."""
    return "; ".join(each.source for each in scenario.sources if each.what == WHAT_IS_BOUGHT)


def as_in_the_template(other: Scenario) -> str:
    """The source of products that come from the shop of a template."""
    return f"the template; {told_of_products(other) or 'our assumption'}"


def with_products_like(scenario: Scenario, other: Scenario, source: str) -> Scenario:
    """A scenario with the products of another one, as dear as its own purchases are."""
    if not other.basket.products:
        return scenario
    products = tuple(as_dear(other.basket.products, scenario, other))
    basket = other.basket.model_copy(update={"products": products})
    told = Source(what=WHAT_IS_BOUGHT, source=source)
    return scenario.model_copy(update={"basket": basket, "sources": (*scenario.sources, told)})


def as_dear(products: Sequence[Product], shop: Scenario, other: Scenario) -> Iterator[Product]:
    """Products of another shop at the prices of this one, whose purchases are larger or smaller."""
    dearer = _sum(shop.spend.mean_purchase) / _sum(other.spend.mean_purchase)
    smallest = Fraction(1, 10 ** DECIMALS[shop.currency])
    for each in products:
        minor = max(round(_sum(each.price) * dearer / smallest), 1)
        yield each.model_copy(update={"price": money_text(minor, shop.currency)})


def _sum(money: str) -> Fraction:
    """The figure of a sum like `24.00 USD`."""
    return Fraction(money.split(" ")[0])
