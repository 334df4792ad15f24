"""Every problem of an unreadable line: where it is shown, and that its fix cures the text."""

from typing import Any, NamedTuple

import pytest
import yaml

from dsl.diagnostics.catalogue import CATALOGUE, Stage
from dsl.diagnostics.diagnostic import Diagnostic
from dsl.diagnostics.edits import apply_edits
from dsl.diagnostics.render_text import render
from dsl.source.document import Document
from dsl.syntax.from_text import MOST_PROBLEMS, read
from tests.house_rules.test_messages import BANNED
from tests.house_rules.tree import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load(
    (ROOT / "tests/unit/dsl/syntax_cases.yaml").read_text(encoding="utf-8")
)
every_case = pytest.mark.parametrize(
    "case", CASES, ids=[f"{case['slug']}-{number}" for number, case in enumerate(CASES)]
)


class Place(NamedTuple):
    slug: str
    line: int
    column: int


def problems(text: str) -> tuple[Diagnostic, ...]:
    return read(Document("shop.loyalty", text)).problems


def places(text: str) -> list[Place]:
    document = Document("shop.loyalty", text)
    starts = [(one.slug, one.label.span.start) for one in problems(text)]
    return [
        Place(slug, document.line_of(start), document.column_of(start)) for slug, start in starts
    ]


@every_case
def test_the_problem_is_shown_at_its_place(case: dict[str, Any]) -> None:
    others = [Place(**other) for other in case.get("more", [])]
    assert places(case["text"]) == [Place(case["slug"], case["line"], case["column"]), *others]


@every_case
def test_the_edits_of_the_fixes_cure_the_text(case: dict[str, Any]) -> None:
    edits = [edit for one in problems(case["text"]) if one.fix for edit in one.fix.edits]
    assert bool(edits) == ("corrected" in case)
    if edits:
        text = apply_edits(case["text"], edits)
        assert text.rstrip() == case["corrected"].rstrip()
        assert problems(text) == ()


@every_case
def test_the_message_is_whole_and_in_the_owners_words(case: dict[str, Any]) -> None:
    for one in problems(case["text"]):
        assert len(one.title) <= 72
        assert one.label.text
        assert one.body.endswith(".")
        assert one.label.span.end > one.label.span.start
    assert not BANNED.search(render(Document("shop.loyalty", ""), problems("")))
    assert not BANNED.search(render(Document("shop.loyalty", case["text"]), problems(case["text"])))


def test_every_problem_of_reading_has_a_case() -> None:
    reading = {slug for slug, entry in CATALOGUE.items() if entry.stage is Stage.READING}
    assert {case["slug"] for case in CASES} == reading


def test_names_are_suggested_within_a_third_of_their_length_only() -> None:
    near, far = problems('wallet "W"\n  expyre never\n  exxyrre never\n')
    assert near.fix
    assert far.fix is None


def test_one_slip_of_many_lines_is_one_problem() -> None:
    rows = "".join(f"give {number} leaves\n" for number in range(1, 60))
    assert len(problems(f'earn "E"\non a purchase\n{rows}')) == 1


def test_a_text_full_of_mistakes_is_not_explained_to_its_end() -> None:
    assert len(problems('earn "E"\n' + "  what is this\n" * 3_000)) == MOST_PROBLEMS


@pytest.mark.parametrize("number", ["2", "10", "99999999999999999999", "1,000"])
def test_newer_versions_are_refused_and_nothing_is_read(number: str) -> None:
    reading = read(Document("new", f'\n# ours\nperkwright {number}\n\nprogram "P"\n  what\n'))
    assert [one.slug for one in reading.problems] == ["newer-version"]
    assert reading.tree.parts == ()
