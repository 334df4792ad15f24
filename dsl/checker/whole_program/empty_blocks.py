"""Tells of blocks without a line: they are left out, or missing where something needs them."""

from collections.abc import Iterator

from dsl.checker.context import name_of
from dsl.checker.families import FAMILY_OF_KIND, in_words
from dsl.checker.problems.about_lines import header_span
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at rules, rewards, groups and ladders that have no line."""
    for block in whole.context.empty:
        leaf = block.leaf("NAME")
        if leaf is None:
            continue
        kind = block.kind.removesuffix("_block")
        used = whole.context.used.get(FAMILY_OF_KIND[kind], {}) if kind in FAMILY_OF_KIND else {}
        if kind in ("earn", "benefit", "reward") and name_of(leaf) in used:
            yield _needed(block, leaf, kind, used[name_of(leaf)][0])
        else:
            yield _empty(whole, block, leaf, kind)


def _needed(block: Node, leaf: Leaf, kind: str, use: Span) -> Diagnostic:
    return diagnostic(
        "missing-statement",
        f"the {in_words(kind)} {quoted(name_of(leaf))} has no lines",
        Label(header_span(block), "says nothing"),
        others=[Label(use, "named here")],
        body="Another line names it, so it has to say when it happens and what it gives.",
    )


def _empty(whole: Whole, block: Node, leaf: Leaf, kind: str) -> Diagnostic:
    return diagnostic(
        "empty-block",
        f"the {in_words(kind)} {quoted(name_of(leaf))} has no lines",
        Label(header_span(block), "does nothing"),
        body="A block without lines does nothing at the till; the program is the same without it.",
        fix=Fix("take it out until there is something to say", edits=(_without(whole, block),)),
    )


def _without(whole: Whole, block: Node) -> Edit:
    """Takes out the header, and the empty line that follows it."""
    text = whole.context.document.text
    start = text.rfind("\n", 0, block.start) + 1
    end = text.find("\n", block.end)
    if end < 0:
        return Edit(Span(start, len(text)), "")
    if text[end + 1 : end + 2] == "\n":
        end += 1
    return Edit(Span(start, end + 1), "")
