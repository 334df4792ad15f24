"""Where the things of a program were written; kept beside the program, never in it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.source.document import Document
from dsl.source.span import Span


@dataclass
class BlockPlace:
    """Where one block stands.

    Attributes:
        kind: the word of its header (`earn`, `tier`, ...).
        header: its kind and name.
        name: the name in its header.
        whole: the header and all lines.
        lines: by field of the model, where each of its values was written, in their order.
        statements: by field, the whole lines of the same values.
    """

    kind: str
    header: Span
    name: Span
    whole: Span
    lines: dict[str, list[Span]] = field(default_factory=dict)
    statements: dict[str, list[Span]] = field(default_factory=dict)

    def line(self, field_name: str, index: int = 0) -> Span:
        """Where a value was written; the header where it was not."""
        found = self.lines.get(field_name, ())
        return found[index] if index < len(found) else self.header


class NameWritten(NamedTuple):
    """A name in quotes, wherever it stands.

    Attributes:
        span: with its quotes.
        kinds: what may be named here, as words of headers (`wallet`, `tier`) or, for the shop's
            own values, the line of the program block that lists them (`channels`).
        name: without its quotes; a name that stands for nothing is here as well.
        is_definition: it is the one in the header, or in the list of the program block.
    """

    span: Span
    kinds: tuple[str, ...]
    name: str
    is_definition: bool = False


class Places:
    """The places of all named blocks of a text.

    Attributes:
        names: every name that the check has looked up or declared, as it came to them; one that
            is read for several tiers is there several times.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks: dict[tuple[Family, str], BlockPlace] = {}
        self.program: BlockPlace | None = None
        self.names: list[NameWritten] = []

    def add(self, family: Family, name: str, place: BlockPlace) -> None:
        """Keep the first place of a name."""
        self._blocks.setdefault((family, name), place)

    def block(self, family: Family, name: str) -> BlockPlace:
        """The place of a block.

        Raises:
            KeyError: the text has no such block.
        """
        return self._blocks[family, name]

    def find(self, family: Family, name: str) -> BlockPlace | None:
        """The place of a block, if the text has it."""
        return self._blocks.get((family, name))

    def line_of(self, family: Family, name: str) -> int | None:
        """The line (from 1) of a block's header, if the text has it."""
        found = self._blocks.get((family, name))
        return self._document.line_of(found.header.start) if found else None
