"""The examples of `clauses.yaml`, each put into the block whose line it is."""

from functools import cache
from typing import NamedTuple

from dsl.syntax.clauses import clauses

_HEADERS = {
    "text": [],
    "prize": ['game "G"', 'prize "P"'],
    "condition": ['segment "S"', "when any of these"],
    "change": ['change "C" on 1 January 2030'],
}


class Example(NamedTuple):
    """One example of a clause.

    Attributes:
        block: the kind of block whose lines it shows.
        clause: the clause as the reference words it.
        lines: the example.
    """

    block: str
    clause: str
    lines: tuple[str, ...]

    def headers(self) -> list[str]:
        """The headers above it."""
        return list(_HEADERS.get(self.block, [f'{self.block} "B"']))

    def text(self) -> str:
        """A text that has the example and nothing more."""
        return _below(self.headers(), self.lines)


def _below(headers: list[str], lines: tuple[str, ...]) -> str:
    rows = [f"{'  ' * depth}{header}" for depth, header in enumerate(headers)]
    rows += [f"{'  ' * len(headers)}{line}" for line in lines]
    return "\n".join(rows) + "\n"


@cache
def examples() -> tuple[Example, ...]:
    """All examples in the order of the file."""
    return tuple(
        Example(clause.block, clause.words, tuple(example.split("\n")))
        for clause in clauses()
        for example in clause.examples
    )


@cache
def whole_language() -> str:
    """One text that holds every example, block by block; the version line comes first."""
    lines: dict[str, list[str]] = {}
    for example in examples():
        lines.setdefault(example.block, []).extend(example.lines)
    parts = ["\n".join(lines.pop("text"))]
    for block, rows in lines.items():
        parts.append(_below(Example(block, "", ()).headers(), tuple(rows)).rstrip("\n"))
    return "\n\n".join(parts) + "\n"
