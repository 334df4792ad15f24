"""Complete programs around an example of a clause, or around blocks of the reference."""

from functools import cache
from typing import Any, NamedTuple

import yaml

from dsl.compile import Compiled, compile_text
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.source.document import Document
from tests.house_rules.tree import ROOT
from tests.unit.dsl.clause_examples import Example

_PLACE = "..."


@cache
def _stored() -> dict[str, Any]:
    path = ROOT / "tests/unit/dsl/bakery_world.yaml"
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


class Around(NamedTuple):
    """A complete program, and which of its lines (from 1) are the example's."""

    text: str
    first_line: int
    last_line: int


def blocks_of(text: str) -> list[str]:
    """The blocks of a text, each with its header; what stands above them comes first."""
    found: list[list[str]] = [[]]
    for row in text.rstrip("\n").split("\n"):
        if row and not row.startswith((" ", "#")):
            found.append([])
        found[-1].append(row)
    return ["\n".join(rows).rstrip("\n") for rows in found if rows]


def _header(block: str) -> str:
    return block.partition("\n")[0].partition("  #")[0]


def world_with(text: str) -> Around:
    """The world with blocks of a text in the place of its own, and the others at its end."""
    own = {_header(block): block for block in blocks_of(text)}
    kept = [block for block in blocks_of(_stored()["world"]) if _header(block) not in own]
    before = "\n\n".join(kept) + "\n\n"
    first = before.count("\n") + 1
    return Around(before + text.rstrip("\n") + "\n", first, first + text.count("\n"))


def is_in_the_world(line: str) -> bool:
    """Whether the world has this line."""
    return line in _stored()["world"].split("\n")


def around(example: Example) -> list[Around]:
    """Complete programs with an example; it has to be right in one of them."""
    if example.block == "text":
        return [_in_the_world(example)]
    return [_carried(example, carrier) for carrier in _stored()["carriers"][example.block]]


def _in_the_world(example: Example) -> Around:
    rows: list[str] = _stored()["world"].split("\n")
    start = rows.index(example.lines[0])
    block = next(one for one in blocks_of("\n".join(rows)) if _header(one) == example.lines[0])
    return Around("\n".join(rows), start + 1, start + 1 + block.count("\n"))


def _carried(example: Example, carrier: str) -> Around:
    rows = carrier.rstrip("\n").split("\n")
    place = next(number for number, row in enumerate(rows) if row.endswith(_PLACE))
    head = rows[place].removesuffix(_PLACE)
    indent = " " * (len(head) - len(head.lstrip()))
    filled = [head + example.lines[0], *(indent + line for line in example.lines[1:])]
    whole = world_with("\n".join([*rows[:place], *filled, *rows[place + 1 :]]))
    first = whole.first_line + place
    return Around(whole.text, first, first + len(filled) - 1)


@cache
def compiled(text: str) -> Compiled:
    """What becomes of a program."""
    return compile_text(Document("shop.loyalty", text))


def errors(text: str) -> list[Diagnostic]:
    """Its errors."""
    return [one for one in compiled(text).diagnostics if one.severity is Severity.ERROR]


def right_program(example: Example) -> Around | None:
    """The first program around an example that has no error; None where there is none."""
    return next((one for one in around(example) if not errors(one.text)), None)


def not_run(program: Around) -> list[Diagnostic]:
    """What does not run yet in the lines of the example, or of the block that they stand in."""
    line_of = Document("shop.loyalty", program.text).line_of
    return [
        one
        for one in compiled(program.text).not_run
        if line_of(one.label.span.start) <= program.last_line
        and line_of(one.label.span.end) >= program.first_line
    ]
