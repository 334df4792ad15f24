"""The tree of a program text: what was written, nothing judged.

One generic node serves every clause. `kind` is the grammar's name for the phrase (an alias of
`grammar.lark`), so the grammar is the one list of constructs, and a clause of the language is
one alternative there and one function in the checker that reads it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dsl.source.span import Span


class Leaf(NamedTuple):
    """One written word, number, name or sign that carries meaning.

    Attributes:
        kind: the terminal's name in the grammar (`NAME`, `WORD`, `NUMBER`, `PERCENT`, ...).
        text: exactly as written (a NAME keeps its quotes).
        start: offset of its first character.
        end: offset after its last character.
    """

    kind: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.start, self.end)


class Node(NamedTuple):
    """A phrase: a block, a line or a part of a line.

    Attributes:
        kind: the phrase's name in the grammar.
        parts: its leaves and phrases in the order of the text; words that only join are left out.
        start: offset of its first character, joining words included.
        end: offset after the last character of its last word (never past its line's text,
            unless it holds lines of its own).
    """

    kind: str
    parts: "tuple[Node | Leaf, ...]"
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it is written."""
        return Span(self.start, self.end)

    def nodes(self, *kinds: str) -> "Iterator[Node]":
        """The phrases directly inside, of the given kinds (all of them where none is given)."""
        for part in self.parts:
            if isinstance(part, Node) and (not kinds or part.kind in kinds):
                yield part

    def node(self, *kinds: str) -> "Node | None":
        """The first phrase directly inside of one of the kinds, if there is one."""
        return next(self.nodes(*kinds), None)

    def leaves(self, *kinds: str) -> "Iterator[Leaf]":
        """The leaves directly inside, of the given kinds (all of them where none is given)."""
        for part in self.parts:
            if isinstance(part, Leaf) and (not kinds or part.kind in kinds):
                yield part

    def leaf(self, *kinds: str) -> "Leaf | None":
        """The first leaf directly inside of one of the kinds, if there is one."""
        return next(self.leaves(*kinds), None)
