"""Sorts the lines of a block by what they say, and reads them.

A block has a table: for each clause, by the grammar's name, the field of the model that it fills
and the function that reads it. A function gives the value, or nothing after it has reported why
there is none.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from dsl.checker.context import Context, name_of
from dsl.checker.families import FAMILY_OF_KIND
from dsl.checker.places import BlockPlace
from dsl.checker.problems import about_lines
from dsl.checker.problems.about_lines import header_span
from dsl.program.not_run import NOT_RUN
from dsl.source.span import Span
from dsl.syntax.tree import Node

Reader = Callable[[Context, Node], Any]
_NOTED_BEFORE = "formerly"
"""A clause about the name of its block, which is noted with the names."""


class Clause(NamedTuple):
    """What a clause fills.

    Attributes:
        field: the model's field.
        read: gives the value of the line.
        many: lines of this clause add up (the value is one of a list, or itself a list).
    """

    field: str
    read: Reader
    many: bool = False


Table = Mapping[str, Clause]


class Written(NamedTuple):
    """One value to be read: its words, and the line they stand in."""

    clause: Clause
    node: Node
    line: Node


class Lines:
    """The lines of one block, sorted by field."""

    def __init__(self, context: Context, block: Node, table: Table) -> None:
        self._context = context
        self.place = BlockPlace(
            block.kind.removesuffix("_block"), header_span(block), _name_span(block), block.span
        )
        self.fields: dict[str, list[Written]] = {}
        self.has_unread = False
        self.has_left_out = False
        self.nested: list[Node] = []
        kind = self.place.kind
        leaf = block.leaf("NAME")
        context.block_kind, context.block_name = kind, name_of(leaf) if leaf else ""
        if kind in FAMILY_OF_KIND:
            context.places.add(FAMILY_OF_KIND[kind], context.block_name, self.place)
        for line in block.parts:
            if isinstance(line, Node):
                self._sort(line, table, kind)

    def _sort(self, line: Node, table: Table, kind: str) -> None:
        clause = table.get(line.kind)
        if clause is None:
            self._without_clause(line, kind)
            return
        if clause.many:
            for node in _parts_that_count(line):
                self.fields.setdefault(clause.field, []).append(Written(clause, node, line))
            return
        first = self.fields.setdefault(clause.field, [])
        if first:
            about_lines.doubled_statement(self._context, kind, first[0].line, line)
        else:
            first.append(Written(clause, line, line))

    def _without_clause(self, line: Node, kind: str) -> None:
        """A line that the block's table does not have."""
        if line.kind == "unread":
            self.has_unread = True
        elif line.kind.endswith("_block"):
            self.nested.append(line)
        elif line.kind == _NOTED_BEFORE:
            return
        elif line.kind in NOT_RUN:
            self._context.leave_out(line.kind, line)
            self.has_left_out = True
        elif f"{line.kind} in {kind}" in NOT_RUN:
            self._context.leave_out(f"{line.kind} in {kind}", line)
            self.has_left_out = True
        else:
            self._misplaced(line)

    def _misplaced(self, line: Node) -> None:
        about_lines.no_such_line_here(self._context, line)

    def says(self, field: str) -> bool:
        """Whether a line fills the field."""
        return field in self.fields

    def line(self, field: str) -> Node | None:
        """The first line that fills the field."""
        found = self.fields.get(field)
        return found[0].line if found else None

    def nodes_of(self, kind: str) -> list[Node]:
        """The lines of one clause."""
        return [
            written.line
            for found in self.fields.values()
            for written in found
            if written.line.kind == kind
        ]

    def read(self, field: str) -> Any:
        """The value of a field: one, or a tuple where lines add up; None where there is none."""
        found = self.fields.get(field)
        if not found:
            return None
        if not found[0].clause.many:
            value = self._read(field, found[0])
            return value[0] if value else None
        return tuple(one for written in found for one in self._read(field, written))

    def _read(self, field: str, written: Written) -> list[Any]:
        before = len(self._context.left_out)
        value = written.clause.read(self._context, written.node)
        if len(self._context.left_out) != before:
            self.has_left_out = True
        if value is None:
            return []
        values = value if isinstance(value, list) else [value]
        self.place.lines.setdefault(field, []).extend([written.node.span] * len(values))
        self.place.statements.setdefault(field, []).extend([written.line.span] * len(values))
        return values

    def values(self, *fields: str) -> dict[str, Any]:
        """The values of the fields that lines fill (of all of them where none is named)."""
        found: dict[str, Any] = {}
        for field in fields or self.fields:
            if field in self.fields:
                value = self.read(field)
                if value is not None:
                    found[field] = value
        return found


def _name_span(block: Node) -> Span:
    leaf = block.leaf("NAME")
    return leaf.span if leaf else header_span(block)


def _parts_that_count(line: Node) -> list[Node]:
    """The conditions of a `when` line one by one; any other line as it is."""
    if line.kind == "when":
        return list(line.nodes())
    return [line]
