"""The text in the stage Design: typing, problems, fixes, suggestions, names, and the meter."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

import pytest

from designer.report import estimate_text
from designer.screens.widgets.completion_list import CompletionList
from designer.screens.widgets.program_editor import ProgramEditor
from designer.workbench.quick_estimate import estimate_beside
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, designing


@pytest.fixture(autouse=True)
def _a_clock_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing never pauses, however slow the machine is."""
    monkeypatch.setattr("designer.screens.widgets.program_editor.monotonic", lambda: 0.0)


Steps = Callable[[Journey, ProgramEditor], Awaitable[None]]


def journey(
    folder: Path,
    steps: Steps,
    template: str = "coffee-shop",
    *,
    size: tuple[int, int] = WIDE,
    extra: str = "",
) -> None:
    """Run steps in the stage Design, in a wide window with the focus in the text."""

    async def run() -> None:
        async with designing(folder, template, size=size) as at:
            editor = at.app.screen.query_one(ProgramEditor)
            if extra:
                at.app.change(text_of(at) + extra, "Prepare")
                await at.checked()
            if size == WIDE:
                editor.focus()
                editor.move_cursor((0, 0))
            await at.pilot.pause()
            await steps(at, editor)

    asyncio.run(run())


def text_of(at: Journey) -> str:
    assert at.app.draft is not None
    return at.app.draft.text


def line_with(at: Journey, words: str) -> str:
    """The first line of the screen that holds some words."""
    found = [line for line in at.text().split("\n") if words in line]
    assert found, at.text()
    return found[0]


