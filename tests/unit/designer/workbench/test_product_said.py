"""An owner says how that is sold which a program asks for; then nothing is missing any more."""

from functools import partial
from pathlib import Path

import pytest

from designer.workbench.gallery import find_template
from designer.workbench.product_said import Missing, calling, first_missing, named, selling
from designer.workbench.refusal import Refusal
from designer.workbench.shop_figures import open_scenario, scenario_beside
from dsl.compile import compile_text
from dsl.program.program import Program
from dsl.source.document import Document
from simulator.calibration.customer_parts import BasketPart, Product
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.scenario import GroupPart, Scenario
from simulator.calibration.to_yaml import scenario_to_yaml
from simulator.forecasts.not_sold import products_not_sold

CARD = find_template("punch-card").path
TEA = Product(category="Tea", share_of_lines=1.0, price="3.00 EUR")


def _program(*changes: tuple[str, str], path: Path = CARD) -> Program:
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    program = compile_text(Document(path.name, text)).program
    assert program is not None
    return program


def _shop() -> Scenario:
    return open_scenario(scenario_beside(CARD)).scenario


def _plain(*products: Product) -> Scenario:
    return _shop().model_copy(update={"basket": BasketPart(products=products)})


def _missing(shop: Scenario, program: Program) -> Missing:
    found = first_missing(shop, [program])
    assert found is not None
    return found


def test_products_that_got_other_names_are_those_that_the_shop_sells() -> None:
    program = _program(('"VISIT"', '"COFFEE"'), ('"CARD-10"', '"TEN"'))
    shop = _shop()
    visit = _missing(shop, program)
    assert (visit.name, named(visit.product), visit.price_minor) == (
        "Single visit",
        'sku "COFFEE"',
        7_50,
    )
    assert [each.sku for each in visit.meant] == ["VISIT", "CARD-10"]
    shop = calling(shop, visit, visit.meant[0])
    card = _missing(shop, program)
    assert (card.name, [each.sku for each in card.meant]) == ("Card of ten", ["CARD-10"])
    shop = calling(shop, card, card.meant[0])
    assert first_missing(shop, [program]) is None
    sold = [(each.sku, each.share_of_lines, each.price) for each in shop.basket.products]
    assert sold == [("COFFEE", 0.99, "7.50 EUR"), ("TEN", 0.01, "60.00 EUR")]
    assert shop.sources[-1].source == 'the owner, of "Card of ten"'


def test_what_is_sold_besides_takes_its_share_from_all_else_and_from_every_group() -> None:
    group = GroupPart(name="all", customers=_shop().customers, basket=BasketPart(products=(TEA,)))
    shop = _plain(TEA).model_copy(update={"groups": (group,)})
    program = _program()
    shop = selling(shop, _missing(shop, program), "20", "7,50")
    for basket in (shop.basket, shop.groups[0].basket):
        assert basket is not None
        sold = [(each.category, each.sku, each.share_of_lines) for each in basket.products]
        assert sold == [("Tea", "", 0.8), ("", "VISIT", 0.2)]
    assert shop.basket.products[1].price == "7.50 EUR"
    assert products_not_sold(program, shop) == ("Card of ten",)
    assert scenario_from_yaml(scenario_to_yaml(shop)) == shop


def test_what_the_program_until_now_asks_for_keeps_its_name() -> None:
    """Else the two programs would take it from each other for ever."""
    renamed = _program(('"VISIT"', '"COFFEE"'), ('"CARD-10"', '"TEN"'))
    missing = first_missing(_shop(), [renamed, _program()])
    assert missing is not None
    assert (missing.name, missing.meant) == ("Single visit", ())


def test_what_is_sold_besides_leaves_a_group_of_which_nothing_is_known_the_rest() -> None:
    sizes = BasketPart(sizes=(0.5, 0.5))
    group = GroupPart(name="all", customers=_shop().customers, basket=sizes)
    shop = _plain(TEA).model_copy(update={"groups": (group,)})
    sold = selling(shop, _missing(shop, _program()), "20", "7.50").groups[0].basket
    assert sold is not None
    assert [(each.sku, each.share_of_lines) for each in sold.products] == [
        ("", 0.8),
        ("VISIT", 0.2),
    ]


def test_of_a_shop_of_which_nothing_is_known_the_rest_stays_without_a_name() -> None:
    program, shop = _program(), _plain()
    shop = selling(shop, _missing(shop, program), "90 %", "7.50 EUR")
    rest, visits = shop.basket.products
    assert (rest.sku, rest.category, rest.price) == ("", "", shop.spend.mean_purchase)
    assert (visits.sku, visits.share_of_lines) == ("VISIT", 0.9)


def test_the_price_is_what_the_program_tells_else_an_average_purchase() -> None:
    shop = _plain()
    assert _missing(shop, _program((" up to 7.50 EUR", " up to 9 EUR"))).price_minor == 9_00
    dear = _program(
        ('sku "VISIT"', 'sku "VISIT"\n  unit price at least 12 EUR'), (" up to 7.50 EUR", "")
    )
    missing = _missing(shop, dear)
    assert missing.price_minor == 12_00
    with pytest.raises(Refusal, match=r"only what costs 12\.00 EUR or more"):
        selling(shop, missing, "5", "11.99")
    assert _missing(selling(shop, missing, "5", "12"), dear).price_minor == 7_50


@pytest.mark.parametrize("percent", ["", "0", "-3", "100", "250", "abc", "0.001", "1e3"])
def test_a_share_that_cannot_be_is_refused(percent: str) -> None:
    shop = _shop()
    missing = _missing(_plain(TEA), _program())
    with pytest.raises(Refusal, match="above 0 and below 100"):
        selling(shop, missing, percent, "5")


@pytest.mark.parametrize("price", ["", "0", "-3", "abc", "0.001", "1.999", "5 USD", "9" * 30])
def test_a_price_that_cannot_be_is_refused(price: str) -> None:
    shop = _plain(TEA)
    with pytest.raises(Refusal, match=r"a sum above 0, such as 7\.50 EUR"):
        selling(shop, _missing(shop, _program()), "5", price)


def test_orders_say_themselves_what_products_are_called() -> None:
    shop = _plain(TEA)
    assert _missing(shop, _program()).meant == (TEA,)
    counted = shop.model_copy(update={"data_sha256": "0" * 64})
    assert _missing(counted, _program()).meant == ()


def test_what_excepts_all_that_it_names_cannot_be_sold() -> None:
    program = _program(('sku "VISIT"', 'category "Visits"\n  except category "Visits"'))
    shop = _plain(TEA)
    missing = _missing(shop, program)
    for say in (
        partial(selling, shop, missing, "5", "7"),
        partial(calling, shop, missing, TEA),
    ):
        with pytest.raises(Refusal, match='Nothing that is sold can be "Single visit"'):
            say()
