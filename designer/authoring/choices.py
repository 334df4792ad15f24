"""What may be chosen for a field: names of the same kind, units, weekdays, other wordings."""

from collections.abc import Iterator

from designer.authoring.draft import Checked
from designer.authoring.fields import Field, FieldKind
from designer.authoring.wallets_in_text import wallets_of
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.words import WEEKDAYS
from dsl.values.currencies import DECIMALS

_OWN_WORDS = frozenset(
    "terms says formerly has channels stores brands payment_methods one_of category brand sku label"
    " except_category except_brand except_sku except_label experience recurring".split()
)
"""Phrases whose names are the owner's own and stand for nothing else in the text."""
_DURATIONS = (("day", "days"), ("week", "weeks"), ("month", "months"), ("year", "years"))
_FACTS = (("purchase", "purchases"), ("visit", "visits"))
_TIMES = (("time", "times"),)


def choices(checked: Checked, field: Field) -> tuple[str, ...]:
    """All that may stand in a field, as a box shows it; nothing where it is typed freely.

    What stands there now is among them, but for a name that stands for nothing.
    """
    if field.kind is FieldKind.NAME:
        known = _known_names(checked, field)
        if known is not None:
            return known
    match field.kind:
        case FieldKind.WORDING:
            found = list(field.wordings)
        case FieldKind.WEEKDAY:
            found = list(WEEKDAYS)
        case FieldKind.NAME:
            found = list(_names(checked.tree, field))
        case FieldKind.WORD:
            found = list(_units(checked.tree, field))
        case _:
            found = []
    return tuple(dict.fromkeys(found)) if field.shown in found else ()


def _known_names(checked: Checked, field: Field) -> tuple[str, ...] | None:
    """The names that the check looks for where a name stands; None where it looks for none."""
    names = checked.compiled.places.names
    here = next((each for each in names if each.span == field.span), None)
    if here is None:
        return None
    if here.is_definition:
        return ()
    fitting = (each for each in names if each.is_definition and set(each.kinds) & set(here.kinds))
    return tuple(dict.fromkeys(each.name for each in fitting))


def _phrases_at(tree: Node, offset: int) -> list[Node]:
    """The phrases that an offset stands in, from the whole text inwards."""
    found = [tree]
    inner: Node | None = tree
    while inner is not None:
        inner = next((node for node in inner.nodes() if node.start <= offset < node.end), None)
        if inner is not None:
            found.append(inner)
    return found


def _blocks(outside: Node) -> Iterator[Node]:
    """All blocks, those inside others too."""
    for node in outside.nodes():
        if node.kind.endswith("_block"):
            yield node
            yield from _blocks(node)


def _name(leaf: Leaf | None) -> str:
    return leaf.text[1:-1] if leaf else ""


def _names(tree: Node, field: Field) -> Iterator[str]:
    """The names of the kind of thing that a name stands for, where the check notes none."""
    around = {node.kind for node in _phrases_at(tree, field.span.start)[2:]}
    if not around or around & _OWN_WORDS or field.span in _headers(tree):
        return
    kinds = {block.kind for block in _blocks(tree) if _name(block.leaf("NAME")) == field.shown}
    for block in _blocks(tree):
        if block.kind in kinds:
            yield _name(block.leaf("NAME"))
        for names in _lists(block):
            if field.shown in names:
                yield from names


def _headers(tree: Node) -> set[tuple[int, int]]:
    """Where the names of blocks are written."""
    return {leaf.span for block in _blocks(tree) for leaf in block.leaves("NAME")}


def _lists(block: Node) -> Iterator[list[str]]:
    """What comes with an activity, and what each of it, or of a member, can be."""
    yield [_name(line.leaf("NAME")) for line in block.nodes("has")]
    for around in (block, *block.nodes("has")):
        for line in around.nodes("one_of"):
            names = line.node("names")
            yield [_name(leaf) for leaf in names.leaves("NAME")] if names else []


def _units(tree: Node, field: Field) -> Iterator[str]:
    """The units that may count what a unit counts, each as its number asks for it."""
    around = _phrases_at(tree, field.span.start)
    kinds = [node.kind for node in around]
    if kinds[-1] in ("currency", "holds"):
        yield from sorted(DECIMALS)
        return
    if field.text in DECIMALS:
        yield field.text
        return
    wallets = tuple((each.one, each.many) for each in wallets_of(tree) if not each.is_money)
    groups = [_DURATIONS, _FACTS, wallets]
    if "at_most" in kinds:
        groups = [_DURATIONS, _TIMES + wallets]
    number = around[-1].leaf("NUMBER")
    form = 0 if number and number.text == "1" else 1
    for group in groups:
        if kinds[-1] != "unit" and any(field.text in forms for forms in group):
            yield from (field.text if field.text in forms else forms[form] for forms in group)
