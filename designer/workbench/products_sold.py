"""What programs ask for and a shop does not sell, and where its figures can be found.

A program that gives something for products that nobody sells cannot be judged. Of a design that is
compared in the shop of the draft, its own scenario may say how often they are bought; of a shop
that is known by five figures alone, that of a template.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from designer.authoring.draft import Draft
from designer.workbench.designs import Chosen
from designer.workbench.gallery import templates
from designer.workbench.like_another_shop import (
    WHAT_IS_BOUGHT,
    as_dear,
    as_in_the_template,
    with_products_like,
)
from designer.workbench.program_before import NOTHING_BEFORE, ProgramBefore, program_of
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import open_scenario, scenario_beside
from dsl.program.program import Program
from simulator.calibration.customer_parts import BasketPart, Product, SpendPart
from simulator.calibration.scenario import Scenario, Source
from simulator.forecasts.not_sold import products_not_sold

MOST_TAKEN = 0.5
"""Of what a shop sells, so much at most is taken over from another one's beside its own."""


@dataclass(frozen=True)
class Shop:
    """The shop in which designs are compared.

    Attributes:
        lacking: of each design, names of products that it asks for and the shop does not sell.
        lacking_before: of the program until now.
        widened: a shop that sells them as well, as often as the programs' own scenarios have it;
            None where they lack nothing, or say nothing of it.
        added: names of the products that only the wider shop sells.
    """

    lacking: tuple[tuple[str, ...], ...]
    lacking_before: tuple[str, ...] = ()
    widened: Scenario | None = None
    added: tuple[str, ...] = ()

    @property
    def sells_all(self) -> bool:
        """Whether nothing lacks."""
        return not any(self.lacking) and not self.lacking_before


def shop_for(scenario: Path, chosen: Chosen, before: ProgramBefore = NOTHING_BEFORE) -> Shop:
    """What designs lack in a shop, and what can be done about it.

    Args:
        scenario: the file of the shop.
        chosen: the designs; one that has mistakes lacks nothing, and is told of where it is run.
        before: what they are held against.

    Raises:
        Refusal: the scenario cannot be read.
    """
    shop = open_scenario(scenario).scenario
    designs = [Draft("program", text).checked().program for text in chosen.texts]
    programs = [*designs, program_of(before)]
    files = [*(design.file for design in chosen.designs), before.current]
    *lacking, lacking_before = all_lacking = _lacking(programs, shop)
    widened = shop
    for program, names, file in zip(programs, all_lacking, files, strict=True):
        if program is None or file is None or not names:
            continue
        own = _scenario_of(file)
        if own is not None and own.currency == shop.currency:
            source = f"{scenario_beside(file).name}, of a program that asks for them"
            widened = _widened(widened, program, own, source)
    still = {name for names in _lacking(programs, widened) for name in names}
    added = tuple(sorted({name for names in all_lacking for name in names} - still))
    return Shop(tuple(lacking), lacking_before, widened if added else None, added)


def _lacking(programs: Sequence[Program | None], shop: Scenario) -> tuple[tuple[str, ...], ...]:
    return tuple(products_not_sold(each, shop) if each else () for each in programs)


def selling_what_is_asked(shop: Scenario, program: Program) -> Scenario:
    """A shop that sells, beside what it does, what a program asks for and a template's shop sells.

    Nothing is known of what no template sells; that still lacks. So does what would take the
    place of most that a shop is known to sell: it is no shop like the template's.
    """
    for template in templates():
        if not products_not_sold(program, shop):
            break
        own = _scenario_of(template.path)
        if own is None:
            continue
        shop = _widened(shop, program, own, as_in_the_template(own))
    return shop


def _scenario_of(program: Path) -> Scenario | None:
    """Its own scenario; None where there is none, or none that can be used."""
    try:
        return open_scenario(scenario_beside(program)).scenario
    except Refusal:
        return None


def _widened(shop: Scenario, program: Program, own: Scenario, source: str) -> Scenario:
    """The shop with what a program lacks there, as another one sells it; as it is, if too much."""
    wanted = [each for each in own.basket.products if closes_a_gap(each, program, shop)]
    if not wanted:
        return shop
    if not shop.basket.products:
        return with_products_like(shop, own, source)
    if sum(each.share_of_lines for each in wanted) > MOST_TAKEN:
        return shop
    wider = with_more_sold(shop, tuple(as_dear(wanted, shop, own)))
    told = Source(what=WHAT_IS_BOUGHT, source=source)
    return wider.model_copy(update={"sources": (*shop.sources, told)})


def closes_a_gap(product: Product, program: Program, shop: Scenario) -> bool:
    """Whether a program lacks less in the shop that sells this product too."""
    basket = shop.basket.model_copy(update={"products": (*shop.basket.products, product)})
    wider = shop.model_copy(update={"basket": basket})
    return len(products_not_sold(program, wider)) < len(products_not_sold(program, shop))


def with_more_sold(shop: Scenario, more: Sequence[Product]) -> Scenario:
    """The shop, and each of its groups with a basket of its own, that sells more products."""
    groups = tuple(
        each.model_copy(update={"basket": _beside(each.basket, more, each.spend or shop.spend)})
        if each.basket
        else each
        for each in shop.groups
    )
    basket = _beside(shop.basket, more, shop.spend)
    return shop.model_copy(update={"basket": basket, "groups": groups})


def _beside(basket: BasketPart, more: Sequence[Product], spend: SpendPart) -> BasketPart:
    """More products take their share of what is sold from all that was sold before."""
    before = basket.products or (Product(share_of_lines=1.0, price=spend.mean_purchase),)
    left = max(1 - sum(each.share_of_lines for each in more), 0)
    less = (
        each.model_copy(update={"share_of_lines": each.share_of_lines * left}) for each in before
    )
    return basket.model_copy(update={"products": (*less, *more)})
