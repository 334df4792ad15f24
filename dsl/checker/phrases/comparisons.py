"""Reads comparisons: "at least 5", "between 18 and 25", "more than 60 days ago"."""

from collections.abc import Callable
from typing import NamedTuple

from dsl.checker.context import Context
from dsl.checker.phrases.dates import one_date
from dsl.checker.problems import about_amounts
from dsl.checker.quantities import duration, money, whole_number
from dsl.program.conditions import Comparison, Relation
from dsl.program.time import Duration
from dsl.syntax.tree import Node

ReadValue = Callable[[Context, Node], int | None]
"""Reads a value (quantity, number, date or percent) as the number that is compared."""

_RELATIONS = {
    "at_least": Relation.AT_LEAST,
    "at_most_value": Relation.AT_MOST,
    "more_than": Relation.MORE_THAN,
    "less_than": Relation.LESS_THAN,
    "between": Relation.BETWEEN,
    "equals": Relation.IS,
    "before": Relation.LESS_THAN,
    "after": Relation.MORE_THAN,
    "at_least_ago": Relation.AT_LEAST,
    "at_most_ago": Relation.AT_MOST,
    "more_than_ago": Relation.MORE_THAN,
    "less_than_ago": Relation.LESS_THAN,
    "between_ago": Relation.BETWEEN,
}
COMPARISONS = tuple(kind for kind in _RELATIONS if not kind.endswith("_ago"))
ELAPSED = tuple(kind for kind in _RELATIONS if kind.endswith("_ago"))


def comparison(context: Context, node: Node, read: ReadValue) -> Comparison | None:
    """A relation with its number or numbers."""
    values = [read(context, part) for part in node.nodes()]
    low = values[0]
    high = values[1] if len(values) > 1 else None
    if low is None or (len(values) > 1 and high is None):
        return None
    return Comparison(relation=_RELATIONS[node.kind], low=low, high=high)


class Elapsed(NamedTuple):
    """A relation with a length of time, or two."""

    relation: Relation
    length: Duration
    other: Duration | None


def elapsed(context: Context, node: Node) -> Elapsed | None:
    """How long ago."""
    lengths = [duration(context, part) for part in node.nodes("quantity")]
    found = [length for length in lengths if length is not None]
    if len(found) != len(lengths):
        return None
    return Elapsed(_RELATIONS[node.kind], found[0], found[1] if len(found) > 1 else None)


def sum_of_money(context: Context, node: Node) -> int | None:
    """A value that must be money."""
    if node.kind == "quantity":
        return money(context, node)
    _not_a(context, node, f"a sum of money, as in {context.text_of(node)} {context.currency}")
    return None


def whole(words: tuple[str, ...]) -> ReadValue:
    """A value that must be a number, alone or with one of the words."""

    def read(context: Context, node: Node) -> int | None:
        if node.kind == "number" or (node.kind == "quantity" and _word(node) in words):
            leaf = node.leaf("NUMBER")
            assert leaf is not None
            return whole_number(context, leaf, words[1] if words else "whole numbers")
        wanted = f"a number of {words[1]}" if words else "a number"
        _not_a(context, node, wanted)
        return None

    return read


def _word(node: Node) -> str:
    leaf = node.leaf("WORD")
    return leaf.text if leaf else ""


def date_value(context: Context, node: Node) -> int | None:
    """A value that must be a date, as its ordinal."""
    if node.kind == "date":
        found = one_date(context, node)
        return None if found is None else found.toordinal()
    _not_a(context, node, "a date, as in 1 March 2026")
    return None


def _not_a(context: Context, node: Node, wanted: str) -> None:
    about_amounts.units_do_not_mix(
        context,
        node,
        f"{context.text_of(node)[:30]} cannot be compared here",
        "another kind of amount",
        f"This condition compares {wanted}.",
    )
