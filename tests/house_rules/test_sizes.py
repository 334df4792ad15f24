"""A file is read in one sitting, a function on one screen, a line without scrolling."""

import ast
import re
from pathlib import Path

import pytest

from tests.house_rules.tree import (
    ROOT,
    files_under,
    lines_of,
    name_of,
    parsed,
    python_files,
    root_entries,
)

FILE_LINES = 400
GRAMMAR_LINES = 600  # one clause a line: the grammar is the table of the language
FUNCTION_LINES = 60
LINE_WIDTH = 100
ESCAPE = re.compile(r"\s*# (?:type: ignore|noqa).*")  # its reason may hang over
ROOT_ENTRIES = 18
DOCUMENT_LINES = {"ARCHITECTURE.md": 250, "CONTRIBUTING.md": 120, "Makefile": 50}


def _grammars() -> list[Path]:
    return [path for path in files_under(ROOT / "dsl") if path.suffix == ".lark"]


def test_files_are_short() -> None:
    long = {name_of(path): len(lines_of(path)) for path in python_files()}
    assert {name: size for name, size in long.items() if size > FILE_LINES} == {}
    assert all(len(lines_of(path)) <= GRAMMAR_LINES for path in _grammars())


def test_functions_are_short() -> None:
    long = {
        f"{name_of(path)}:{node.lineno} {node.name}": size
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert long == {}


def test_lines_are_narrow() -> None:
    wide = [
        f"{name_of(path)}:{number}"
        for path in (*python_files(), *_grammars())
        for number, line in enumerate(lines_of(path), start=1)
        if len(ESCAPE.sub("", line)) > LINE_WIDTH
    ]
    assert wide == []


@pytest.mark.parametrize("name", DOCUMENT_LINES)
def test_documents_are_short(name: str) -> None:
    assert len(lines_of(ROOT / name)) <= DOCUMENT_LINES[name]


def test_the_root_is_tidy() -> None:
    entries = root_entries()
    assert len(entries) <= ROOT_ENTRIES, entries
