"""Reads conditions on attributes, of the member or of the activity at hand."""

from typing import NamedTuple

from dsl.checker.context import Context, name_of
from dsl.checker.phrases.comparisons import (
    COMPARISONS,
    comparison,
    date_value,
    sum_of_money,
    whole,
)
from dsl.checker.phrases.measures import attribute_at_hand, nearest_option
from dsl.checker.problems import about_attributes
from dsl.checker.resolve import resolve
from dsl.program.conditions import AttributeIs, Comparison, FieldIs, Relation
from dsl.program.names import Attribute, ValueKind
from dsl.program.words_of_names import value_words
from dsl.syntax.tree import Leaf, Node

_EQUALITY_ONLY = (ValueKind.YES_NO, ValueKind.TEXT, ValueKind.ONE_OF)


class Test(NamedTuple):
    """What an attribute is held against: accepted values, or a comparison."""

    values: tuple[str, ...] = ()
    comparison: Comparison | None = None


def member_attribute_is(context: Context, node: Node) -> AttributeIs | None:
    """The member's "card holder" is yes."""
    leaf = node.leaf("NAME")
    assert leaf is not None
    attribute = _of_member(context, leaf)
    found = _test(context, node, attribute) if attribute else None
    if attribute is None or found is None:
        return None
    return AttributeIs(attribute=attribute.name, values=found.values, comparison=found.comparison)


def fact_attribute_is(context: Context, node: Node) -> FieldIs | None:
    """Its "rating" is at least 4."""
    leaf = node.leaf("NAME")
    assert leaf is not None
    attribute = attribute_at_hand(context, leaf)
    found = _test(context, node, attribute) if attribute else None
    if attribute is None or found is None:
        return None
    return FieldIs(field=attribute.name, values=found.values, comparison=found.comparison)


def _of_member(context: Context, leaf: Leaf) -> Attribute | None:
    name = resolve(context, leaf, "attribute")
    return None if name is None else context.fields[""].get(name)


def _test(context: Context, node: Node, attribute: Attribute) -> Test | None:
    compared = node.node(*COMPARISONS)
    if compared is not None:
        return _comparison(context, compared, attribute)
    names = node.node("names")
    if names is not None:
        return _names(context, names, attribute)
    truth = node.node("yes", "no")
    assert truth is not None
    if attribute.value is ValueKind.YES_NO:
        return Test(values=(truth.kind,))
    about_attributes.value_does_not_fit(context, truth.span, attribute.name, value_words(attribute))
    return None


def _comparison(context: Context, node: Node, attribute: Attribute) -> Test | None:
    if attribute.value in _EQUALITY_ONLY:
        about_attributes.value_does_not_fit(
            context, node.span, attribute.name, value_words(attribute)
        )
        return None
    reader = {
        ValueKind.MONEY: sum_of_money,
        ValueKind.DATE: date_value,
    }.get(attribute.value, whole(()))
    found = comparison(context, node, reader)
    if found is None:
        return None
    if _is_out_of_range(attribute, found):
        about_attributes.value_does_not_fit(
            context, node.span, attribute.name, value_words(attribute)
        )
        return None
    return Test(comparison=found)


def _is_out_of_range(attribute: Attribute, found: Comparison) -> bool:
    """Whether no value that the attribute can take fulfils the comparison."""
    low, high = attribute.low, attribute.high
    if low is None or high is None:
        return False
    return {
        Relation.IS: not low <= found.low <= high,
        Relation.AT_LEAST: found.low > high,
        Relation.AT_MOST: found.low < low,
        Relation.MORE_THAN: found.low >= high,
        Relation.LESS_THAN: found.low <= low,
        Relation.BETWEEN: found.low > high or (found.high or 0) < low,
    }[found.relation]


def _names(context: Context, node: Node, attribute: Attribute) -> Test | None:
    written = list(node.leaves("NAME"))
    if attribute.value is ValueKind.TEXT:
        return Test(values=tuple(dict.fromkeys(map(name_of, written))))
    fitting = attribute.options if attribute.value is ValueKind.ONE_OF else ()
    odd = [leaf for leaf in written if name_of(leaf) not in fitting]
    for leaf in odd:
        nearest = nearest_option(attribute, name_of(leaf))
        about_attributes.value_does_not_fit(
            context, leaf.span, attribute.name, value_words(attribute), nearest
        )
    return None if odd else Test(values=tuple(dict.fromkeys(map(name_of, written))))
