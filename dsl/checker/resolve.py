"""Finds what a name stands for, anywhere in the text, and says so where it stands for nothing."""

from collections.abc import Sequence

from dsl.checker.context import Context, Declared, name_of
from dsl.checker.families import FAMILY_OF_KIND
from dsl.checker.letters import described, odd_letter, skeleton
from dsl.checker.places import NameWritten
from dsl.checker.problems import about_names
from dsl.syntax.tree import Leaf, Node


def resolve(context: Context, leaf: Leaf, *kinds: str) -> str | None:
    """The name, if a block of one of the kinds (all of one family) declares it."""
    family = FAMILY_OF_KIND[kinds[0]]
    name = name_of(leaf)
    context.places.names.append(NameWritten(leaf.span, kinds, name))
    found = context.declared[family].get(name)
    if found is not None:
        context.use(family, name, leaf.span)
        if found.kind in kinds:
            return name
    if name in context.unread_names:
        return None
    _refuse(context, leaf, kinds, found or _elsewhere(context, name))
    return None


def resolve_all(context: Context, node: Node, *kinds: str) -> tuple[str, ...]:
    """The names of a list that were found, each once; the others are reported."""
    found = [resolve(context, leaf, *kinds) for leaf in node.leaves("NAME")]
    return tuple(dict.fromkeys(name for name in found if name is not None))


def resolve_in(context: Context, line: Node, *kinds: str) -> str | None:
    """The one name that a line holds."""
    leaf = line.leaf("NAME")
    assert leaf is not None
    return resolve(context, leaf, *kinds)


def names_in(context: Context, line: Node, *kinds: str) -> tuple[str, ...]:
    """The list of names that a line holds."""
    node = line.node("names")
    assert node is not None
    return resolve_all(context, node, *kinds)


def _elsewhere(context: Context, name: str) -> Declared | None:
    """The name in any other family."""
    for declared in context.declared.values():
        if name in declared:
            return declared[name]
    return None


def _refuse(context: Context, leaf: Leaf, kinds: Sequence[str], found: Declared | None) -> None:
    known = about_names.names_in(context.declared[FAMILY_OF_KIND[kinds[0]]].values(), kinds)
    if found is not None:
        about_names.wrong_kind_of_name(context, leaf, kinds, found, known)
        return
    meant = look_alike_of(name_of(leaf), known)
    if meant:
        odd = odd_letter(name_of(leaf)) or odd_letter(meant)
        context.use(FAMILY_OF_KIND[kinds[0]], meant, leaf.span)
        about_names.look_alike(context, leaf, meant, described(odd) if odd else "another letter")
        return
    about_names.unknown_name(context, leaf, kinds, known)


def look_alike_of(name: str, known: Sequence[str]) -> str:
    """The known name that looks the same and is written with other letters, or ""."""
    looks = skeleton(name)
    if name.isascii() and all(other.isascii() for other in known):
        return ""
    return next((other for other in known if other != name and skeleton(other) == looks), "")


def value(context: Context, leaf: Leaf, line: str) -> str | None:
    """One of the shop's own values, if the program block lists it.

    Args:
        line: the line of the program block (`channels`, `payment methods`, ...).
    """
    known = context.values.get(line, [])
    name = name_of(leaf)
    context.places.names.append(NameWritten(leaf.span, (line,), name))
    if name in known:
        return name
    if name not in context.unread_names:
        about_names.unknown_value(context, leaf, line, known)
    return None


def values(context: Context, node: Node, line: str) -> tuple[str, ...]:
    """The values of a list that were found, each once; the others are reported."""
    found = [value(context, leaf, line) for leaf in node.leaves("NAME")]
    return tuple(dict.fromkeys(name for name in found if name is not None))
