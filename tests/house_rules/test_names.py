"""A file says by its name what it does, and by its docstring what it is for."""

import ast
import re

from tests.house_rules.tree import (
    PACKAGES,
    lines_of,
    name_of,
    parsed,
    python_files,
    text_files,
)

BANNED_NAMES = {
    *("util", "utils", "helper", "helpers", "common", "misc", "tools", "stuff"),
    *("manager", "managers", "handler", "handlers", "base"),
}
# Spelled with brackets, so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E|X[X]X|HA[C]K)\b|NotImplemented[E]rror")
ESCAPE = re.compile(
    r"#\s*(?:type:\s*ignore\[[^]]*\]|noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)(?P<rest>.*)"
)


def test_no_file_is_named_for_nothing() -> None:
    banned = [
        name_of(path)
        for path in python_files()
        if BANNED_NAMES & {part.removesuffix(".py") for part in path.parts[-3:]}
    ]
    assert banned == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        name_of(path)
        for path in python_files()
        if path.name != "__init__.py" and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_packages_load_nothing() -> None:
    """Python runs `__init__.py` on any import below it, which the import contracts cannot see."""
    loaded = [
        name_of(path)
        for path in python_files(*PACKAGES)
        if path.name == "__init__.py"
        for statement in parsed(path).body
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
    ]
    assert loaded == []


def test_nothing_is_left_unfinished() -> None:
    unfinished = [
        f"{name_of(path)}:{number}"
        for path in text_files()
        if path.suffix != ".lock"
        for number, line in enumerate(lines_of(path), start=1)
        if UNFINISHED.search(line)
    ]
    assert unfinished == []


def test_every_escape_has_a_reason() -> None:
    """`# type: ignore[code]` and `# noqa: CODE` are followed by why."""
    bare = [
        f"{name_of(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(lines_of(path), start=1)
        for escape in ESCAPE.finditer(line)
        if len(escape["rest"].strip(" #-:")) < 8
    ]
    assert bare == []
