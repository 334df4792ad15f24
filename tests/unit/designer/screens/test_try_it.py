"""The stage Try it: stepping, reasons, adding, keeping; its figures are those of the trial."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from pathlib import Path

from textual.widgets import Input, OptionList

from designer.report.trial_words import event_columns, event_row, reasons_title
from designer.screens.design import DesignScreen
from designer.screens.widgets.balance_chart import balance_lines
from designer.screens.widgets.kept_list import kept_title
from designer.screens.widgets.trial_boxes import EventList, WhyList
from designer.workbench.gallery import find_template
from designer.workbench.kept_tests import KeptTests, file_of_tests, run_kept
from designer.workbench.personas import persona_called
from designer.workbench.program_files import open_program, runnable_program, shop_beside
from designer.workbench.trials import Trial, try_on
from tests.unit.designer.screens.journey import SMALL, Journey, designing

Steps = Callable[[Journey, Path], Awaitable[None]]


def _at_try_it(folder: Path, *steps: Steps) -> None:
    async def run() -> None:
        async with designing(folder, "coffee-shop", stage="try_it") as at:
            await at.checked()
            for each in steps:
                await each(at, folder)

    asyncio.run(run())


def _trial(folder: Path) -> Trial:
    path = folder / "coffee_shop.loyalty"
    program = runnable_program(open_program(path))
    today = datetime.now().astimezone().date()
    return try_on(program, persona_called("regular", program, shop_beside(path), today).events)


def _shown(at: Journey, box: str) -> list[str]:
    options = at.app.screen.query_one(box, OptionList).options
    return [str(option.prompt) for option in options]


async def _the_events_are_those_of_the_trial(at: Journey, tmp_path: Path) -> None:
    trial = _trial(tmp_path)
    events = at.app.screen.query_one(EventList)
    assert events.option_count == len(trial.steps)
    assert events.highlighted == 2
    width = len(_shown(at, "#events")[2])
    for place, row in enumerate(_shown(at, "#events")):
        assert row == event_row(trial, place, width, is_past=place <= 2)
    total = "".join(f"{'+' * (amount > 0)}{amount}" for amount in trial.steps[2].change.values())
    assert f"Total           {total} beans" in at.text()


async def _going_back_shows_exactly_what_was_there(at: Journey, tmp_path: Path) -> None:
    await at.press("n")
    before = (_shown(at, "#events"), _shown(at, "#why"))
    await at.press("n", "p", "b")
    assert at.app.screen.query_one(EventList).highlighted == len(before[0]) - 2
    for _ in range(len(before[0]) - 2 - 3):
        await at.press("b")
    assert (_shown(at, "#events"), _shown(at, "#why")) == before


async def _every_rule_stands_with_its_reason(at: Journey, tmp_path: Path) -> None:
    names = {rule.name for rule in _trial(tmp_path).program.rules}
    lines = _shown(at, "#why")
    for name in names:
        line = next(line for line in lines if name in line.splitlines()[0])
        assert line.startswith(("✓", "✗"))
        assert len(line.splitlines()) > 1
    await at.press("w")
    why = at.app.screen.query_one(WhyList)
    assert why.has_focus
    assert why.highlighted is not None
    assert lines[why.highlighted].startswith("✗")


async def _enter_opens_the_rule_in_design(at: Journey, tmp_path: Path) -> None:
    await at.press("enter", "home", "down", "enter")
    await at.checked()
    screen = at.app.screen
    assert isinstance(screen, DesignScreen)
    row, _ = screen.editor.cursor_location
    above = screen.editor.document.lines[: row + 1]
    header = next(line for line in reversed(above) if line and not line.startswith(" "))
    assert header == 'earn "Espresso Tuesday"'
    await at.press("f3")
    await at.checked()


async def _what_is_kept_is_run_again_after_a_change(at: Journey, tmp_path: Path) -> None:
    path = tmp_path / "coffee_shop.loyalty"
    assert kept_title(KeptTests(())) == "Tests kept from trying · none yet"
    await at.press("k")
    at.app.screen.query_one(Input).value = "Maya, first visit"
    await at.press("enter")
    await at.checked()
    assert "✓ Maya, first visit" in _shown(at, "#kept_tests")
    assert at.app.draft is not None
    text = at.app.draft.text
    at.app.change(text.replace("give 10 beans per 1 USD", "give 8 beans per 1 USD"), "Less")
    await at.checked()
    failing = next(line for line in _shown(at, "#kept_tests") if "Maya" in line)
    assert failing.startswith("✗ Maya, first visit")
    assert "amount 68 beans" in failing
    await at.app.keeper.save()
    file = open_program(path)
    assert not run_kept(file_of_tests(path), runnable_program(file)).results[-1].passed
    at.app.screen.query_one("#kept_tests", OptionList).highlighted = _shown(
        at, "#kept_tests"
    ).index(failing)
    at.app.screen.query_one("#kept_tests").focus()
    await at.press("enter")
    await at.checked()
    assert "Maya, first visit" in str(at.app.screen.query_one("#middle").border_title)


async def _a_purchase_of_ones_own(at: Journey, tmp_path: Path) -> None:
    at.app.action_undo()
    await at.checked()
    at.app.screen.query_one(EventList).focus()
    at.app.screen.query_one(EventList).highlighted = 2
    await at.press("a")
    at.app.screen.query_one("#amount", Input).value = "a lot"
    await at.press("enter")
    assert '"a lot" is no sum of money. Write it like 12.50.' in at.text()
    at.app.screen.query_one("#amount", Input).value = "100"
    await at.press("enter")
    await at.checked()
    events = at.app.screen.query_one(EventList)
    assert events.highlighted == 3
    row = _shown(at, "#events")[3]
    assert "buys for $100.00" in row
    assert "+1,000" in row


async def _a_text_with_errors_leaves_what_was_tried(at: Journey, tmp_path: Path) -> None:
    before = _shown(at, "#events")
    assert at.app.draft is not None
    at.app.change(at.app.draft.text.replace("give 10 beans", "gvie 10 beans"), "Slip")
    await at.checked()
    assert _shown(at, "#events") == before
    assert "an earlier text" in at.text()


async def _a_small_window_shows_all_of_it(at: Journey, _: Path) -> None:
    await at.pilot.resize_terminal(*SMALL)
    at.app.action_undo()
    await at.checked()
    shown = at.text()
    for words in ("Maya, the regular", "Every purchase", "Total +", "· ✓ 9 pass"):
        assert words in shown
    await at.press("c")
    assert "Return of a purchase" not in shown
    assert "Mick, who games it" in at.text()
    await at.press("down", "enter")
    await at.checked()
    assert "Sam, weekend family" in at.text()


def test_stepping_and_reasons(tmp_path: Path) -> None:
    _at_try_it(
        tmp_path,
        _the_events_are_those_of_the_trial,
        _going_back_shows_exactly_what_was_there,
        _every_rule_stands_with_its_reason,
        _a_text_with_errors_leaves_what_was_tried,
        _a_small_window_shows_all_of_it,
    )


def test_adding_keeping_and_opening(tmp_path: Path) -> None:
    _at_try_it(
        tmp_path,
        _enter_opens_the_rule_in_design,
        _what_is_kept_is_run_again_after_a_change,
        _a_purchase_of_ones_own,
    )


def test_the_picture_of_a_balance() -> None:
    assert balance_lines([0, 50, 100, -20], ("100 p", "0"), (22, 4)) == [
        "100 p ┤      ██",
        "      │      ██",
        "      │   ██ ██",
        "    0 ┤   ██ ██",
    ]


def test_the_columns_of_a_trial_are_of_one_wallet_which_they_name() -> None:
    program = runnable_program(open_program(find_template("punch-card").path))
    trial = try_on(program, persona_called("regular", program, None, date(2026, 1, 5)).events)
    assert event_columns(trial, 80).endswith(" Prepaid")
    for place, step in enumerate(trial.steps):
        held = event_row(trial, place, 80, is_past=True).split()[-1]
        assert held == str(step.standing.posted("Prepaid visits"))


def test_a_day_of_one_digit_leaves_no_gap_in_the_title() -> None:
    program = runnable_program(open_program(find_template("punch-card").path))
    trial = try_on(program, persona_called("regular", program, None, date(2026, 1, 5)).events)
    titles = [reasons_title(trial, place) for place in range(len(trial.steps))]
    assert any(title.startswith("Why: Mon 5 Jan") for title in titles), titles
    assert not [title for title in titles if "  " in title]
