"""What designs to compare ask for and the shop does not sell, and where its figures can be found.

Designs are compared in the shop of the draft. One that gives something for products that nobody
sells there cannot be judged; its own scenario may say how often they are bought.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from designer.authoring.draft import Draft
from designer.workbench.designs import Chosen
from designer.workbench.like_another_shop import WHAT_IS_BOUGHT, as_dear, with_products_like
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import open_scenario, scenario_beside
from dsl.program.program import Program
from simulator.calibration.customer_parts import BasketPart, Product
from simulator.calibration.scenario import Scenario, Source
from simulator.forecasts.not_sold import products_not_sold


@dataclass(frozen=True)
class Shop:
    """The shop in which designs are compared.

    Attributes:
        lacking: of each design, names of products that it asks for and the shop does not sell.
        widened: a shop that sells them as well, as often as the designs' own scenarios have it;
            None where they lack nothing, or say nothing of it.
        added: names of the products that only the wider shop sells.
    """

    lacking: tuple[tuple[str, ...], ...]
    widened: Scenario | None = None
    added: tuple[str, ...] = ()


def shop_for(scenario: Path, chosen: Chosen) -> Shop:
    """What designs lack in a shop, and what can be done about it.

    Args:
        scenario: the file of the shop.
        chosen: the designs; one that has mistakes lacks nothing, and is told of where it is run.

    Raises:
        Refusal: the scenario cannot be read.
    """
    shop = open_scenario(scenario).scenario
    programs = [Draft("program", text).checked().program for text in chosen.texts]
    lacking = _lacking(programs, shop)
    if not any(lacking):
        return Shop(lacking)
    widened = shop
    for program, names, design in zip(programs, lacking, chosen.designs, strict=True):
        if program is not None and names and design.file is not None:
            widened = _widened(widened, program, design.file)
    still = {name for names in _lacking(programs, widened) for name in names}
    added = tuple(sorted({name for names in lacking for name in names} - still))
    return Shop(lacking, widened if added else None, added)


def _lacking(programs: Sequence[Program | None], shop: Scenario) -> tuple[tuple[str, ...], ...]:
    return tuple(products_not_sold(each, shop) if each else () for each in programs)


def _widened(shop: Scenario, program: Program, file: Path) -> Scenario:
    """The shop with what a program lacks there, as its own scenario has it."""
    try:
        own = open_scenario(scenario_beside(file)).scenario
    except Refusal:  # there is none, or none that can be used
        return shop
    if own.currency != shop.currency:
        return shop
    source = f"{scenario_beside(file).name}, of a design that asks for them"
    if not shop.basket.products:
        return with_products_like(shop, own, source)
    wanted = [each for each in own.basket.products if _closes_a_gap(each, program, shop)]
    if not wanted:
        return shop
    more = tuple(as_dear(wanted, shop, own))
    groups = tuple(
        each.model_copy(update={"basket": _beside(each.basket, more)}) if each.basket else each
        for each in shop.groups
    )
    told = Source(what=WHAT_IS_BOUGHT, source=source)
    changed = {"basket": _beside(shop.basket, more), "groups": groups}
    return shop.model_copy(update={**changed, "sources": (*shop.sources, told)})


def _closes_a_gap(product: Product, program: Program, shop: Scenario) -> bool:
    basket = shop.basket.model_copy(update={"products": (*shop.basket.products, product)})
    wider = shop.model_copy(update={"basket": basket})
    return len(products_not_sold(program, wider)) < len(products_not_sold(program, shop))


def _beside(basket: BasketPart, more: Sequence[Product]) -> BasketPart:
    """More products take their share of what is sold from all that was sold before."""
    left = max(1 - sum(each.share_of_lines for each in more), 0)
    before = (
        each.model_copy(update={"share_of_lines": each.share_of_lines * left})
        for each in basket.products
    )
    return basket.model_copy(update={"products": (*before, *more)})
