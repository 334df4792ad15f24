"""The stage Launch: the list is that of the command line; mending, ticking, pages, launching."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.events import Key
from textual.widgets import Input, OptionList

from designer.screens.launch import LaunchScreen
from designer.screens.overlays.launch_now import LaunchNow
from designer.screens.widgets.checklist import Checklist
from designer.workbench.launch_items import Item, State
from designer.workbench.launch_notes import launches_of, ticks_of
from designer.workbench.launching import problems_of
from tests.house_rules.tree import ROOT
from tests.unit.designer.screens.journey import SMALL, Journey, designing

Steps = Callable[[Journey, Path], Awaitable[None]]


def _at_launch(folder: Path, *steps: Steps) -> None:
    async def run() -> None:
        async with designing(folder, "tiers", stage="launch") as at:
            await at.checked()
            for each in steps:
                await each(at, folder / "tiers.loyalty")

    asyncio.run(run())


def _lines(at: Journey) -> list[str]:
    options = at.app.screen.query_one(Checklist).options
    return [str(option.prompt).replace("[ ] ", "").replace("[x] ", "") for option in options]


def _go_to(at: Journey, key: str) -> None:
    box = at.app.screen.query_one(Checklist)
    box.focus()
    box.highlighted = box.get_option_index(key)


async def _the_list_is_that_of_the_command_line(at: Journey, path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "designer", "launch", str(path), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 1
    marks = {"must fix": "✗", "should fix": "!", "ready": "✓"}
    found = json.loads(said.stdout)
    assert _lines(at) == [f"{marks[each['state']]} {each['title']}" for each in found["items"]]
    assert f"{found['ready']} of {len(found['items'])} ready" in at.text()
    assert f"{found['must_fix']} must be fixed first" in at.text()


async def _a_tick_is_kept_and_taken_back(at: Journey, path: Path) -> None:
    _go_to(at, "goal")
    await at.press("space")
    await at.checked()
    assert list(ticks_of(path)) == ["goal"]
    assert "✓ You have said what it is for" in _lines(at)
    screen = at.app.screen
    assert isinstance(screen, LaunchScreen)
    for key in ("goal", "staff", "law"):  # faster than a disk writes
        _go_to(at, key)
        screen.action_tick()
    await at.checked()
    assert sorted(ticks_of(path)) == ["law", "staff"]
    for key in ("staff", "law"):
        _go_to(at, key)
        await at.press("space")
        await at.checked()
    assert ticks_of(path) == {}


async def _enter_writes_what_is_missing_and_undo_takes_it_back(at: Journey, path: Path) -> None:
    assert at.app.draft is not None
    before = at.app.draft.text
    _go_to(at, "terms")
    await at.press("enter")
    await at.checked()
    assert '\n  terms "We can change or end this program' in at.app.draft.text
    assert "✓ The terms say how they may change" in _lines(at)
    await at.press("ctrl+z")
    await at.checked()
    assert at.app.draft.text == before
    assert "✗ The terms say how they may change" in _lines(at)


async def _pages_can_be_read_before_they_leave(at: Journey, path: Path) -> None:
    await at.press("t")
    assert "My Circle: terms for members" in at.text()
    await at.press("escape", "s")
    assert "Say it like this" in at.text()
    await at.press("escape")
    assert isinstance(at.app.screen.query_one(Checklist), OptionList)


async def _a_pilot_is_planned_from_orders(at: Journey, path: Path) -> None:
    orders = path.with_name("orders.csv")
    demo = (ROOT / "programs/demo/orders.csv").read_text("utf-8")
    orders.write_text(demo.replace("USD", "GBP"), "utf-8")
    at.app.orders_path = orders
    _go_to(at, "pilot")
    await at.press("enter")
    assert at.app.screen.query_one(Input).value == str(orders)
    await at.press("enter")
    plan = path.with_suffix(".pilot") / "plan.txt"
    await at.until(plan.is_file)
    await at.checked()
    _go_to(at, "pilot")
    await at.shows("CANNOT tell")
    assert "! A pilot comes first, with a part of the customers" in _lines(at)
    await at.press("enter")
    for line in plan.read_text("utf-8").splitlines()[:12]:
        assert line.strip() in at.text(), "no line is cut off"
    await at.press("escape")


async def _a_launch_over_open_items_takes_a_name_and_a_reason(at: Journey, path: Path) -> None:
    folder = path.with_suffix(".export")
    await at.press("l")
    assert isinstance(at.app.screen, LaunchNow)
    for title in ("The terms say how they may change", "A forecast of this very program"):
        assert title in at.text()
    await at.press("tab", "enter")
    assert "needs a name and a reason" in at.text()
    assert launches_of(path) == []
    at.app.screen.query_one("#by", Input).value = "Priya"
    at.app.screen.query_one("#reason", Input).value = "for friends"
    await at.press("enter")
    await at.shows("launched by")
    (launch,) = launches_of(path)
    assert (launch.by, launch.reason, len(launch.open)) == ("Priya", "for friends", 2)
    assert problems_of(folder) == []
    assert "launched by Priya: for friends" in at.text()


async def _a_small_window_shows_all_of_it(at: Journey, path: Path) -> None:
    await at.pilot.resize_terminal(*SMALL)
    await at.checked()
    shown = at.text()
    for words in ("7 of 19 ready", "The terms say", "terms.md", "Versions and launches"):
        assert words in shown
    checklist = at.app.screen.query_one(Checklist)
    checklist.focus()
    for _ in range(19):
        await at.press("down")
        assert checklist.item is not None
        assert not checklist.item.by_hand or "Space: t" in at.text(), at.text()
    await at.press("l")
    for words in ("who are you?", "And why?", "Not now"):
        assert words in at.text()
    name = Item("name", "It has a name of its own", State.SHOULD, "It is the template's.")
    at.app.push_screen(LaunchNow((), "books.export/", (name,)))
    await at.shows("This is still open:")
    assert "  ! It has a name of its own" in at.text()
    assert "Nothing stands in the way" not in at.text()
    await at.press("escape")


def _has_left(at: Journey) -> bool:
    return at.app.return_code is not None


async def _closing_waits_until_a_launch_is_written(at: Journey, path: Path) -> None:
    folder = path.with_suffix(".export")
    at.app.screen.query_one("#by", Input).value = "Priya"
    at.app.screen.query_one("#reason", Input).value = "again"
    at.app.screen.query_one("#reason", Input).focus()
    await at.press("enter", "ctrl+q")
    told = [each.message for each in at.app._notifications]  # tests of Textual draw none of them
    assert told[-1] == "Launching ... The designer closes when it is written."
    assert not _has_left(at)
    at.app.post_message(Key("ctrl+q", None))
    while not _has_left(at):
        await asyncio.sleep(0.05)
    assert [each.reason for each in launches_of(path)] == ["for friends", "again"]
    assert problems_of(folder) == []


def test_mending_reading_and_launching(tmp_path: Path) -> None:
    _at_launch(
        tmp_path,
        _the_list_is_that_of_the_command_line,
        _a_tick_is_kept_and_taken_back,
        _enter_writes_what_is_missing_and_undo_takes_it_back,
        _pages_can_be_read_before_they_leave,
        _a_pilot_is_planned_from_orders,
        _a_launch_over_open_items_takes_a_name_and_a_reason,
        _a_small_window_shows_all_of_it,
        _closing_waits_until_a_launch_is_written,
    )
