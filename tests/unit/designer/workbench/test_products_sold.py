"""What a program asks for is sold in the shop that is made for it, as far as that is known."""

import pytest

from designer.screens.extent import Extent
from designer.screens.widgets.assumption_rows import parts_of
from designer.screens.widgets.assumptions import SOLD, Row
from designer.workbench.calibrations import calibrate_from_figures
from designer.workbench.five_numbers import five_figures, usual_numbers
from designer.workbench.gallery import Template, find_template, templates
from designer.workbench.products_sold import selling_what_is_asked
from designer.workbench.program_files import open_program, runnable_program
from designer.workbench.shop_figures import figures_of, open_scenario, scenario_beside, with_figures
from dsl.program.program import Program
from simulator.calibration.customer_parts import Product
from simulator.calibration.scenario import Scenario
from simulator.forecasts.not_sold import products_not_sold

WITH_SHOPS = [each for each in templates() if scenario_beside(each.path).is_file()]


def _program(template: Template) -> Program:
    return runnable_program(open_program(template.path))


def _of_five_numbers() -> Scenario:
    figures = five_figures(usual_numbers("coffee-shop", "EUR"))
    return calibrate_from_figures(figures, "Europe/Amsterdam").scenario


@pytest.mark.parametrize("template", WITH_SHOPS, ids=lambda each: each.name)
def test_the_shop_of_a_template_sells_what_the_template_asks_for(template: Template) -> None:
    shop = open_scenario(scenario_beside(template.path)).scenario
    assert products_not_sold(_program(template), shop) == ()


def test_a_shop_of_five_numbers_sells_what_a_program_asks_for_and_other_figures_leave_it() -> None:
    program, plain = _program(find_template("punch-card")), _of_five_numbers()
    assert products_not_sold(program, plain) == ("Card of ten", "Single visit")
    shop = selling_what_is_asked(plain, program)
    assert products_not_sold(program, shop) == ()
    assert [(each.sku, each.price) for each in shop.basket.products] == [
        ("VISIT", "5.00 EUR"),
        ("CARD-10", "40.00 EUR"),
    ]
    assert selling_what_is_asked(shop, program) == shop
    again = with_figures(shop, figures_of(shop))
    assert (again.basket, again.sources) == (shop.basket, shop.sources)
    (row,) = _rows_of_products(shop, program)
    assert row.value == "2"
    assert row.source.endswith("Of what is sold: Single visit 99%, Card of ten 1%")
    (row,) = _rows_of_products(plain, program)
    assert (row.value, row.more) == ("0", "! 2 missing")
    assert not _rows_of_products(plain, _program(find_template("classic-points")))
    (row,) = _rows_of_products(_selling(plain, shop.basket.products[0]), program)
    assert (row.value, row.more) == ("1", "! 1 missing")
    assert row.source.startswith("the scenario lacks Card of ten: Enter says how that is sold.")


def test_a_few_products_are_taken_over_beside_those_of_a_shop_and_no_other_assortment() -> None:
    program, plain = _program(find_template("punch-card")), _of_five_numbers()
    visits = selling_what_is_asked(plain, program).basket.products[0]
    shop = selling_what_is_asked(_selling(plain, visits), program)
    assert [each.sku for each in shop.basket.products] == ["VISIT", "CARD-10"]
    tea = Product(category="Tea", share_of_lines=1.0, price="3.00 EUR")
    for other in (program, _program(find_template("salon"))):
        assert selling_what_is_asked(_selling(plain, tea), other) == _selling(plain, tea)


def _selling(shop: Scenario, product: Product) -> Scenario:
    basket = shop.basket.model_copy(update={"products": (product,)})
    return shop.model_copy(update={"basket": basket})


def _rows_of_products(shop: Scenario, program: Program) -> list[Row]:
    parts = parts_of(shop, Extent(), "en", program=program)
    return [row for part in parts for row in part.rows if row.key == SOLD]
