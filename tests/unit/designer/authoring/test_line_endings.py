"""A line can say more, or less, and the rest of the text stays."""

from designer.authoring.cards import Card, Row, card_with, cards_of
from designer.authoring.draft import Checked
from designer.authoring.line_actions import SAY_MORE, act, line_actions
from designer.authoring.line_endings import leave_out_end, longer_lines, shorter_line
from dsl.diagnostics.diagnostic import Severity
from tests.unit.designer.authoring.library import LIBRARY, checked, text_of

FASHION = text_of(next(path for path in LIBRARY if path.stem == "fashion_brand"))


def found(text: str, line: str) -> tuple[Checked, Card, Row]:
    """The first row of a text."""
    now = checked(text)
    for card in cards_of(now):
        for row in card.rows:
            if row.text == line:
                return now, card, row
    raise AssertionError(line)


def endings(text: str, line: str) -> dict[str, str]:
    """The endings that are offered, with what would be wrong."""
    offered = longer_lines(*found(text, line))
    return {each.lines[0].removeprefix(line): each.problem for each in offered}


def test_a_line_can_say_more_in_the_programs_words() -> None:
    assert endings(FASHION, "costs 300 points") == {
        " and 3 EUR": "",
        ' for "Cotton" or above': "",
        " or more": '"or more" buys nothing more here',
    }
    assert endings(FASHION, "add 100 points")[", multiplied too"] == ""
    assert endings(FASHION, 'category "Sale", "Outlet"') == {', "Another"': ""}
    assert endings(FASHION, "round down per purchase") == {}


def test_a_list_gets_a_name_that_it_does_not_have() -> None:
    offered = endings(FASHION, 'when the channel is "app"')
    assert offered[' or "store"'] == ""
    assert ' or "app"' not in offered


def test_more_and_less_take_each_other_back() -> None:
    for line in ("costs 300 points", 'when the channel is "app"', "add 100 points"):
        now, card, row = found(FASHION, line)
        for offered in longer_lines(now, card, row):
            after = checked(offered.patch.text)
            assert (offered.problem == "") == (after.of(Severity.ERROR) == [])
            again = card_with(cards_of(after), card.id)
            assert again is not None
            longer = again.rows[card.rows.index(row)]
            assert longer.text == offered.lines[0]
            shorter = leave_out_end(after, again, longer)
            assert shorter is not None
            if offered.lines[0].count(" ") - line.count(" ") <= 2:
                assert shorter.text == FASHION


def test_what_says_less_is_still_the_same_kind_of_line() -> None:
    assert shorter_line(found(FASHION, "at most 4,000 points per member per month")[2]) == (
        "at most 4,000 points per member"
    )
    assert shorter_line(found(FASHION, "from 400 credits earned")[2]) == ""
    assert shorter_line(found(FASHION, "costs 300 points")[2]) == ""


def test_a_menu_has_only_what_can_be_done() -> None:
    now, card, row = found(FASHION, "at most 4,000 points per member per month")
    actions = line_actions(card, row)
    assert SAY_MORE not in actions.values()
    patch = act(now, cards_of(now), card, row, actions["Leave out: per month"])
    assert patch is not None
    assert patch.text == FASHION.replace("per member per month\n", "per member\n", 1)
    assert "Delete this part and its comment" in actions
    _, program, header = found(FASHION, 'program "Atelier Club"')
    assert line_actions(program, header) == {}
