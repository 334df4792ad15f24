"""A product that a program asks for and a shop does not sell, said by the owner: how it is sold.

Of a program whose products were given other names it is known which of the shop's own it may mean.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from designer.workbench.five_numbers import tidied
from designer.workbench.like_another_shop import WHAT_IS_BOUGHT
from designer.workbench.products_sold import closes_a_gap, with_more_sold
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import THE_OWNER, comes_from_orders
from dsl.program.models_in import models_in
from dsl.program.names import Products
from dsl.program.offers import FreeProduct
from dsl.program.program import Program
from dsl.values.currencies import DECIMALS
from simulator.calibration.customer_parts import BasketPart, Product
from simulator.calibration.scenario import Scenario, Source
from simulator.calibration.scenario_values import minor_of, money_text
from simulator.forecasts.not_sold import products_not_sold

MOST_MEANT = 5
LEAST_PERCENT, MOST_PERCENT = Fraction(1, 100), Fraction(9999, 100)
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")


@dataclass(frozen=True)
class Missing:
    """A product that a program asks for and the shop does not sell.

    Attributes:
        program: the one that asks for it.
        name: what it calls it.
        product: as the shop would have to sell it; its share is still to be said.
        price_minor: what the program tells of its price, else an average purchase.
        meant: what the shop sells and none of the programs asks for, the likeliest first.
    """

    program: Program
    name: str
    product: Product
    price_minor: int
    meant: tuple[Product, ...] = ()


def first_missing(shop: Scenario, programs: Sequence[Program]) -> Missing | None:
    """The first product that is asked for and not sold; None where there is none.

    Those come first of which the program tells a price: by it a person knows what is meant.
    """
    for program in programs:
        lacking = products_not_sold(program, shop)
        for name in sorted(lacking, key=lambda each: not _price_told(program, each)):
            product = _as_asked(_products(program, name), shop)
            told = _price_told(program, name)
            price = told or minor_of(shop.spend.mean_purchase)
            return Missing(program, name, product, price, _meant(shop, programs, told))
    return None


def selling(shop: Scenario, missing: Missing, percent: str, price: str) -> Scenario:
    """The shop that sells it beside all else.

    Args:
        shop: as it is known.
        missing: what it does not sell yet.
        percent: of all that is sold, as it was typed.
        price: of one, as it was typed.

    Raises:
        Refusal: one of the two cannot be, or nothing that is sold could be it.
    """
    said = {"share_of_lines": _share(percent), "price": _price(price, shop, missing)}
    product = missing.product.model_copy(update=said)
    _refuse_what_is_still_missing(product, missing, shop)
    return _by_the_owner(with_more_sold(shop, [product]), missing)


def calling(shop: Scenario, missing: Missing, meant: Product) -> Scenario:
    """The shop in which something that it sells is called as the program calls it.

    Raises:
        Refusal: nothing that is sold could be what the program asks for.
    """
    _refuse_what_is_still_missing(missing.product, missing, shop)
    own = ("sku", "category", "brand", "labels")
    renamed = meant.model_copy(update={name: getattr(missing.product, name) for name in own})

    def called(basket: BasketPart) -> BasketPart:
        products = tuple(renamed if each == meant else each for each in basket.products)
        return basket.model_copy(update={"products": products})

    groups = tuple(
        each.model_copy(update={"basket": called(each.basket)}) if each.basket else each
        for each in shop.groups
    )
    changed = shop.model_copy(update={"basket": called(shop.basket), "groups": groups})
    return _by_the_owner(changed, missing)


def said_by_owner(shop: Scenario, program: Program) -> dict[str, Product]:
    """What the owner said of products that a program asks for, by what it calls them."""
    told = {each.source for each in shop.sources if each.what == WHAT_IS_BOUGHT}
    nothing = _only(shop, Product(share_of_lines=1.0, price=shop.spend.mean_purchase))
    found = {}
    for name in products_not_sold(program, nothing):
        sold = (
            each
            for each in shop.basket.products
            if name not in products_not_sold(program, _only(shop, each))
        )
        product = next(sold, None) if told_by_owner(name) in told else None
        if product is not None:
            found[name] = product
    return found


def told_by_owner(name: str) -> str:
    """The source of a product that the owner said, by what a program calls it."""
    return f'{THE_OWNER}, of "{name}"'


def named(product: Product) -> str:
    """A product by what the shop's own files call it."""
    called = (("sku", product.sku), ("category", product.category), ("brand", product.brand))
    labels = (("label", label) for label in product.labels)
    words = (f'{kind} "{value}"' for kind, value in (*called, *labels) if value)
    return next(words, "whatever has no name")


