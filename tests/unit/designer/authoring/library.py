"""The shipped programs and the whole language as drafts, for tests of forms."""

from functools import cache
from pathlib import Path

from designer.authoring.draft import Checked, Draft
from tests.house_rules.tree import ROOT
from tests.unit.dsl.clause_examples import whole_language

LIBRARY = sorted((ROOT / "programs").rglob("*.loyalty"))


def checked(text: str) -> Checked:
    """A text, checked."""
    return Draft("test.loyalty", text).checked()


@cache
def text_of(path: Path) -> str:
    """A shipped program."""
    return path.read_text(encoding="utf-8")


def all_texts() -> list[str]:
    """All shipped programs, and a text that holds every clause of the language."""
    return [*(text_of(path) for path in LIBRARY), whole_language()]