def test_what_is_typed_is_the_drafts_text_and_one_undo_takes_it_back(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        await at.type("# Ours. ")
        assert text_of(at) == "# Ours. " + before
        assert editor.text == text_of(at)
        await at.press("ctrl+z")
        assert text_of(at) == before
        assert editor.text == before
        await at.press("ctrl+y")
        assert editor.text == text_of(at) == "# Ours. " + before

    journey(tmp_path, steps)


def test_changes_made_elsewhere_leave_the_cursor_at_its_words(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        editor.go_to(text_of(at).index("give 250"))
        at.app.screen.set_focus(None)
        await at.until(lambda: not editor.has_focus)
        at.app.change("# One line more.\n" + text_of(at), "Elsewhere")
        await at.pilot.pause()
        assert editor.text == text_of(at)
        assert text_of(at)[editor.offset_of_cursor :].startswith("give 250")

    journey(tmp_path, steps)


def test_a_new_line_is_moved_in_and_undone_with_what_is_typed_on_it(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        await at.press("ctrl+end")
        await at.type('earn "More"')
        await at.press("enter")
        await at.type("on joining")
        await at.press("escape")
        assert text_of(at) == before + 'earn "More"\n  on joining'
        await at.press("ctrl+z")
        assert text_of(at) == before + 'earn "More"'

    journey(tmp_path, steps)


def test_a_mistake_is_marked_on_its_line_and_told_in_the_bar(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        at.app.change(text_of(at).replace("give 250", "gvie 250"), "Slip")
        await at.checked()
        editor.go_to(text_of(at).index("gvie"))
        await at.pilot.pause()
        number = text_of(at)[: text_of(at).index("gvie")].count("\n") + 1
        assert "gvie 250 beans" in line_with(at, f"{number}✗")
        verdict = line_with(at, "not yet understood")
        assert "✗ 1" in verdict
        assert f"line {number}" in verdict
        assert "once there is no error" in at.text()

    journey(tmp_path, steps)


def test_the_next_problem_goes_round_and_f7_mends_it(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        right = text_of(at)
        wrong = right.replace("give 250 beans", "gvie 250 beans").replace(
            "on joining", "on Joining"
        )
        at.app.change(wrong, "Two slips")
        await at.checked()
        places = sorted([wrong.index("gvie"), wrong.index("on Joining") + len("on ")])
        for expected in (*places, places[0]):
            await at.press("f8")
            assert editor.offset_of_cursor == expected
        await at.press("shift+f8")
        assert editor.offset_of_cursor == places[1]
        await at.press("f7")
        await at.checked()
        await at.press("f7")
        await at.checked()
        assert text_of(at) == right
        assert "✗ 0" in line_with(at, "✓ understood")
        await at.press("ctrl+z", "ctrl+z")
        assert text_of(at) == wrong

    journey(tmp_path, steps)


def test_suggestions_open_while_typing_and_are_taken_by_enter(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        await at.press("ctrl+end")
        await at.type("giv")
        assert "give 2 beans per 1 USD of net spend" in at.text()
        await at.press("down", "enter")
        assert text_of(at).endswith("  give 2 beans per 1 USD of net spend")
        assert not at.app.screen.query_one(CompletionList).is_open
        await at.press("ctrl+z")
        assert text_of(at).endswith("  giv")

    journey(tmp_path, steps, extra='\nearn "More"\n  ')


def test_suggestions_open_by_key_and_escape_keeps_the_focus(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        await at.press("ctrl+end", "ctrl+@")
        assert at.app.screen.query_one(CompletionList).is_open
        assert '"Regular"' in at.text()
        await at.press("escape")
        assert not at.app.screen.query_one(CompletionList).is_open
        assert editor.has_focus
        assert text_of(at) == before

    journey(tmp_path, steps, extra='\nearn "More"\n  for ')


def test_enter_ends_a_line_whose_last_word_is_whole(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        await at.press("ctrl+end")
        await at.type("bean")
        await at.press("enter")
        assert text_of(at).endswith("give 1 bean\n  ")

    journey(tmp_path, steps, extra='\nearn "More"\n  give 1 ')


def test_a_name_is_followed_and_renamed_everywhere(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        uses = before.count('on "Espresso"')
        assert uses == 1
        editor.go_to(before.index('on "Espresso"') + 4)
        await at.press("f12")
        assert before[editor.offset_of_cursor :].startswith('"Espresso"\n  category')
        await at.press("ctrl+r", "home", "shift+end")
        await at.type("Food")
        await at.press("enter")
        assert 'called "Food" already' in at.text()
        await at.press("home", "shift+end")
        await at.type("Short")
        await at.press("enter")
        await at.checked()
        assert 'products "Short"\n  category "Espresso"' in text_of(at)
        assert 'on "Short"' in text_of(at)
        await at.press("ctrl+z")
        assert text_of(at) == before

    journey(tmp_path, steps)


def test_going_through_the_text_changes_nothing(tmp_path: Path) -> None:
    """The form shows one card after the other meanwhile, and wants nothing."""

    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        for word in ('earn "Espresso Tuesday"', 'products "Espresso"', 'reward "Any drink"'):
            editor.go_to(before.index(word))
            await at.pilot.pause(0.05)
        await at.pilot.pause(0.5)
        assert text_of(at) == before

    journey(tmp_path, steps)


def test_tidying_up_is_one_step_and_keeps_comments(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        untidy = text_of(at)
        await at.press("ctrl+t")
        assert text_of(at) != untidy
        assert 'earn "More" # kept' not in text_of(at)
        assert '\nearn "More"  # kept\n  on joining\n  give 10,000 beans\n' in text_of(at)
        await at.press("ctrl+z")
        assert text_of(at) == untidy

    journey(tmp_path, steps, extra='\nearn "More" # kept\n     on joining\n     give 10000 beans\n')


@pytest.mark.parametrize("template", ["too-generous", "paid-membership"])
def test_the_meter_shows_the_estimates_own_figures(template: str, tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        draft = at.app.draft
        assert draft is not None
        today = datetime.now().astimezone().date()
        found = estimate_beside(draft.checked().compiled, draft.shop, at.app.path, today)
        assert found is not None
        shown = line_with(at, "Gives back")
        assert f" {estimate_text.gives_back(found.typical)} of sales" in shown
        assert estimate_text.verdict(found) in shown
        assert estimate_text.owed(found) in at.text()

    journey(tmp_path, steps, template)


def test_the_meter_follows_what_is_typed(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = line_with(at, "Gives back")
        place = text_of(at).index("give 10 points per") + len("give 10")
        editor.go_to(place)
        await at.type("0")
        await at.checked()
        after = line_with(at, "Gives back")
        assert "   under " in before
        assert "   ! over " in after

    journey(tmp_path, steps, "classic-points")


def test_a_narrow_screen_shows_the_text_or_the_form(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        assert editor.region.width == 0
        await at.press("f9")
        await at.checked()
        assert editor.has_focus
        assert editor.region.width >= SMALL[0] - 1
        await at.press("f9")
        await at.checked()
        assert editor.region.width == 0
        assert not editor.has_focus

    journey(tmp_path, steps, size=SMALL)


def test_words_keep_their_colours_on_the_current_line(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        def colour(word: str, row: int) -> object:
            strip = editor.render_line(row - editor.scroll_offset.y)
            segment = next(each for each in strip if each.text.startswith(word))
            return segment.style.color if segment.style else None

        row = text_of(at)[: text_of(at).index("  time zone")].count("\n")
        elsewhere = colour("time", row)
        editor.move_cursor((row, 0))
        await at.pilot.pause()
        assert colour("time", row) == elsewhere
        assert elsewhere != colour("America", row)

    journey(tmp_path, steps)


def test_function_keys_of_the_stages_work_inside_the_text(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        await at.press("f6")
        assert at.app.current_mode == "launch"
        await at.press("f2")
        assert at.app.current_mode == "design"

    journey(tmp_path, steps)


def test_control_characters_of_a_text_are_kept_and_not_sent_to_the_terminal(tmp_path: Path) -> None:
    odd = "# one\x0btwo\x0cthree\x1cfour\x85five\u2028six \x1b[31m red\n"

    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        await at.type("# Ours. ")
        assert text_of(at) == editor.text == "# Ours. " + before
        editor.go_to(text_of(at).index("# one"))
        editor.action_cursor_line_end(select=True)
        assert "five\u2028six" in editor.selected_text
        await at.pilot.pause()
        assert "\x1b" not in at.text()

    journey(tmp_path, steps, extra=odd)


def test_keys_that_come_in_a_burst_act_in_their_order(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        before = text_of(at)
        keys = ("a", "b", "backspace", "c", "d", "left", "left", "e", "home", "f", "end", "g")
        await at.burst(*keys)
        first, rest = before.split("\n", 1)
        assert text_of(at) == f"faecd{first}g\n{rest}"

    journey(tmp_path, steps)


TWO_MISTAKES = """
earn "Twice"
  on a purchase
  give 3 poins per 1 USD of net spend
  at most 100 beans per day per member
"""


def test_all_problems_are_listed_with_their_places_mended_and_gone_to(tmp_path: Path) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        await at.press("shift+f7")
        assert 'counts in "poins"' in at.text()
        assert "Rule: Twice, line" in line_with(at, "F7 mends it")
        await at.press("f7")
        await at.checked()
        assert "counts in" not in at.text()
        assert "poins" not in text_of(at)
        await at.press("ctrl+z")
        await at.checked()
        assert 'counts in "poins"' in at.text(), "the list follows the program"
        await at.press("right", "right")
        assert "Nothing of this kind." in at.text()
        await at.press("left", "end", "enter")
        assert editor.document[editor.cursor_location[0]].strip().startswith("at most 100")
        assert editor.has_focus

    journey(tmp_path, steps, extra=TWO_MISTAKES)


NO_CHANGE_IS_READY = """
earn "Double"
  on a purchase
  multiply beans by 2
"""


@pytest.mark.parametrize("size", [WIDE, SMALL])
def test_f7_leads_to_what_has_to_be_written_by_hand_and_says_what(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async def steps(at: Journey, editor: ProgramEditor) -> None:
        for keys in (("f7",), ("f9", "shift+f7", "f7")):
            editor.move_cursor((0, 0))
            await at.pilot.pause()
            await at.press(*keys)
            assert editor.document[editor.cursor_location[0]] == "  multiply beans by 2"
            assert editor.has_focus
            assert "multiply beans by 2" in at.text()
            said = " ".join(at.text().split())
            assert "has to be written by hand: put a limit on it, for example: at most" in said

    journey(tmp_path, steps, size=size, extra=NO_CHANGE_IS_READY)
