"""What changed between two programs: told in their own words, and nothing where nothing did."""

import re

import pytest

from designer.authoring.changes_in_words import NO_CHANGE, changes_in_words
from designer.authoring.draft import Draft
from designer.workbench.gallery import find_template, templates
from dsl.program.program import Program


def program_of(text: str) -> Program:
    program = Draft("shop.loyalty", text).checked().program
    assert program is not None
    return program


def told(before: str, after: str) -> list[str]:
    return list(changes_in_words(program_of(before), program_of(after)).lines())


@pytest.fixture
def text() -> str:
    return find_template("classic-points").path.read_text("utf-8")


def test_comments_and_layout_are_no_change(text: str) -> None:
    other = re.sub(r"#.*", "# otherwise", text).replace("\n\n", "\n\n\n")
    assert other != text
    assert told(text, other) == [NO_CHANGE]


@pytest.mark.parametrize("name", [each.name for each in templates()])
def test_a_program_has_not_changed_from_itself(name: str) -> None:
    program = program_of(find_template(name).path.read_text("utf-8"))
    assert changes_in_words(program, program).blocks == ()


def test_a_changed_price_is_told_as_it_was_and_is(text: str) -> None:
    cheaper = text.replace("costs 2,000 points", "costs 800 points")
    assert cheaper != text
    first, *rest = told(text, cheaper)
    assert first.startswith('~ Reward "')
    assert rest[0] == "    Costs 2000 points → Costs 800 points."
    assert re.fullmatch(r"= \d+ parts unchanged", rest[-1])


def test_what_is_new_in_one_direction_is_gone_in_the_other(text: str) -> None:
    more = (
        text
        + '\nearn "Tuesdays"\n  on a purchase\n  when the day is Tuesday\n  multiply points by 7\n'
    )
    new, gone = told(text, more), told(more, text)
    assert '+ Rule "Tuesdays"' in new
    assert any("7" in line for line in new[1:])
    assert '- Rule "Tuesdays"' in gone
    assert new[-1] == gone[-1]


def test_another_name_alone_is_told_as_that(text: str) -> None:
    named = re.sub(r'reward "([^"]+)"', 'reward "Thank you"', text, count=1)
    old = re.search(r'reward "([^"]+)"', text)
    assert old is not None
    assert told(text, named)[0] == f'~ Reward "{old[1]}" → Reward "Thank you"'


def test_only_sentences_that_are_alike_are_told_as_one_that_changed() -> None:
    tiers, points = (
        find_template(name).path.read_text("utf-8") for name in ("tiers", "classic-points")
    )
    lines, back = told(tiers, points), told(points, tiers)
    margin = "The shop keeps {}% of what it sells"
    adds_up = "Multipliers add up: 2x and 3x make 4x."
    at = lines.index(f"    {margin.format(50)} → {margin.format(55)}.")
    assert lines.index(f"    - {adds_up}") < at
    at = back.index(f"    {margin.format(55)} → {margin.format(50)}.")
    assert back.index(f"    + {adds_up}") < at


def test_where_nothing_is_alike_what_is_gone_stands_before_what_is_new(text: str) -> None:
    needs = "  needs a purchase of at least 15 USD\n"
    assert needs in text
    lines = told(text, text.replace(needs, "  at most 1 time per member per month\n"))
    assert lines[1:3] == [
        "    - It needs a purchase of at least 15 USD.",
        "    + Once per member per month.",
    ]
