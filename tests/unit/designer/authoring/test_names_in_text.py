"""A name is found and renamed by what it stands for, never by its letters."""

import pytest

from designer.authoring.draft import Checked, Draft
from designer.authoring.names_in_text import definition_of_unit, name_at, refused_name, renaming
from designer.workbench.gallery import Template, templates
from dsl.diagnostics.edits import apply_edits

TEXT = """\
perkwright 1

program "Same"
  currency CHF
  time zone Europe/Zurich
  join free
  channels "counter", "web shop"

products "Bread"  # "Bread" in a comment stays
  category "Bread"

wallet "Crumbs"
  unit crumb, plural crumbs
  expire never

earn "Bread"
  on a purchase
  give 2 crumbs per 1 CHF of net spend on "Bread"
  when the channel is "counter"

reward "A loaf"
  costs 50 crumbs
  gives one product from "Bread" up to 4 CHF
  costs us 1 CHF
"""


def checked(text: str = TEXT) -> Checked:
    return Draft("same", text).checked()


def renamed(at: str, new: str) -> str:
    found = name_at(checked(), TEXT.index(at) + at.index('"') + 1)
    assert found is not None
    return apply_edits(TEXT, renaming(found, new))


def test_the_program_of_these_tests_has_no_mistake() -> None:
    assert checked().program is not None


def test_products_and_a_rule_of_one_name_stay_apart() -> None:
    text = renamed('on "Bread"', "Loaves")
    assert 'products "Loaves"  # "Bread" in a comment stays\n  category "Bread"' in text
    assert 'on "Loaves"' in text
    assert 'from "Loaves"' in text
    assert 'earn "Bread"' in text


def test_a_value_of_the_shop_is_renamed_with_its_list() -> None:
    text = renamed('is "counter"', "till")
    assert 'channels "till", "web shop"' in text
    assert 'the channel is "till"' in text


def test_the_same_name_is_found_from_its_definition() -> None:
    found = name_at(checked(), TEXT.index('"Bread"'))
    assert found is not None
    assert found.kind == "list of products"
    assert len(found.places) == 3
    assert found.definition == found.places[0]


def test_a_unit_is_defined_by_its_wallet() -> None:
    span = definition_of_unit(checked(), TEXT.index("crumbs per"))
    assert span is not None
    assert TEXT[span.start : span.end] == "unit crumb, plural crumbs"
    assert definition_of_unit(checked(), TEXT.index("give 2")) is None


def test_a_name_that_is_taken_in_its_family_is_refused() -> None:
    found = name_at(checked(), TEXT.index('earn "Bread"') + 6)
    assert found is not None
    assert refused_name(checked(), found, "A loaf") == (
        'There is a reward called "A loaf" already, on line 21.'
    )
    assert refused_name(checked(), found, "Crumbs") == ""
    assert refused_name(checked(), found, " ") == "A name is at least one letter."


def test_where_no_name_is_there_is_none() -> None:
    assert name_at(checked(), TEXT.index("currency")) is None
    assert name_at(checked(), TEXT.index('category "Bread"') + 12) is None


@pytest.mark.parametrize("template", templates(), ids=lambda each: each.name)
def test_renaming_anything_changes_nothing_else_in_what_a_program_means(template: Template) -> None:
    """Each name is renamed and back again, and the program in between has no new mistake."""
    text = template.path.read_text("utf-8")
    before = checked(text)
    problems = [(each.slug, each.severity) for each in before.compiled.diagnostics]
    for span in sorted({each.span for each in before.compiled.places.names}):
        found = name_at(before, span.start + 1)
        assert found is not None
        between = checked(apply_edits(text, renaming(found, "Quite another name")))
        assert [(each.slug, each.severity) for each in between.compiled.diagnostics] == problems
        again = name_at(between, between.document.text.index('"Quite another name"') + 1)
        assert again is not None
        assert apply_edits(between.document.text, renaming(again, found.name)) == text
