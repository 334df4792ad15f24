"""Reads activities and attributes."""

from collections.abc import Callable

from dsl.checker.context import Context, name_of
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.texts import constant
from dsl.checker.problems import about_attributes, about_lines
from dsl.checker.quantities import whole_number
from dsl.program.names import Activity, Attribute, ValueKind
from dsl.syntax.tree import Node


def _plain(value: ValueKind) -> Callable[[Context, Node, str], Attribute]:
    return lambda context, node, name: Attribute(name=name, value=value)


def _number(context: Context, node: Node, name: str) -> Attribute | None:
    leaves = list(node.leaves("NUMBER"))
    bounds = [whole_number(context, leaf, "whole numbers") for leaf in leaves]
    low, high = bounds or (None, None)
    if bounds and (low is None or high is None):
        return None
    if low is not None and high is not None and high < low:
        about_attributes.no_number_between(context, node)
        return None
    return Attribute(name=name, value=ValueKind.NUMBER, low=low, high=high)


def _one_of(context: Context, node: Node, name: str) -> Attribute:
    part = node.node("names")
    assert part is not None
    options = dict.fromkeys(name_of(leaf) for leaf in part.leaves("NAME"))
    return Attribute(name=name, value=ValueKind.ONE_OF, options=tuple(options))


_KINDS: dict[str, Callable[[Context, Node, str], Attribute | None]] = {
    "yes_or_no": _plain(ValueKind.YES_NO),
    "a_number": _number,
    "a_sum_of_money": _plain(ValueKind.MONEY),
    "a_date": _plain(ValueKind.DATE),
    "a_text": _plain(ValueKind.TEXT),
    "one_of": _one_of,
}


def _own_kind(context: Context, node: Node) -> Attribute | None:
    return _KINDS[node.kind](context, node, context.block_name)


def _has(context: Context, node: Node) -> Attribute | None:
    leaf, kind = node.leaf("NAME"), node.node(*_KINDS)
    assert leaf is not None
    assert kind is not None
    return _KINDS[kind.kind](context, kind, name_of(leaf))


_BUILT_IN = ("age", "birthday", "cause")
"""What every program knows of its members."""

_ATTRIBUTE = {kind: Clause("value", _own_kind) for kind in _KINDS}
_ACTIVITY = {
    "has": Clause("fields", _has, many=True),
    "counts_at_once": Clause("needs_approval", constant(False)),
    "counts_once_approved": Clause("needs_approval", constant(True)),
}


def attribute(context: Context, block: Node) -> Attribute | None:
    """The attribute of a block."""
    lines = Lines(context, block, _ATTRIBUTE)
    found: Attribute | None = lines.read("value")
    if context.block_name in _BUILT_IN:
        leaf = block.leaf("NAME")
        assert leaf is not None
        about_attributes.built_in_attribute(context, leaf)
    if not lines.says("value") and not lines.has_unread:
        about_lines.missing_statement(
            context,
            block,
            "what it can be",
            "yes or no",
            "An attribute is yes or no, a number, a sum of money, a date, a text, or one of some"
            " names.",
        )
    if found is not None:
        context.fields[""][found.name] = found
    return found


def activity(context: Context, block: Node) -> Activity:
    """The activity of a block."""
    lines = Lines(context, block, _ACTIVITY)
    values = lines.values("fields", "needs_approval")
    known = context.fields[context.block_name]
    for written, field in zip(
        lines.fields.get("fields", ()), values.get("fields", ()), strict=False
    ):
        if field.name in known:
            first = lines.fields["fields"][list(known).index(field.name)].line
            about_lines.doubled_statement(context, "activity", first, written.line)
        known.setdefault(field.name, field)
    if "fields" in values:
        values["fields"] = tuple(known.values())
    return Activity(name=context.block_name, **values)