def price_known(missing: Missing) -> str:
    """What is known of its price, as an owner would type it."""
    return money_text(missing.price_minor, missing.program.currency).split(" ")[0]


def _by_the_owner(shop: Scenario, missing: Missing) -> Scenario:
    told = Source(what=WHAT_IS_BOUGHT, source=told_by_owner(missing.name))
    others = tuple(each for each in shop.sources if each != told)
    return shop.model_copy(update={"sources": (*others, told)})


def _products(program: Program, name: str) -> Products:
    return next(each for each in program.products if each.name == name)


def _as_asked(of: Products, shop: Scenario) -> Product:
    """A product that has the first of each kind of values that a program names."""
    return Product(
        sku=next(iter(of.skus), ""),
        category=next(iter(of.categories), ""),
        brand=next(iter(of.brands), ""),
        labels=of.labels[:1],
        share_of_lines=0.0,
        price=shop.spend.mean_purchase,
    )


def _price_told(program: Program, name: str) -> int | None:
    """What one may cost that is given for nothing, in minor units; else the least that it costs."""
    free = [
        each.up_to_minor
        for each in models_in(program)
        if isinstance(each, FreeProduct) and name in each.scope.products and each.up_to_minor
    ]
    return max(free, default=None) or _products(program, name).unit_price_from_minor


def _meant(shop: Scenario, programs: Sequence[Program], told: int | None) -> tuple[Product, ...]:
    """What may be meant, best first: what costs as much as is told, else what is sold most.

    Only of figures that nobody counted: orders say themselves how a product is called.
    """
    if comes_from_orders(shop):
        return ()
    nothing = _only(shop, Product(share_of_lines=1.0, price=shop.spend.mean_purchase))
    found = (
        each
        for each in shop.basket.products
        if (each.sku or each.category)
        and not any(closes_a_gap(each, program, nothing) for program in programs)
    )

    def rank(product: Product) -> tuple[int, float]:
        away = 0 if told is None else abs(minor_of(product.price) - told)
        return away, -product.share_of_lines

    return tuple(sorted(found, key=rank)[:MOST_MEANT])


def _only(shop: Scenario, product: Product) -> Scenario:
    basket = shop.basket.model_copy(update={"products": (product,)})
    return shop.model_copy(update={"basket": basket, "groups": ()})


def _refuse_what_is_still_missing(product: Product, missing: Missing, shop: Scenario) -> None:
    if not closes_a_gap(product, missing.program, shop):
        raise Refusal(
            f'Nothing that is sold can be "{missing.name}": what its products except takes away '
            "what they name. Change them in the program first."
        )


def _share(typed: str) -> float:
    percent = Fraction(tidied(typed)) if _NUMBER.fullmatch(tidied(typed)) else Fraction(0)
    if not LEAST_PERCENT <= percent <= MOST_PERCENT:
        raise Refusal(
            "Of 100 things sold, so many are it: a number above 0 and below 100, such as 5."
        )
    return float(percent / 100)


def _price(typed: str, shop: Scenario, missing: Missing) -> str:
    bare = tidied(typed.upper().replace(shop.currency, ""))
    decimals = DECIMALS[shop.currency]
    minor = Fraction(bare) * 10**decimals if _NUMBER.fullmatch(bare) else Fraction(0)
    example = money_text(missing.price_minor, shop.currency)
    if minor <= 0 or minor.denominator != 1:
        raise Refusal(f"The price of one is a sum above 0, such as {example}.")
    least = _products(missing.program, missing.name).unit_price_from_minor
    if least is not None and minor < least:
        begins = money_text(least, shop.currency)
        raise Refusal(f'The program counts as "{missing.name}" only what costs {begins} or more.')
    return money_text(int(minor), shop.currency)
