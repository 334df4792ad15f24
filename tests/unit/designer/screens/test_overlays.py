"""What lies over a screen: the menu, going to a place, help, versions, settings."""

import asyncio
import tomllib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widgets import Input

from designer.screens.actions import actions_of
from designer.screens.focused import told_by
from designer.screens.overlays.help_page import PAGES
from designer.screens.themes import LIGHT
from designer.workbench.settings import FILE, Settings, save_settings
from designer.workbench.versions import versions_of
from tests.house_rules.test_messages import BANNED
from tests.unit.designer.screens.journey import Journey, designing

STAGES = ("design", "try_it", "forecast", "compare", "launch")


async def _at_each_stage(at: Journey) -> AsyncIterator[str]:
    for stage in STAGES:
        at.app.action_stage(stage)
        await at.checked()
        yield stage


def test_the_menu_holds_every_action_of_every_stage_in_plain_words(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            async for stage in _at_each_stage(at):
                listed = actions_of(at.app, at.app.screen, {})
                assert {f"stage.{name}" for name in STAGES} <= {each.id for each in listed}, stage
                wrong = [each for each in listed if not each.words or BANNED.search(each.words)]
                assert wrong == [], stage

    asyncio.run(steps())


def test_what_is_found_by_name_in_the_menu_is_done(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            await at.press("f10")
            await at.type("form/")
            assert "Form/Text" in at.text()
            await at.press("escape", "ctrl+p")
            await at.type("compare")
            await at.press("enter")
            await at.pilot.pause(0.2)
            assert at.app.current_mode == "compare"

    asyncio.run(steps())


def test_the_bar_shows_the_keys_that_lead_to_the_stages_from_here(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            assert at.app.draft is not None
            text = at.app.draft.text
            for number, stage in enumerate(STAGES, 1):
                await at.press("1", str(number))
                assert at.app.current_mode == stage, "a program that is open types no digit"
                assert "2 Try it" in at.text()
            await at.press("1", "enter")
            assert "F3 Try it " in at.text(), "a digit would be typed into the box"
            await at.press("escape")
            assert " 2 Try it " in at.text()
            await at.press("f9")
            assert "F6 Launch" in at.text()
            await at.press("f6")
            assert at.app.current_mode == "launch"
            assert at.app.draft.text == text
            await at.pilot.click("#stage_try_it")
            await at.pilot.pause(0.1)
            assert at.app.current_mode == "try_it"
            await at.pilot.click("#program_name")
            await at.pilot.pause(0.1)
            assert at.app.current_mode == "start"

    asyncio.run(steps())


def test_go_to_finds_a_rule_by_a_part_of_its_name(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "tiers", stage="try_it") as at:
            await at.press("ctrl+o")
            await at.type("gold")
            await at.press("enter")
            await at.checked()
            assert at.app.current_mode == "design"
            assert "Gold" in at.text()

    asyncio.run(steps())


def _without_help(screen: Screen[object]) -> list[str]:
    """The boxes that can have the focus and say no line, or name no page."""
    pages = {path.stem for path in PAGES.glob("*.md")}
    return [
        f"{box!r} {told_by(box, 'HELP')!r}"
        for box in screen.focus_chain
        if told_by(box, "HELP") not in pages or not told_by(box, "SAID")
    ]


def test_each_box_has_help_and_a_line_of_words(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            async for stage in _at_each_stage(at):
                assert _without_help(at.app.screen) == [], stage

    asyncio.run(steps())


def test_help_leads_back_to_the_box(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            box = at.app.focused
            assert box is not None
            await at.press("f1")
            assert "Keys here" in at.text()
            await at.press("escape")
            assert at.app.focused is box

    asyncio.run(steps())


def test_a_version_is_kept_and_gone_back_to(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            draft, path = at.app.draft, at.app.path
            assert draft is not None
            assert path is not None
            before = draft.text
            await at.press("ctrl+s")
            await at.type("first try")
            await at.press("enter")
            assert [each.name for each in versions_of(path)] == ["first try"]
            at.app.change(before + "# more\n", "Typing")
            at.app.action_versions()
            await at.pilot.pause()
            assert "1  first try" in at.text()
            await at.press("enter")
            await at.pilot.pause()
            assert draft.text == before
            await at.press("ctrl+z")
            assert draft.text == before + "# more\n"

    asyncio.run(steps())


def test_save_as_goes_on_in_the_new_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            assert at.app.draft is not None
            before = at.app.draft.text
            at.app.action_save_as()
            await at.pilot.pause()
            at.app.screen.query_one("#answer", Input).value = "x" * 300
            await at.press("enter")
            assert at.app.path == tmp_path / "punch_card.loyalty"
            at.app.action_save_as()
            await at.pilot.pause()
            await at.press("enter")
            await at.checked()
            assert at.app.path == tmp_path / "punch_card_2.loyalty"
            at.app.change(before + "# more\n", "Typing")
            await at.press("ctrl+q")
            assert (tmp_path / "punch_card.loyalty").read_text("utf-8") == before
            assert (tmp_path / "punch_card_2.loyalty").read_text("utf-8") == before + "# more\n"

    asyncio.run(steps())


def test_settings_are_kept_and_seen_at_once(tmp_path: Path) -> None:
    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            at.app.action_settings()
            await at.pilot.pause()
            await at.press("enter", "down", "enter", "tab", "enter", "down", "down", "enter")
            await at.press("tab", "enter", "down", "down", "enter", "tab", "enter")
            await at.shows("1,6 % of sales")
            assert at.app.theme == LIGHT.name
            assert at.text().isascii()

    asyncio.run(steps())
    kept = tomllib.loads((tmp_path / "home" / FILE).read_text("utf-8"))
    assert (kept["theme"], kept["symbols"], kept["language"]) == ("light", "ascii", "de")


def test_keys_of_ones_own_work_and_are_shown(tmp_path: Path) -> None:
    save_settings(tmp_path / "home", Settings(keys={"stage.launch": "f11"}))

    async def steps() -> None:
        async with designing(tmp_path, "punch-card") as at:
            await at.press("ctrl+p")
            await at.type("launch")
            assert "F11" in at.text()
            await at.press("escape")
            await at.press("f11")
            assert at.app.current_mode == "launch"

    asyncio.run(steps())
