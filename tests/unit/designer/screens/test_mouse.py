"""The mouse is enough: everything is clicked where the screen shows it, only values are typed."""

import asyncio
from pathlib import Path

import pytest
from textual.events import MouseScrollDown
from textual.widgets import OptionList

from designer.screens.compare import CompareScreen
from designer.screens.forecast import ForecastScreen
from designer.screens.overlays.launch_now import LaunchNow
from designer.workbench.kept_forecast import kept_forecast
from designer.workbench.launch_notes import ticks_of
from tests.unit.designer.report.made_up import made_up_comparison, made_up_forecast
from tests.unit.designer.screens.journey import Journey, starting
from tests.unit.designer.screens.made_up_work import made_up_command

LEFT_BY = {
    **dict.fromkeys(("help", "go_to", "save_version"), "Esc back"),
    "tour": "End the tour",
    "settings": "  Back  ",
    "files": "Go on",
}
"""What lies over a stage, each kind once, and where a click leaves it."""

TURNS = 5
"""Of the wheel between two looks: fewer lines than the menu shows."""

FORECAST = made_up_forecast().model_dump(mode="json")
COMPARISON = made_up_comparison().model_dump(mode="json")
BREAD = """
products "Loaves"
  category "Bread"

earn "Bread"
  on a purchase
  give 1 stamp per item from "Loaves"
  on top of "A stamp for a visit"
"""


async def _in_the_menu(at: Journey, words: str) -> None:
    """Choose in the menu, turning the wheel until it is there to be clicked."""
    await at.click("Menu")
    listed = at.app.screen.query_one(OptionList)
    for _ in range(listed.option_count):
        if f"  {words}  " in at.text():
            break
        for _ in range(TURNS):
            listed.post_message(MouseScrollDown(listed, 1, 1, 0, 0, 0, False, False, False))
        await at.pilot.pause()
    await at.click(f"  {words}  ")
    await at.checked()


async def _type_over(at: Journey, shown: str, value: str) -> None:
    """Click into a box and write something else."""
    await at.click(shown)
    await at.press("end", "ctrl+u")
    await at.type(value)
    await at.checked()


def _text_of(at: Journey) -> str:
    assert at.app.draft is not None
    return at.app.draft.text


async def _a_program_is_begun(at: Journey) -> None:
    await at.click("Punch card")
    await at.click("Coffee shop")
    await at.click("Grocery")
    await _type_over(at, "2000", "700")
    await at.click("Begin")
    await at.checked()
    await at.checked()
    assert at.app.current_mode == "design"
    assert "if all 700 join" in at.text()


async def _it_is_changed(at: Journey) -> None:
    before = _text_of(at)
    await _type_over(at, "│1  │", "2")
    assert "\n  give 2 stamp" in _text_of(at)
    await _in_the_menu(at, "Undo")
    assert _text_of(at) == before
    for shown in ("Tenth visit free", "+ Add...", "Esc leave", "+ Add...", "Come back"):
        await at.click(shown)
    await at.checked()
    assert 'earn "Come back"' in _text_of(at)


async def _a_mistake_is_mended(at: Journey) -> None:
    before = _text_of(at)
    wrong = before.replace("costs 9 stamps", "costs 9 stamsp")
    at.app.change(wrong, "Typing")
    await at.checked()
    await at.click("Next problem")
    await at.click("Use the fix")
    await at.checked()
    assert _text_of(at) == before
    at.app.change(wrong, "Typing")
    await at.checked()
    for shown in ("✗ 1 ", "F7 use the fix"):
        await at.click(shown)
        await at.checked()
    assert _text_of(at) == before
    await at.click("Esc back")


async def _a_word_is_chosen_and_a_line_deleted(at: Journey) -> None:
    before = _text_of(at)
    await at.click("days ▾")
    await at.click("weeks")
    await at.checked()
    assert "  after 60 weeks without a purchase\n" in _text_of(at)
    at.app.action_undo()
    await at.checked()
    await at.click("⋮", place=3)
    await at.shows("Delete this line")
    await at.click("Delete this line")
    await at.checked()
    assert _text_of(at) == before.replace("  once per member per year\n", "")
    at.app.action_undo()
    await at.checked()
    assert _text_of(at) == before


