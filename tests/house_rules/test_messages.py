"""Messages speak of the program in its owner's words, and each has a page."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from dsl.diagnostics.catalogue import CATALOGUE
from tests.house_rules.tree import ROOT, files_under, lines_of, name_of, parsed

PAGES = ROOT / "dsl/diagnostics/pages"
TITLE_WIDTH = 72
BANNED = re.compile(
    r"\b(?:tokens?|pars(?:e[drs]?|ing)|syntax|nodes?|expressions?|identifiers?|literals?|types?"
    r"|mismatch(?:es)?|unexpected|unresolved|undefined|null|exceptions?|booleans?|integers?"
    r"|floats?|strings?|arguments?|arity|scopes?|indent level|invalid|illegal|bad)\b"
    r"|(?-i:\b(?:AST|EOF|None)\b)",
    re.IGNORECASE,
)


def _sources_of_messages() -> list[Path]:
    files = [path for path in files_under(ROOT / "dsl") if path.suffix == ".py"]
    return [
        path
        for path in files
        if name_of(path).startswith(("dsl/checker/", "dsl/diagnostics/"))
        or path.name.startswith("syntax_errors")
        or "syntax_errors" in path.parts
    ]


def _silent(tree: ast.Module) -> set[int]:
    """The constants that no owner reads: docstrings, and the words of failures that are our bug."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr | ast.Raise | ast.Assert):
            silent.update(id(inner) for inner in ast.walk(node))
    return silent


def _sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Texts of more than one word, with their lines."""
    tree = parsed(path)
    silent = _silent(tree)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in silent
        ):
            if " " in node.value.strip():
                yield node.lineno, node.value


def test_messages_use_the_owners_words() -> None:
    found = [
        f"{name_of(path)}:{line} {word[0]!r}"
        for path in _sources_of_messages()
        for line, text in _sentences(path)
        for word in BANNED.finditer(text)
    ]
    assert found == []


def test_pages_use_the_owners_words() -> None:
    pages = list(files_under(PAGES)) if PAGES.is_dir() else []
    found = [
        f"{name_of(path)}:{number} {word[0]!r}"
        for path in pages
        for number, line in enumerate(lines_of(path), start=1)
        for word in BANNED.finditer(line)
    ]
    assert found == []


def test_the_rule_finds_what_it_looks_for() -> None:
    assert BANNED.search("an unexpected word")
    assert BANNED.search("got None here")
    assert not BANNED.search("none of the tiers, except Gold")


def test_every_diagnostic_has_its_page_and_every_page_its_diagnostic() -> None:
    pages = {path.stem for path in files_under(PAGES)} if PAGES.is_dir() else set()
    if pages:
        assert pages == set(CATALOGUE)


def test_every_meaning_is_one_line() -> None:
    wide = [entry.slug for entry in CATALOGUE.values() if len(entry.meaning) > TITLE_WIDTH + 8]
    assert wide == []
