"""Reads clauses that have one meaning, and words for the customer."""

from collections.abc import Callable
from typing import Any

from dsl.checker.context import Context, name_of
from dsl.syntax.tree import Node


def constant(value: Any) -> Callable[[Context, Node], Any]:
    """A clause that always means the same."""
    return lambda context, node: value


def text(context: Context, node: Node) -> str:
    """The text in a line's quotes."""
    leaf = node.leaf("NAME")
    assert leaf is not None
    return name_of(leaf)