async def _what_lies_over_a_stage_is_left(at: Journey) -> None:
    stage = at.app.screen
    for action, leave in LEFT_BY.items():
        await at.app.run_action(action)
        await at.pilot.pause()
        assert at.app.screen is not stage, action
        await at.click(leave)
        assert at.app.screen is stage, action


async def _own_orders_and_a_pilot_are_looked_at(at: Journey, orders: Path) -> None:
    stage = at.app.screen
    at.app.action_orders()
    await at.checked()
    await at.click("choose it with Enter")
    await at.shows(orders.name)
    await at.click("⏎ take it")
    await at.shows("Paid for the goods")
    await at.click("Paid for the goods")
    await at.click("Esc back")
    await at.click("Esc Back")
    assert at.app.screen is stage
    at.app.action_pilot()
    await at.checked()
    await at.click("Who joined")
    await at.click("^D none")
    await at.click("Esc Back")
    assert at.app.screen is stage


async def _it_is_tried(at: Journey) -> None:
    await at.click("2 Try it")
    await at.checked()
    before = at.text()
    await at.click("n Next")
    assert at.text() != before
    await at.click("b Back")
    assert at.text().splitlines()[1:-2] == before.splitlines()[1:-2]
    await at.click("Ed, comes twice a year")
    await at.shows("Ed, comes twice a year ·")
    await at.click("a Add")
    await at.click("Add nothing")
    await at.click("k Keep")
    await at.click("  Keep  ")
    await at.shows("Tests kept from trying · ✓")


async def _a_forecast_is_stopped_and_run(at: Journey, command: Path) -> None:
    await at.click("3 Forecast")
    await at.checked()
    await _in_the_menu(at, "Stop")
    assert at.app.path is not None
    await at.comes("Stopped")
    made_up_command(command, FORECAST)
    await at.click("r Run")
    await at.comes("for this text exactly")
    assert kept_forecast(at.app.path) is not None
    await at.click("t Table")
    await at.click("t Table")
    await at.click("Extra visits of members")
    await at.click("Leave as it is")


async def _designs_are_compared(at: Journey) -> None:
    at.app.change(_text_of(at) + BREAD, "Typing")
    await at.checked()
    await at.click("4 Compare")
    await at.checked()
    await at.click("one more")
    await at.click("My Points (template)")
    await at.checked()
    await at.click("r Compare")
    await at.shows("Your shop does not sell")
    await at.click("Go on as it is")
    await at.comes("Net benefit, likely")
    at.app.action_undo()
    await at.checked()


async def _it_is_made_ready(at: Journey) -> None:
    await at.click("5 Launch")
    await at.checked()
    await at.click("You have said what it is for")
    await at.click("Space Tick")
    await at.checked()
    assert at.app.path is not None
    assert list(ticks_of(at.app.path)) == ["goal"]
    await at.click("l Launch")
    assert isinstance(at.app.screen, LaunchNow)
    await at.click("Not now")
    await at.click("F1 Help")
    await at.click("Esc back")


def test_the_mouse_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    endless = made_up_command(one, FORECAST, seconds=600)
    monkeypatch.setattr(ForecastScreen, "COMMAND_LINE", endless)
    monkeypatch.setattr(CompareScreen, "COMMAND_LINE", made_up_command(two, COMPARISON))

    orders = tmp_path / "a_till.csv"
    orders.write_text(
        "order_id,customer_id,occurred_at,net_amount\n1,c1,2025-01-02 10:00,9.00\n", "utf-8"
    )

    async def steps() -> None:
        async with starting(tmp_path) as at:
            await _a_program_is_begun(at)
            await _it_is_changed(at)
            await _a_word_is_chosen_and_a_line_deleted(at)
            await _a_mistake_is_mended(at)
            await _what_lies_over_a_stage_is_left(at)
            await _own_orders_and_a_pilot_are_looked_at(at, orders)
            await _it_is_tried(at)
            await _a_forecast_is_stopped_and_run(at, one)
            await _designs_are_compared(at)
            await _it_is_made_ready(at)
            await _in_the_menu(at, "Leave")
            assert not at.app.is_running

    asyncio.run(steps())
