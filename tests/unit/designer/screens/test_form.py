"""The form beside the text: what is typed or chosen stands in the program, and nothing is lost."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.widgets import Input, Static

from designer.authoring.cards import cards_of
from designer.screens.overlays.add import AddScreen
from designer.screens.widgets.card_form import CardForm
from designer.screens.widgets.field_box import FieldBox, FieldChoice
from designer.screens.widgets.form_buttons import AddLine, GoToCard, UseFix
from designer.screens.widgets.outline import Outline, Parts
from designer.screens.widgets.program_editor import ProgramEditor
from tests.unit.designer.screens.journey import SMALL, WIDE, Journey, designing

GIVE = "give 10 points per 1 USD of net spend"


def journey(
    folder: Path,
    steps: Callable[[Journey], Awaitable[None]],
    template: str = "classic-points",
    *,
    size: tuple[int, int] = WIDE,
) -> None:
    """Run steps in the form of the rule that says what a purchase gives."""

    async def run() -> None:
        async with designing(folder, template, size=size) as at:
            await at.press("enter")
            await settled(at)
            await steps(at)

    asyncio.run(run())


async def settled(at: Journey) -> None:
    """Wait until the form shows the newest text."""
    await at.pilot.pause(0.4)
    await at.checked()
    await at.pilot.pause()


def text_of(at: Journey) -> str:
    assert at.app.draft is not None
    return at.app.draft.text


def box_in_focus(at: Journey) -> str:
    focused = at.app.focused
    return focused.value if isinstance(focused, FieldBox) else str(focused)


def words(at: Journey) -> str:
    """What the form says in words."""
    return " ".join(str(each.content) for each in at.app.screen.query(".words").results(Static))


def test_values_lines_and_wordings_are_changed_in_their_sentences(tmp_path: Path) -> None:
    async def steps(at: Journey) -> None:
        await _keys_that_come_fast_act_in_their_order(at)
        await _a_value_is_typed(at)
        await _a_wrong_value_stays_in_its_box(at)
        await _another_wording_is_chosen(at)
        await _a_line_moves_goes_and_comes_back(at)

    journey(tmp_path, steps)


async def _keys_that_come_fast_act_in_their_order(at: Journey) -> None:
    before = text_of(at)
    await at.burst("f8", "f7")
    await at.burst("1", "2", "backspace", "5", "left", "3", "home", "4", "end", "6")
    assert box_in_focus(at) == "41356"
    await at.burst("tab", "tab", "8", "backspace", "9", "up", "down", "7", "backspace", "2", "0")
    await settled(at)
    assert GIVE.replace("10", "20").replace("1 USD", "9 USD") in text_of(at)
    await at.burst("ctrl+z", "ctrl+z", "ctrl+z", *"ctrl+p s a v e enter f a s t".split(" "))
    assert at.app.screen.query_one(Input).value == "fast", "keys are for the dialog to come"
    await at.press("escape", "up", "down")
    await settled(at)
    assert text_of(at) == before


async def _a_value_is_typed(at: Journey) -> None:
    before = text_of(at)
    assert box_in_focus(at) == "10"
    await at.type("25")
    await settled(at)
    assert text_of(at) == before.replace(GIVE, GIVE.replace("10", "25"))
    assert words(at) == "In words On a purchase, members get 25 points per 1 USD of net spend."
    assert at.app.screen.query_one(ProgramEditor).text == text_of(at)
    await at.type("0")
    await at.press("enter")
    assert "give 250 points" in text_of(at)
    await at.press("ctrl+z")
    assert text_of(at) == before
    await settled(at)
    assert box_in_focus(at) == "10"


async def _a_wrong_value_stays_in_its_box(at: Journey) -> None:
    before = text_of(at)
    await at.press("home", "x", "enter")
    assert text_of(at) == before
    assert '✗ "x10" is not a number.' in at.text()
    assert box_in_focus(at) == "x10"
    await at.press("ctrl+z")
    await settled(at)
    assert (text_of(at), box_in_focus(at)) == (before, "10")
    assert "✗ " not in at.text().replace("✗ 0", "")
    await at.press("home", "x", "enter", "home", "delete", "enter")
    await settled(at)
    assert "✗ " not in at.text().replace("✗ 0", "")
    await at.press("home", "x", "tab")
    await settled(at)
    assert box_in_focus(at) != "x10"
    assert '✗ "x10" is not a number.' in at.text()
    await at.press("ctrl+z")
    await settled(at)
    assert text_of(at) == before, "what was refused is what was done last"
    assert "✗ " not in at.text().replace("✗ 0", "")
    await at.press("shift+tab")
    assert box_in_focus(at) == "10"
    await at.press("home", "x", "enter")
    at.app.change(before.replace("give 10 points per", "give 12 points per"), "Another")
    await settled(at)
    assert box_in_focus(at) == "12"
    assert "✗ " not in at.text().replace("✗ 0", ""), "it was said of the value before"
    at.app.action_undo()
    await settled(at)
    assert text_of(at) == before


async def _another_wording_is_chosen(at: Journey) -> None:
    await at.press("up")
    assert isinstance(at.app.focused, FieldChoice)
    await at.press("enter", "t", "enter")
    await settled(at)
    assert 'earn "Every purchase"\n  on the birthday\n' in text_of(at)
    assert isinstance(at.app.focused, FieldChoice)
    await at.press("enter", "escape")
    assert isinstance(at.app.focused, FieldChoice)
    await at.press("ctrl+z")
    await settled(at)


async def _a_line_moves_goes_and_comes_back(at: Journey) -> None:
    before = text_of(at)
    await at.press("shift+down")
    assert f"{GIVE}\n  on a purchase\n" in text_of(at)
    await at.press("ctrl+z")
    await settled(at)
    await at.press("ctrl+l", "d", "enter")
    assert text_of(at) == before.replace("  on a purchase\n  give 10", "  give 10")
    await at.press("ctrl+z")
    assert text_of(at) == before


def test_parts_are_found_mended_and_added(tmp_path: Path) -> None:
    async def steps(at: Journey) -> None:
        await _a_mistake_locks_its_line_and_its_fix_is_a_button(at)
        await _the_outline_leads_to_a_part_and_shows_what_is_wrong(at)
        await _what_is_added_works_and_is_gone_into(at)

    journey(tmp_path, steps)


async def _a_mistake_locks_its_line_and_its_fix_is_a_button(at: Journey) -> None:
    before = text_of(at)
    at.app.change(before.replace(GIVE, f"gvie{GIVE[4:]}"), "Typing")
    await settled(at)
    form = at.app.screen.query_one(CardForm)
    assert [box.value for box in form.query(FieldBox)] == ["Every purchase", f"gvie{GIVE[4:]}"]
    assert 'no line that starts with "gvie"' in at.text()
    form.query_one(UseFix).press()
    await settled(at)
    assert text_of(at) == before


async def _the_outline_leads_to_a_part_and_shows_what_is_wrong(at: Journey) -> None:
    before = text_of(at)
    at.app.change(before.replace("costs 2,000 points", "costs 2,000 pionts"), "Typing")
    await settled(at)
    assert "✗ 5 USD off" in at.text()
    at.app.screen.query_one(Outline).post_message(Outline.Chosen("reward-1", enter=True))
    await settled(at)
    assert at.app.screen.query_one(CardForm).border_title == "Reward: 5 USD off"
    assert "▸✗ 5 USD off" in at.text()
    assert box_in_focus(at) == "2,000"
    await at.press("ctrl+z")
    await settled(at)
    at.app.screen.query_one(Outline).action_delete()
    await settled(at)
    assert 'reward "5 USD off"' not in text_of(at)
    await _a_click_chooses_a_part_and_del_the_next_in_the_list(at)
    await at.press("ctrl+z")
    assert text_of(at) == before
    await settled(at)
    assert at.app.screen.query_one(CardForm).border_title == "Reward: 5 USD off"
    at.app.screen.query_one(Outline).post_message(Outline.Chosen("program-1", enter=True))
    await settled(at)
    assert box_in_focus(at) == "My Points"


async def _a_click_chooses_a_part_and_del_the_next_in_the_list(at: Journey) -> None:
    parts = at.app.screen.query_one(Parts)
    await at.click("Every purchase")
    await settled(at)
    assert "▸  Every purchase" in at.text()
    assert at.app.screen.focused is parts, "the list goes on having the keys"
    editor = at.app.screen.query_one(ProgramEditor)
    editor.scroll_to(x=2, animate=False)
    await at.press("delete")
    await settled(at)
    assert editor.scroll_offset.x == 0, "its text stands there from the start of its lines"
    assert at.app.screen.query_one(CardForm).border_title == "Rule: Birthday"
    assert "▸  Birthday" in at.text()
    assert at.app.screen.focused is parts
    await at.press("ctrl+z")
    await settled(at)


async def _what_is_added_works_and_is_gone_into(at: Journey) -> None:
    await at.press("ctrl+n")
    assert isinstance(at.app.screen, AddScreen)
    await at.type("back")
    await at.press("enter")
    await settled(at)
    assert 'earn "Come back"\n  after 60 days without a purchase\n' in text_of(at)
    assert at.app.screen.query_one(CardForm).border_title == "Rule: Come back"
    assert box_in_focus(at) == "60"
    at.app.screen.query_one(AddLine).press()
    await settled(at)
    await at.type("paused")
    await at.press("enter")
    await settled(at)
    assert "  once per member per year\n  paused\n" in text_of(at)
    assert at.app.draft is not None
    assert not [card for card in cards_of(at.app.draft.checked()) if card.problems]


def test_a_level_leads_to_what_belongs_to_it(tmp_path: Path) -> None:
    async def steps(at: Journey) -> None:
        at.app.screen.query_one(Outline).post_message(Outline.Chosen("tier-3", enter=True))
        await at.pilot.pause()
        await at.burst("3")
        await settled(at)
        assert at.app.current_mode == "design", "what is typed is for the box that is awaited"
        inside = list(at.app.screen.query(GoToCard))
        assert [str(each.label) for each in inside] == [
            "▸ Benefit: Gold delivery",
            "▸ Perk: A telephone number of their own",
        ]
        inside[0].press()
        await settled(at)
        assert at.app.screen.query_one(CardForm).border_title == "Benefit: Gold delivery"
        assert not at.app.screen.query(GoToCard)

    journey(tmp_path, steps, template="tiers")


def test_a_narrow_window_has_a_line_that_leads_from_part_to_part(tmp_path: Path) -> None:
    async def steps(at: Journey) -> None:
        assert "Rule: Every purchase ▸  4 of 8" in at.text()
        at.app.screen.query_one(Outline).action_step(1)
        await settled(at)
        assert "Rule: Birthday ▸  5 of 8" in at.text()
        assert at.app.screen.query_one(CardForm).border_title == "Rule: Birthday"

    journey(tmp_path, steps, size=SMALL)
