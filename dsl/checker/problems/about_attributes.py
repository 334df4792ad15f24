"""Problems with attributes: unknown ones, and values that they cannot take."""

from collections.abc import Sequence

from dsl.checker.context import Context, name_of
from dsl.checker.families import FAMILY_OF_KIND
from dsl.checker.problems.about_names import use_nearest
from dsl.checker.words import names, quoted
from dsl.diagnostics.diagnostic import Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node


def value_does_not_fit(
    context: Context, span: Span, attribute: str, takes: str, nearest: Sequence[str] = ()
) -> None:
    """An attribute compared with a value that it cannot take."""
    written = context.document.text[span.start : span.end]
    context.report(
        diagnostic(
            "value-does-not-fit",
            f"{quoted(attribute)} is never {written if len(written) < 26 else 'that'}",
            Label(span, "not a value that it can have"),
            body=f"{quoted(attribute)} is {takes}, so this condition would never hold.",
            fix=use_nearest(context, span, nearest, quotes=True),
        )
    )


def unknown_attribute(context: Context, leaf: Leaf, activity: str, known: Sequence[str]) -> None:
    """An attribute that the activity does not have."""
    found = context.suggest(name_of(leaf), known)
    has = f"It has {names(known)}." if known else "It has none."
    declared = context.declared[FAMILY_OF_KIND["activity"]].get(activity)
    context.report(
        diagnostic(
            "unknown-name",
            f"{quoted(activity)} has no attribute {quoted(name_of(leaf))}",
            Label(leaf.span, "not an attribute of it"),
            others=[Label(declared.leaf.span, "its block")] if declared else [],
            body=f"The block of {quoted(activity)} says what it has. {has}",
            fix=use_nearest(context, leaf.span, found.nearest, quotes=True),
        )
    )


def not_a_date(context: Context, leaf: Leaf, attribute: str) -> None:
    """A yearly day taken from an attribute that is no date."""
    declared = context.declared[FAMILY_OF_KIND["attribute"]].get(attribute)
    context.report(
        diagnostic(
            "value-does-not-fit",
            f"{quoted(attribute)} is not a date",
            Label(leaf.span, "a day is needed here"),
            others=[Label(declared.leaf.span, "its block")] if declared else [],
            body="A rule can come each year on a date of the member; this attribute is none.",
        )
    )


def no_number_between(context: Context, node: Node) -> None:
    """A range of numbers that ends below its start."""
    context.report(
        diagnostic(
            "value-does-not-fit",
            "no number lies between these two",
            Label(node.span, "ends below its start"),
            body="A range goes from its lower to its higher number.",
        )
    )


def built_in_attribute(context: Context, leaf: Leaf) -> None:
    """An attribute with the name of something that every program knows of its members."""
    context.report(
        diagnostic(
            "doubled-name",
            f"every program knows {quoted(name_of(leaf))} already",
            Label(leaf.span, "needs no block"),
            body="Members have an age, a birthday and a cause that they choose, in every program;"
            " lines name them without quotes.",
            fix=Fix("take the block out, or give the attribute another name"),
        )
    )
