"""The reference of the language is true: its tables are current and its programs are right."""

import re
from typing import NamedTuple

import pytest

from dsl.diagnostics.render_text import render_lines
from dsl.source.document import Document
from dsl.syntax.to_text import format_text
from tests.conftest import CompareGolden
from tests.golden import language_tables
from tests.house_rules.tree import ROOT
from tests.unit.dsl import bakery_world

PAGE = ROOT / "dsl/LANGUAGE.md"
FENCE = re.compile(r"^```loyalty *([a-z ]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(#([\w-]+)\)")


class Shown(NamedTuple):
    """One program of the page; a fragment stands in the world of the examples."""

    marks: tuple[str, ...]
    text: str

    def complete(self) -> bakery_world.Around:
        if "fragment" in self.marks:
            return bakery_world.world_with(self.text)
        return bakery_world.Around(self.text, 1, self.text.count("\n"))


def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def shown() -> list[Shown]:
    return [Shown(tuple(marks.split()), text) for marks, text in FENCE.findall(page())]


every_program = pytest.mark.parametrize("one", shown(), ids=lambda one: one.text.split("\n")[0])


def test_the_tables_are_those_of_the_clauses(golden: CompareGolden) -> None:
    golden(PAGE, language_tables.with_tables(page()))


def test_every_block_has_its_table() -> None:
    assert sorted(language_tables.blocks_with_a_table(page())) == sorted(
        language_tables.all_blocks()
    )


@every_program
def test_every_program_is_right_and_in_its_layout(one: Shown) -> None:
    whole = one.complete()
    found = bakery_world.errors(whole.text)
    assert render_lines(Document("shop.loyalty", whole.text), found) == ""
    assert format_text(Document("shop.loyalty", one.text)) == one.text


@every_program
def test_every_program_runs_unless_it_says_that_it_waits(one: Shown) -> None:
    assert bool(bakery_world.not_run(one.complete())) == ("waiting" in one.marks)


def test_every_link_leads_somewhere() -> None:
    headings = {
        re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
        for heading in HEADING.findall(page())
    }
    assert set(LINK.findall(page())) - headings == set()
