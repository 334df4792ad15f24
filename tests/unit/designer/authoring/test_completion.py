"""What is suggested at a place in the text."""

import pytest

from designer.authoring.completion import completion
from designer.authoring.draft import Draft
from designer.authoring.place_in_text import indent_below
from designer.workbench.gallery import find_template
from dsl.compile import compile_text
from dsl.source.document import Document

SHOP = find_template("coffee-shop").path.read_text("utf-8")
CHECKED = Draft("coffee_shop", SHOP).checked()


def suggested(below: str) -> list[str]:
    """What may come at the end of some lines below the coffee shop's."""
    text = f"{SHOP}\n{below}"
    found = completion(CHECKED, text, len(text))
    return [] if found is None else [each.text for each in found.suggestions]


def test_a_block_begins_at_the_margin_and_has_a_name_that_is_free() -> None:
    *blocks, word = suggested("ear")
    assert word == "earn"
    assert blocks
    for block in blocks:
        assert block.startswith('earn "')
        assert block.split("\n")[0] not in SHOP


def test_lines_of_the_block_come_as_whole_examples_in_the_programs_words() -> None:
    lines = suggested('earn "More"\n  gi')
    assert lines[0] == "give 25 beans"
    assert "give 2 beans per 1 USD of net spend" in lines
    assert all(line.startswith("gi") for line in lines)


def test_the_lines_of_the_block_itself_come_first() -> None:
    assert suggested('earn "More"\n  ')[0] == "on a purchase"
    assert suggested('wallet "More"\n  ')[0].startswith("unit ")


def test_a_unit_agrees_with_its_number() -> None:
    assert suggested('earn "More"\n  give 1 ') == ["bean", "USD"]
    assert suggested('earn "More"\n  give 2 ') == ["beans", "USD"]


def test_names_are_those_of_the_kind_that_the_check_would_look_for() -> None:
    products = ['"Espresso"', '"Any drink"', '"Food"', '"Retail beans"']
    line = 'earn "More"\n  on a purchase\n  give 2 beans per 1 USD of net spend on '
    assert suggested(line)[: len(products)] == products
    assert suggested(f'{line}"A') == ['"Any drink"']
    assert suggested('earn "More"\n  for ') == ['"Regular"']


def test_days_and_currencies() -> None:
    assert suggested('earn "More"\n  when the day is Mo') == ["Monday"]
    assert suggested('program "More"\n  currency CHF') == []
    assert suggested('program "More"\n  currency US')[0] == "USD"


def test_words_that_can_only_follow_come_along() -> None:
    assert suggested('program "More"\n  weeks ') == ["start on"]


def test_lines_of_a_block_inside_another_are_those_of_the_inner_one() -> None:
    assert suggested('tier "More"\n  reward "Inner"\n    costs 5 ') == ["beans", "USD"]


def test_nothing_is_suggested_in_a_comment_or_behind_a_mistake() -> None:
    assert suggested("# ear") == []
    assert suggested('earn "More"\n  gvie 2 ') == []


def test_a_word_that_is_whole_is_not_suggested_and_said_to_be_whole() -> None:
    text = f'{SHOP}\nearn "More"\n  give 2 beans'
    assert completion(CHECKED, text, len(text)) is None
    text = f'{SHOP}\nearn "More"\n  when the day is a'
    found = completion(CHECKED, text, len(text))
    assert found is None or found.is_whole


@pytest.mark.parametrize("kind", ["program", "wallet", "earn", "reward", "benefit", "tier"])
def test_every_example_that_is_suggested_can_be_read_in_its_place(kind: str) -> None:
    text = f'{SHOP}\n{kind} "More"\n  '
    found = completion(CHECKED, text, len(text))
    assert found is not None
    for line in (each.text for each in found.suggestions if each.about):
        document = Document("", f'{kind} "More"\n  {line}\n')
        assert not compile_text(document).reading.problems, line


def test_a_new_line_is_moved_in_as_its_block_asks() -> None:
    def below(text: str) -> str:
        return indent_below(text, len(text))

    assert below('earn "More"') == "  "
    assert below('earn "More"\n  on a purchase') == "  "
    assert below('tier "More"\n  reward "Inner"') == "    "
    assert below('segment "More"\n  when any of these') == "    "
    assert below("# only a comment") == ""
