"""Every page of a diagnostic is run: its message is exact, its correction and edits work."""

import re
from pathlib import Path

import pytest

from dsl.compile import compile_text
from dsl.diagnostics import pages
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.diagnostics.edits import apply_edits
from dsl.diagnostics.render_text import render
from dsl.program.shop_from_toml import shop_from_toml
from dsl.source.document import Document
from tests.conftest import CompareGolden
from tests.house_rules.tree import ROOT

FOLDER = ROOT / "dsl/diagnostics/pages"
MESSAGE = re.compile(r"^```text\n.*?^```$", re.DOTALL | re.MULTILINE)
LONGEST_TITLE = 72

every_page = pytest.mark.parametrize("slug", pages.slugs())


def problems(slug: str, text: str) -> list[Diagnostic]:
    """What is said about a text; notes and what does not run yet only on their own pages."""
    figures = pages.page(slug).shop
    shop = shop_from_toml(figures) if figures else None
    found = compile_text(Document("shop.loyalty", text), shop).diagnostics
    return [one for one in found if one.slug == slug or not _is_aside(one)]


def _is_aside(one: Diagnostic) -> bool:
    return one.severity is Severity.NOTE or one.slug == "not-run-yet"


@every_page
def test_the_failing_program_gives_exactly_the_message(slug: str, golden: CompareGolden) -> None:
    page = pages.page(slug)
    found = problems(slug, page.failing)
    assert [one.slug for one in found] == [slug]
    message = render(Document("shop.loyalty", page.failing), found)
    golden(
        Path(FOLDER / f"{slug}.md"),
        MESSAGE.sub(lambda _: f"```text\n{message}```", pages.source(slug)),
    )


@every_page
def test_the_corrected_program_has_no_problem(slug: str) -> None:
    assert problems(slug, pages.page(slug).corrected) == []


@every_page
def test_the_edits_of_a_fix_remove_the_problem_and_add_none(slug: str) -> None:
    text = pages.page(slug).failing
    for one in problems(slug, text):
        if one.fix and one.fix.edits:
            assert problems(slug, apply_edits(text, one.fix.edits)) == []


@every_page
def test_the_message_is_whole(slug: str) -> None:
    for one in problems(slug, pages.page(slug).failing):
        assert len(one.title) <= LONGEST_TITLE
        assert one.label.span.end > one.label.span.start
        assert one.body.endswith(".")


def test_most_messages_show_a_way_out() -> None:
    found = [problems(slug, pages.page(slug).failing)[0] for slug in pages.slugs()]
    assert sum(1 for one in found if one.fix) * 10 >= len(found) * 6
