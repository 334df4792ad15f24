"""The clause tables of `LANGUAGE.md`: from `clauses.yaml`, and from what the checker says runs."""

import re
from functools import cache
from typing import Any

import yaml

from dsl.diagnostics.diagnostic import Diagnostic
from dsl.syntax.words import JOINING
from tests.house_rules.tree import ROOT
from tests.unit.dsl import bakery_world
from tests.unit.dsl.clause_examples import Example

_TABLE = re.compile(
    r"(?<=^<!-- clauses: )(\w+) -->\n.*?(?=^<!-- end -->$)", re.DOTALL | re.MULTILINE
)
_RESERVED = re.compile(
    r"(?<=^<!-- reserved words -->\n).*?(?=^<!-- end -->$)", re.DOTALL | re.MULTILINE
)
_HEAD = ("| clause | meaning | example | runs |", "|---|---|---|---|")


def with_tables(page: str) -> str:
    """The page with each table written anew between its two marks."""
    page = _RESERVED.sub(_reserved_words(), page)
    return _TABLE.sub(lambda mark: f"{mark[1]} -->\n{_table(mark[1])}", page)


def _reserved_words() -> str:
    return " ".join(f"`{word}`" for word in sorted(JOINING)) + "\n"


def blocks_with_a_table(page: str) -> list[str]:
    """The blocks whose tables a page has, in its order."""
    return [mark[1] for mark in _TABLE.finditer(page)]


def all_blocks() -> list[str]:
    """The blocks of `clauses.yaml`, in its order."""
    return [group["block"] for group in _groups()]


@cache
def _groups() -> list[dict[str, Any]]:
    stored = (ROOT / "dsl/syntax/clauses.yaml").read_text(encoding="utf-8")
    groups: list[dict[str, Any]] = yaml.safe_load(stored)
    return groups


def _table(block: str) -> str:
    clauses = next(group["clauses"] for group in _groups() if group["block"] == block)
    rows = [_row(block, clause) for clause in clauses]
    return "\n".join((*_HEAD, *rows)) + "\n"


def _row(block: str, clause: dict[str, Any]) -> str:
    written = [example.rstrip("\n") for example in clause["examples"]]
    default = clause.get("default", "")
    shown = written if default in ("", *written) else [default, *written]
    examples = "<br>".join(
        f"{_code(example)} *" if example == default else _code(example) for example in shown
    )
    cells = (_code(clause["clause"]), clause["meaning"], examples, _runs(block, clause, written))
    return f"| {' | '.join(cells)} |"


def _code(lines: str) -> str:
    return " ⏎ ".join(f"`{' '.join(line.split())}`" for line in lines.split("\n"))


def _runs(block: str, clause: dict[str, Any], written: list[str]) -> str:
    """Whether the clause runs; where only some of its examples do, which ones wait."""
    waiting = {
        text: found
        for text in written
        if (found := _waiting(Example(block, clause["clause"], tuple(text.split("\n")))))
    }
    if not waiting:
        return "yes"
    if len(waiting) == len(written):
        return f"not yet: {_instead(next(iter(waiting.values())))}"
    parts = [f"{_code(text)}: {_instead(one)}" for text, one in waiting.items()]
    return "yes, but not yet<br>" + "<br>".join(parts)


def _waiting(example: Example) -> Diagnostic | None:
    program = bakery_world.right_program(example)
    assert program is not None, example
    found = bakery_world.not_run(program)
    return found[0] if found else None


def _instead(one: Diagnostic) -> str:
    assert one.fix is not None
    return one.fix.title
