"""What the checker finds in short texts: the problem's name and the words that it marks."""

from typing import Any

import pytest
import yaml

from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.diagnostics.edits import apply_edits
from dsl.program.shop_from_toml import shop_from_toml
from dsl.source.document import Document
from tests.house_rules.tree import ROOT

FILE = ROOT / "tests/unit/dsl/checker/problems.yaml"
STORED: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
BASE = STORED["beginning"] + "\n"


def found(case: dict[str, Any], text: str) -> list[list[str]]:
    shop = shop_from_toml(case["shop"]) if "shop" in case else None
    document = Document("shop.loyalty", text)
    compiled = compile_text(document, shop, today=case.get("today"))
    return [
        [one.slug, text[one.label.span.start : one.label.span.end]]
        for one in compiled.diagnostics
        if one.severity is not Severity.NOTE
    ]


every_case = pytest.mark.parametrize(
    "case", STORED["cases"], ids=[str(number) for number in range(len(STORED["cases"]))]
)


def test_the_common_beginning_has_no_problem_of_its_own() -> None:
    assert found({}, BASE) == []


@every_case
def test_the_problems_and_their_places(case: dict[str, Any]) -> None:
    assert found(case, BASE + case["text"]) == case["finds"], case["text"]


@every_case
def test_edits_take_problems_away_and_bring_none(case: dict[str, Any]) -> None:
    text = BASE + case["text"]
    shop = shop_from_toml(case["shop"]) if "shop" in case else None
    compiled = compile_text(Document("shop.loyalty", text), shop, today=case.get("today"))
    for one in compiled.diagnostics:
        if one.fix is not None and one.fix.edits:
            after = [slug for slug, _ in found(case, apply_edits(text, one.fix.edits))]
            before = [slug for slug, _ in case["finds"]]
            before.remove(one.slug)
            assert sorted(after) == sorted(before), (one.title, case["text"])
