"""The start: a program, its numbers and its file, from the gallery, the list of work, or a path."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from designer.screens.app import DesignerApp
from designer.workbench import five_numbers
from designer.workbench.habits import told_beside
from designer.workbench.recent_work import remember_work
from designer.workbench.refusal import Refusal
from designer.workbench.settings import Settings, read_settings, save_settings
from dsl.program.shop_from_toml import shop_from_toml
from tests.unit.designer.screens.journey import SMALL, copied, starting


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_a_template_and_five_numbers_become_a_program_with_its_files(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path) as at:
            assert "Points for every purchase" in at.text()
            await at.press("enter")
            await at.type("6.20")
            await at.press("tab")
            await at.type("3.1")
            await at.press("enter")
            await at.checked()
            await at.checked()
            assert at.app.current_mode == "design"
            assert "My Points" in at.text()

        async with starting(tmp_path) as at:
            await at.press("down", "down")
            for name, value in {"purchase": "6.20", "visits": "3.1"}.items():
                box = at.app.screen.query_one(f"#{name}", Input)
                assert box.value == value, "what was said is there for the next program"
            assert at.app.screen.query_one("#customers", Input).value == "800", "guesses follow"

    asyncio.run(steps())
    text = (tmp_path / "my_points.loyalty").read_text("utf-8")
    assert "currency GBP" in text
    assert "USD" not in text
    shop = shop_from_toml((tmp_path / "my_points.shop.toml").read_text("utf-8"))
    assert (shop.usual_basket, shop.visits_per_month) == shop_figures("6.20 GBP", "3.1")
    assert told_beside(tmp_path / "my_points.loyalty").customers == 1000


def test_recent_programs_of_one_name_are_told_apart_by_their_files(tmp_path: Path) -> None:
    today = date.today().toordinal()  # noqa: DTZ011 - the day on this computer
    for template in ("punch-card", "tiers"):
        remember_work(tmp_path / "home", copied(tmp_path, template), "My Card", today)

    async def steps() -> None:
        async with starting(tmp_path) as at:
            shown = " ".join(at.text().split())
            assert "My Card today" not in shown
            assert "punch_card today" in shown
            assert "tiers today" in shown

    asyncio.run(steps())


def test_enter_pressed_twice_begins_one_program(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path) as at:
            assert "Esc Back" not in at.text()
            await at.burst("enter", "enter", "enter")
            await at.checked()
            await at.app.workers.wait_for_complete()
            await at.press("escape", "0")
            assert "Continue" in at.text()
            assert "Esc Back to the program" in at.text()
            await at.press("escape")
            assert at.app.current_mode == "design", "nothing was chosen"
            await at.press("0")
            assert "Opening" not in at.text(), "whoever comes back sees what was done before"
            assert at.app.screen.focused is at.app.screen.query_one("#choices")

    asyncio.run(steps())
    assert [each.name for each in tmp_path.glob("*.loyalty")] == ["my_points.loyalty"]


def test_esc_leads_from_the_numbers_to_the_list_and_enter_back_to_them(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path) as at:
            screen = at.app.screen
            await at.press("enter")
            assert screen.focused is screen.query_one("#purchase")
            assert "Esc Back to the list" in at.text()
            await at.press("escape")
            assert screen.focused is screen.query_one("#choices")
            assert "Esc" not in at.text().splitlines()[-1]
            await at.press("down", "tab")
            assert screen.focused is screen.query_one("#about")
            await at.press("enter")
            assert screen.focused is screen.query_one("#purchase"), "what is told of can be taken"
            await at.press("shift+tab")
            assert "⏎ Choose" in at.text()

    asyncio.run(steps())
    assert not [*tmp_path.glob("*.loyalty")]


def test_a_program_starts_where_its_scenario_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def refuse(*_: object) -> None:
        raise Refusal("The disk is full.")

    monkeypatch.setattr(five_numbers, "save_scenario_file", refuse)
    monkeypatch.setattr(DesignerApp, "notify", lambda _, words, **__: told.append(words))

    async def steps() -> None:
        async with starting(tmp_path) as at:
            await at.press("enter", "enter")
            await at.checked()
            assert at.app.current_mode == "design"

    asyncio.run(steps())
    assert told == ["The disk is full."]


def test_keys_that_come_faster_than_the_screen_are_for_the_next_box(tmp_path: Path) -> None:
    boxes = {"purchase": "6.20", "visits": "3.1", "margin": "58", "customers": "2000"}

    async def steps() -> None:
        async with starting(tmp_path) as at:
            typed = ("tab" if sign == "\t" else sign for sign in "\t".join(boxes.values()))
            await at.burst("down", "enter", *typed)
            assert "7 of 9 stamps" in at.text(), "the second choice is taken"
            for name, value in boxes.items():
                assert at.app.screen.query_one(f"#{name}", Input).value == value

    asyncio.run(steps())


def shop_figures(basket: str, visits: str) -> tuple[object, object]:
    shop = shop_from_toml(f'usual_basket = "{basket}"\nvisits_per_month = "{visits}"\n')
    return shop.usual_basket, shop.visits_per_month


def test_numbers_follow_the_trade_until_they_are_typed(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path) as at:
            await at.press("down")
            assert "Coffee shop" in at.text()
            assert "5.00" in at.text()
            await at.press("enter")
            await at.type("7.77")
            await at.press(*["shift+tab"] * 4, "down")
            assert "Grocery" in at.text()
            assert "7.77" in at.text()

    asyncio.run(steps())


def test_a_number_that_cannot_be_used_is_told_and_nothing_starts(tmp_path: Path) -> None:
    async def steps() -> None:
        async with starting(tmp_path, size=SMALL) as at:
            await at.press("enter")
            await at.type("free")
            await at.press("enter")
            assert "✗ An average purchase is a sum above 0" in at.text()
            assert at.app.current_mode == "start"

    asyncio.run(steps())
    assert list(tmp_path.glob("*.loyalty")) == []


def test_work_goes_on_where_it_was(tmp_path: Path) -> None:
    path = copied(tmp_path, "punch-card")
    other = copied(tmp_path, "tiers")
    today = date.today().toordinal()  # noqa: DTZ011 - the day on this computer
    remember_work(tmp_path / "home", other, "Another", today - 1)

    async def steps() -> None:
        async with starting(tmp_path, path) as at:
            await at.checked()
            assert at.app.draft is not None
            at.app.change(at.app.draft.text.replace("My Card", "Our Card"), "Another name")
            await at.checked()
        async with starting(tmp_path) as at:
            shown = " ".join(at.text().split())
            assert "Our Card today" in shown
            assert "Another yesterday" in shown
            await at.press("enter")
            await at.checked()
            assert at.app.path == path

    asyncio.run(steps())


def test_a_file_can_be_named_or_found(tmp_path: Path) -> None:
    copied(tmp_path, "punch-card")

    async def steps() -> None:
        async with starting(tmp_path) as at:
            await at.press("o")
            await at.shows("punch_card.loyalty")
            box = at.app.screen.query_one("#path", Input)
            await at.until(lambda: box.value == "punch_card.loyalty")
            await at.press("shift+tab")
            await at.type("nothing")
            await at.press("enter")
            assert "✗ There is no file" in at.text()
            await at.press(*["backspace"] * 7)
            await at.type("punch_card.loyalty")
            await at.press("tab", "enter")
            await at.checked()
            assert at.app.path == tmp_path / "punch_card.loyalty"

    asyncio.run(steps())


def test_another_program_shows_nothing_of_the_one_before(tmp_path: Path) -> None:
    first, second = copied(tmp_path, "punch-card"), copied(tmp_path, "tiers")

    async def steps() -> None:
        async with starting(tmp_path, first) as at:
            await at.checked()
            at.app.open_file(second)
            await at.checked()
            await at.checked()
            assert "My Circle" in at.text()
            assert "My Card" not in at.text()

    asyncio.run(steps())


def test_the_tour_is_offered_once(tmp_path: Path) -> None:
    save_settings(tmp_path / "home", Settings())

    async def steps() -> None:
        async with starting(tmp_path) as at:
            assert "Press t for a tour" in at.text()
            await at.press("t")
            assert "1 of 6" in at.text()
            await at.press("right", "right", "left")
            assert "2 of 6" in at.text()
            await at.press("escape")
        async with starting(tmp_path) as at:
            assert "Press t for a tour" not in at.text()

    asyncio.run(steps())
    assert read_settings(tmp_path / "home").has_seen_tour
