"""What orders tell of products replaces what was assumed; what the owner said stays."""

from pathlib import Path

from designer.workbench.gallery import find_template
from designer.workbench.like_another_shop import WHAT_IS_BOUGHT, told_of_products
from designer.workbench.own_orders import take_scenario
from designer.workbench.product_said import first_missing, selling
from designer.workbench.shop_figures import open_scenario, scenario_beside
from dsl.compile import compile_text
from dsl.source.document import Document
from simulator.calibration.customer_parts import BasketPart, Product
from simulator.calibration.scenario import GroupPart, Scenario, Source
from simulator.calibration.to_yaml import scenario_to_yaml

CARD = find_template("punch-card").path
NAMELESS = Product(share_of_lines=1.0, price="5.00 EUR")
BREAD = Product(sku="bread", share_of_lines=0.75, price="4.00 EUR", pieces=2.0)
CARD_OF_TEN = Product(sku="CARD-10", share_of_lines=0.25, price="50.00 EUR")
SIZES = (0.5, 0.5)


def _assumed() -> Scenario:
    """A shop that the owner told by five numbers, and that sells what the template's does."""
    shop = open_scenario(scenario_beside(CARD)).scenario
    told = Source(what=WHAT_IS_BOUGHT, source="the template")
    return shop.model_copy(update={"sources": (told,)})


def _said() -> Scenario:
    """A shop of tea alone, of which the owner said how many visits it sells."""
    tea = Product(category="Tea", share_of_lines=1.0, price="7.50 EUR")
    shop = _assumed().model_copy(update={"basket": BasketPart(products=(tea,))})
    program = compile_text(Document(CARD.name, CARD.read_text("utf-8"))).program
    assert program is not None
    missing = first_missing(shop, [program])
    assert missing is not None
    return selling(shop, missing, "25", "9")


def _learned(*products: Product) -> Scenario:
    """What orders told; purchases of half the sum that was assumed."""
    basket = BasketPart(sizes=SIZES, products=products)
    spend = _assumed().spend.model_copy(update={"mean_purchase": "3.75 EUR"})
    group = GroupPart(name="all", customers=_assumed().customers, basket=basket)
    update = {"basket": basket, "spend": spend, "groups": (group,), "sources": ()}
    return _assumed().model_copy(update=update)


def _taken(folder: Path, before: Scenario, learned: Scenario) -> tuple[Scenario, bool]:
    program = folder / "card.loyalty"
    program.write_bytes(CARD.read_bytes())
    scenario_beside(program).write_text(scenario_to_yaml(before), "utf-8")
    taken = take_scenario(program, learned)
    return open_scenario(scenario_beside(program)).scenario, taken.keeps_products


def test_products_that_orders_tell_replace_those_that_were_assumed(tmp_path: Path) -> None:
    learned = _learned(BREAD, CARD_OF_TEN)
    now, keeps = _taken(tmp_path, _assumed(), learned)
    assert not keeps
    assert now.basket == learned.basket
    assert now.groups == learned.groups
    assert told_of_products(now) == ""


def test_a_product_that_the_owner_said_stays_where_orders_do_not_tell_of_it(tmp_path: Path) -> None:
    now, _ = _taken(tmp_path, _said(), _learned(BREAD, CARD_OF_TEN))
    assert now.groups[0].basket == now.basket
    assert now.basket.sizes == SIZES
    assert [(each.sku, each.share_of_lines, each.price) for each in now.basket.products] == [
        ("bread", 0.5625, "4.00 EUR"),
        ("CARD-10", 0.1875, "50.00 EUR"),
        ("VISIT", 0.25, "9.00 EUR"),
    ]
    assert told_of_products(now) == 'the owner, of "Single visit"'


def test_a_product_that_orders_tell_of_is_as_they_tell_it(tmp_path: Path) -> None:
    visit = BREAD.model_copy(update={"sku": "VISIT"})
    now, _ = _taken(tmp_path, _said(), _learned(visit, CARD_OF_TEN))
    assert now.basket.products == (visit, CARD_OF_TEN)


def test_where_orders_name_no_product_the_assumed_ones_stay_as_dear_as_purchases_are(
    tmp_path: Path,
) -> None:
    now, keeps = _taken(tmp_path, _said(), _learned(NAMELESS))
    assert keeps
    assert [(each.sku, each.category, each.price) for each in now.basket.products] == [
        ("", "Tea", "3.75 EUR"),
        ("VISIT", "", "9.00 EUR"),
    ]
    assert now.groups[0].basket is None
    assert told_of_products(now) == told_of_products(_said())
