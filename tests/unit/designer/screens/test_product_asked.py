"""What a program asks for and the shop's figures lack is said in the assumptions of a forecast."""

import asyncio
from fractions import Fraction
from pathlib import Path

from textual.widgets import Input, OptionList

from designer.report.assumption_words import assumption_name
from designer.report.forecast_shown import forecast_shown
from designer.report.way_of_writing import write_as
from designer.screens.extent import Extent
from designer.screens.forecast import NEXT, NOT_SOLD, _what_next
from designer.screens.overlays.product_figures import ProductFigures, ProductMeant
from designer.screens.widgets.assumption_rows import parts_of
from designer.screens.widgets.assumptions import SOLD, WIDTH
from designer.workbench.calibrations import calibrate_from_figures
from designer.workbench.program_before import ProgramBefore, remember_before
from designer.workbench.shop_figures import open_scenario, scenario_beside
from simulator.behaviour.assumptions import usual
from simulator.calibration.from_five_figures import FiveFigures
from tests.unit.designer.report.made_up import made_up_forecast
from tests.unit.designer.screens.journey import SMALL, Journey, copied, starting


async def _at_products(at: Journey) -> None:
    await at.checked()
    at.app.switch_mode("forecast")
    await at.checked()
    await at.press("a")
    rows = at.app.screen.query_one("#assumptions", OptionList)
    rows.highlighted = rows.get_option_index(SOLD)
    await at.press("enter")
    await at.checked()


def _words(at: Journey) -> str:
    return " ".join(at.text().replace("│", " ").split())


def _renamed(folder: Path) -> Path:
    path = copied(folder, "punch-card")
    text = path.read_text("utf-8").replace('"VISIT"', '"COFFEE"').replace('"CARD-10"', '"TEN"')
    path.write_text(text, "utf-8")
    return path


def _sold(path: Path) -> list[tuple[str, float, str]]:
    products = open_scenario(scenario_beside(path)).scenario.basket.products
    return [(each.sku, round(each.share_of_lines, 6), each.price) for each in products]


def test_what_was_renamed_is_asked_for_and_what_is_new_gets_a_share_and_a_price(
    tmp_path: Path,
) -> None:
    path = _renamed(tmp_path)

    async def steps() -> None:
        async with starting(tmp_path, path, size=SMALL) as at:
            await _at_products(at)
            assert isinstance(at.app.screen, ProductMeant)
            assert not at.app.screen.query(Input)
            assert 'The same as sku "VISIT", 99% of what is sold' in at.text()
            await at.press("enter")
            await at.checked()
            assert 'asks for "Card of ten", sku "TEN"' in _words(at)
            await at.press("down", "enter")
            assert isinstance(at.app.screen, ProductFigures)
            assert at.app.screen.query_one("#price", Input).value == "7.50"
            await at.type("300")
            await at.press("enter")
            assert "so many are it: a number above 0" in _words(at)
            at.app.screen.query_one("#percent", Input).value = "10"
            at.app.screen.query_one("#price", Input).value = "70"
            await at.press("enter")
            await at.checked()
            assert "missing" not in at.text()
            before = scenario_beside(path).read_text("utf-8")
            await at.press("enter")
            await at.checked()
            told = [each.message for each in at.app._notifications]
            assert any("Your orders say it best" in each for each in told), told
            assert scenario_beside(path).read_text("utf-8") == before

    asyncio.run(steps())
    assert _sold(path) == [
        ("COFFEE", 0.891, "7.50 EUR"),
        ("CARD-10", 0.009, "60.00 EUR"),
        ("TEN", 0.1, "70.00 EUR"),
    ]


def test_the_program_until_now_asks_for_products_too_and_esc_changes_nothing(
    tmp_path: Path,
) -> None:
    path = copied(tmp_path, "punch-card")
    (tmp_path / "former").mkdir()
    former = _renamed(tmp_path / "former")
    remember_before(tmp_path / "home", path, ProgramBefore(former))
    before = scenario_beside(path).read_text("utf-8")

    async def steps() -> None:
        async with starting(tmp_path, path) as at:
            await _at_products(at)
            assert isinstance(at.app.screen, ProductFigures)
            assert 'sku "COFFEE"' in at.text()
            await at.press("escape")
            await at.checked()
            assert "! 2 missing" in at.text()

    asyncio.run(steps())
    assert scenario_beside(path).read_text("utf-8") == before


def test_a_forecast_without_a_verdict_says_where_products_are_said() -> None:
    made_up = made_up_forecast()
    for lacking in ("products_not_sold", "against_not_sold"):
        found = made_up.model_copy(update={lacking: ("Card of ten",)})
        assert _what_next(forecast_shown(found.model_dump_json())) == NOT_SOLD
    assert _what_next(forecast_shown(made_up.model_dump_json())) == NEXT


def test_names_of_assumptions_fit_their_list() -> None:
    assert [each.name for each in usual() if len(assumption_name(each.name)) > WIDTH] == []


def test_visits_are_written_as_money_is() -> None:
    write_as("de_DE")
    figures = FiveFigures(
        purchase="8.50 EUR", visits_per_year=Fraction(6), margin="0.6", customers=10
    )
    shop = parts_of(calibrate_from_figures(figures, "UTC").scenario, Extent(), "de_DE")[0]
    assert [row.value for row in shop.rows[1:3]] == ["8,50\xa0€", "0,5"]
