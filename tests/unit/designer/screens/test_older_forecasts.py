"""When a forecast says that it is not of what is there now, whoever changed that."""

import asyncio
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from textual.widgets import Input

from designer.screens.widgets import scenario_box
from designer.screens.widgets.assumptions import Assumptions
from designer.screens.widgets.scenario_box import ScenarioBox
from designer.workbench.draft_files import stamp_of
from designer.workbench.program_before import (
    ProgramBefore,
    program_before,
    remember_before,
    stand_of,
)
from designer.workbench.shop_figures import scenario_beside
from tests.unit.designer.screens.journey import Journey, copied
from tests.unit.designer.screens.made_up_work import heard
from tests.unit.designer.screens.test_forecast import comes, forecasting, shows


def test_a_changed_rule_marks_the_forecast_and_a_comment_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch) as at:
            await shows(at, "for this text exactly")
            draft = at.app.draft
            assert draft is not None
            at.app.change(draft.text + "\n# a note\n", "Note")
            await at.checked()
            assert "for this text exactly" in at.text()
            at.app.change(draft.text.replace("give 100 points", "give 50 points"), "Less")
            await at.checked()
            assert "for an earlier text: 1 part of the program changed" in at.text()
            at.app.action_undo()
            await at.checked()
            assert "for this text exactly" in at.text()
            assert heard(tmp_path)[-6:-2] == ["--current", str(old), "--members", str(members)]
            await _a_program_until_now_is_taken_away_and_named(at, old, tmp_path)

    old, members = copied(tmp_path, "tiers"), tmp_path / "members"
    members.mkdir()
    path = copied(tmp_path, "classic-points")
    remember_before(tmp_path / "home", path, ProgramBefore(old, members))
    asyncio.run(steps())
    assert program_before(tmp_path / "home", path) == ProgramBefore(old)


async def _a_program_until_now_is_taken_away_and_named(
    at: Journey, old: Path, folder: Path
) -> None:
    box = at.app.screen.query_one(Assumptions)
    await at.press("a")
    for row, key in (("members", "ctrl+d"), ("current", "ctrl+d"), ("current", "")):
        box.highlighted = box.get_option_index(row)
        await at.press("enter")
        if key:
            await at.press(key)
        else:
            at.app.screen.query_one("#path", Input).value = old.name
            at.app.screen.query_one("#path", Input).focus()
            await at.press("enter")
        await at.checked()
        await comes(at, "#progress", "! for another program until now")
        shown = [each.id for each in box.options]
        assert ("members" in shown, "tier_pull" in shown) == (key == "" or row == "members",) * 2
    assert "tiers.loyalty" in at.text()
    await at.press("r")
    await shows(at, "for this text exactly")
    assert heard(folder)[-4:-2] == ["--current", str(old)]
    text = old.read_text("utf-8")
    stand = stand_of(ProgramBefore(old))
    old.write_text(f"{text}\n# a note\n", "utf-8")
    assert stand_of(ProgramBefore(old)) == stand
    old.write_text(text.replace("give 5 points per", "give 6 points per"), "utf-8")
    await comes(at, "#progress", "! for the program until now as it was before")


def test_files_are_looked_at_in_threads_one_look_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_there = Event()
    looks: list[bool] = []

    def slow(path: Path) -> tuple[int, int] | None:
        looks.append(current_thread() is main_thread())
        assert is_there.wait(60)
        return stamp_of(path)

    async def steps() -> None:
        async with forecasting(tmp_path, monkeypatch) as at:
            await shows(at, "for this text exactly")
            monkeypatch.setattr(scenario_box, "stamp_of", slow)
            box = at.app.screen.query_one(ScenarioBox)
            for _ in range(3):
                box.look()
            await at.until(lambda: len(looks) == 1)
            box.look()
            await at.pilot.pause(0.1)
            assert looks == [False], "the disk is not asked again while it is silent"
            is_there.set()
            await at.until(lambda: len(looks) > 1)
            beside = scenario_beside(tmp_path / "classic_points.loyalty")
            text = beside.read_text("utf-8")
            beside.write_text(text.replace("known: 1000", "known: 900"), "utf-8")
            await comes(at, "#progress", "! for other assumptions")
            assert not any(looks)

    asyncio.run(steps())
