"""Reads for whom something is: tiers, memberships, segments."""

from dsl.checker.context import Context, name_of
from dsl.checker.families import Family
from dsl.checker.problems import about_occasions
from dsl.checker.resolve import resolve
from dsl.program.rules import Audience
from dsl.syntax.tree import Leaf, Node

_KINDS = ("tier", "membership", "segment")


def tiers_from(context: Context, name: str) -> tuple[str, ...]:
    """A tier and all above it."""
    return tuple(context.tiers[context.tiers.index(name) :])


def audience(context: Context, node: Node) -> list[tuple[str, str]] | None:
    """The kinds and names that an `audience` phrase names, "or above" written out."""
    if node.node("or_above"):
        leaf = node.leaf("NAME")
        assert leaf is not None
        return _and_above(context, leaf)
    names = node.node("names")
    assert names is not None
    found = [_one(context, leaf) for leaf in names.leaves("NAME")]
    return [one for one in found if one is not None] if all(found) else None


def _one(context: Context, leaf: Leaf) -> tuple[str, str] | None:
    name = resolve(context, leaf, *_KINDS)
    return None if name is None else (context.declared[Family.AUDIENCE][name].kind, name)


def _and_above(context: Context, leaf: Leaf) -> list[tuple[str, str]] | None:
    one = _one(context, leaf)
    if one is None:
        return None
    kind, name = one
    if kind != "tier":
        about_occasions.nothing_above(context, leaf, kind, name_of(leaf))
        return None
    for above in tiers_from(context, name):
        context.use(Family.AUDIENCE, above, leaf.span)
    return [("tier", above) for above in tiers_from(context, name)]


def together(found: tuple[tuple[str, str], ...]) -> Audience:
    """The audience of all names of one or several lines."""
    names: dict[str, dict[str, None]] = {kind: {} for kind in _KINDS}
    for kind, name in found:
        names[kind][name] = None
    return Audience(
        tiers=tuple(names["tier"]),
        memberships=tuple(names["membership"]),
        segments=tuple(names["segment"]),
    )


def for_line(context: Context, line: Node) -> list[tuple[str, str]] | None:
    """What a `for` line names."""
    node = line.node("audience")
    assert node is not None
    return audience(context, node)


def tiers_named(context: Context, line: Node) -> tuple[str, ...] | None:
    """The tiers that `the tier is` names."""
    node = line.node("audience")
    assert node is not None
    if node.node("or_above"):
        found = audience(context, node)
        return None if found is None else tuple(name for _, name in found)
    names = node.node("names")
    assert names is not None
    tiers = [resolve(context, leaf, "tier") for leaf in names.leaves("NAME")]
    known = tuple(dict.fromkeys(name for name in tiers if name is not None))
    return known if len(known) == len(set(tiers)) else None
