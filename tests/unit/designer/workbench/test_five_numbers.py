"""Five numbers: read as people write them, and beside the program as the forecast reads them."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from designer.cli.main import run
from designer.workbench.five_numbers import (
    SECTORS,
    FiveNumbers,
    problem_of,
    problems_of,
    sale_in,
    save_scenario_file,
    save_shop_file,
    tidied,
    usual_numbers,
)
from designer.workbench.gallery import find_template
from designer.workbench.gallery_texts import gallery_texts
from designer.workbench.refusal import Refusal
from dsl.program.shop_from_toml import shop_from_toml
from simulator.calibration.from_yaml import scenario_from_yaml
from simulator.calibration.sectors import SECTORS as KNOWN_SECTORS


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("6.20", "6.20"),
        ("6,20", "6.20"),
        ("1,250", "1250"),
        ("2 000", "2000"),
        ("1,250.50", "1250.50"),
        ("1.250,50", "1250.50"),
        ("1.250.000", "1250000"),
        ("1,00,000", "100000"),
        ("0,125", "0.125"),
        ("65 %", "65"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert tidied(typed) == read


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("purchase", "0"),
        ("purchase", "six"),
        ("visits", ""),
        ("margin", "101"),
        ("customers", "2.5"),
        ("visits", "80.1"),
        ("purchase", "1.2,3"),
        ("purchase", "12,50.3"),
        ("customers", "٣"),
    ],
)
def test_a_number_that_cannot_be_used_is_told(name: str, typed: str) -> None:
    assert problem_of(name, typed).endswith(".")


def test_each_sector_has_usual_numbers_that_can_be_used() -> None:
    assert set(SECTORS) == set(KNOWN_SECTORS)
    assert [problems_of(usual_numbers(each, "USD")) for each in SECTORS] == [{}] * len(SECTORS)
    assert usual_numbers("salon", "JPY").purchase == "4800"


def test_the_amounts_of_a_punch_card_are_prices_of_a_purchase() -> None:
    told = {each.name: each for each in gallery_texts()}
    numbers = replace(usual_numbers("bakery", "EUR"), purchase="9,20")
    assert sale_in(told["punch-card"], numbers) == (Fraction("7.5"), Fraction("9.2"))
    assert [name for name in told if sale_in(told[name], numbers).template] == ["punch-card"]


def test_the_files_beside_are_those_of_the_command_line(tmp_path: Path) -> None:
    numbers = replace(usual_numbers("coffee-shop", "GBP"), purchase="6,20", visits="3.1")
    program = tmp_path / "shop.loyalty"
    save_shop_file(program, numbers)
    save_scenario_file(program, numbers, "Europe/London")
    shop = shop_from_toml((tmp_path / "shop.shop.toml").read_text("utf-8"))
    assert shop.usual_basket_minor(2) == Fraction(620)
    assert shop.currency == "GBP"
    words = ["--purchase", "6.20 GBP", "--visits", "37.2", "--margin", "65%", "--customers", "800"]
    words += ["--sector", "coffee-shop", "--time-zone", "Europe/London"]
    assert run(["calibrate", *words, "-o", str(tmp_path / "same.yaml")]) == 0
    written = (tmp_path / "shop.scenario.yaml").read_bytes()
    assert written == (tmp_path / "same.yaml").read_bytes()


def test_other_figures_of_the_shop_stay(tmp_path: Path) -> None:
    file = tmp_path / "shop.shop.toml"
    file.write_text('# ours\nvisits_per_year = "5"\ngive_back_limit = "4%"\n', encoding="utf-8")
    save_shop_file(tmp_path / "shop.loyalty", usual_numbers("coffee-shop", "USD"))
    shop = shop_from_toml(file.read_text("utf-8"))
    assert (shop.usual_basket, shop.visits_per_month) == (Fraction(5), Fraction("2.5"))
    assert shop.give_back_limit == Fraction("0.04")
    assert file.read_text("utf-8").startswith("# ours\n")


def test_what_purchases_are_made_of_comes_from_the_template_at_the_prices_of_the_shop(
    tmp_path: Path,
) -> None:
    numbers = replace(usual_numbers("coffee-shop", "USD"), purchase="15")
    save_scenario_file(tmp_path / "card.loyalty", numbers, None, find_template("punch-card").path)
    written = scenario_from_yaml((tmp_path / "card.scenario.yaml").read_text("utf-8"))
    sold = {each.sku: each.price for each in written.basket.products}
    assert sold == {"VISIT": "15.00 USD", "CARD-10": "120.00 USD"}
    assert "the template; our assumption: 1 purchase in 100" in written.sources[-1].source


def test_nothing_is_written_where_a_number_cannot_be_used(tmp_path: Path) -> None:
    for currency, purchase, visits, told in (
        ("USD", "5", "0", "Visits a month are a number above 0"),
        ("USD", "0.004", "4", "An average purchase is a sum above 0"),
        ("JPY", "0.4", "4", "An average purchase is a sum above 0"),
    ):
        numbers = FiveNumbers("other", currency, purchase, visits, "50", "10")
        with pytest.raises(Refusal, match=told):
            save_scenario_file(tmp_path / "shop.loyalty", numbers, None)
    assert list(tmp_path.iterdir()) == []
