"""Problems with bands: their order, a gap above them, two for the same spend."""

from collections.abc import Sequence
from itertools import pairwise

from dsl.checker.context import Context
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.source.span import Span
from dsl.syntax.tree import Node

Bands = Sequence[tuple[int | None, Node]]


def bands_are_in_order(context: Context, node: Node, bands: Bands) -> bool:
    """Whether the marks rise and the last band has none; says what is wrong otherwise."""
    if not bands:
        _no_bands(context, node)
        return False
    for before, after in pairwise(bands):
        if before[0] is None:
            _after_the_last(context, before[1], after[1])
            return False
        if after[0] is not None and after[0] == before[0]:
            _overlap(context, before[1], after[1])
            return False
        if after[0] is not None and after[0] < before[0]:
            _order(context, before[1], after[1])
            return False
    if bands[-1][0] is not None:
        _gap(context, bands[-1][1])
        return False
    return True


def _mark(context: Context, band: Node) -> str:
    quantity = band.node("quantity")
    return context.text_of(quantity) if quantity else ""


def _mark_span(band: Node) -> Span:
    quantity = band.node("quantity")
    return quantity.span if quantity else band.span


def _rate(context: Context, band: Node) -> str:
    rate = band.node("rate")
    return context.text_of(rate) if rate else ""


def _no_bands(context: Context, node: Node) -> None:
    line = context.text_of(node).partition("\n")[0]
    context.report(
        diagnostic(
            "missing-statement",
            "bands are announced, and none follow",
            Label(Span(node.start, node.start + len(line)), "which bands?"),
            body="Each band is a line of its own below this one, two blanks further in.",
            fix=Fix(
                "write them, for example",
                example=f"  {line}\n    1% up to 1,000 {context.currency}\n    2% beyond",
            ),
        )
    )


def _gap(context: Context, last: Node) -> None:
    mark, rate = _mark(context, last), _rate(context, last)
    text = context.document.text
    start = text.rfind("\n", 0, last.start) + 1
    line = f"\n{text[start : last.start]}{rate} beyond"
    context.report(
        diagnostic(
            "band-gap",
            f"the bands end at {mark}",
            Label(_mark_span(last), "nothing is said above this"),
            body=f"What a member spends above {mark} would earn nothing, also 1"
            f" {context.currency} above it.",
            fix=Fix(
                "say what holds above it; for example, the last rate goes on",
                edits=(Edit(Span(last.end, last.end), line),),
            ),
        )
    )


def _overlap(context: Context, before: Node, after: Node) -> None:
    mark = _mark(context, after)
    context.report(
        diagnostic(
            "band-overlap",
            f"two bands end at {mark}",
            Label(_mark_span(after), f"{_rate(context, after)} would never be paid"),
            others=[Label(_mark_span(before), f"{_rate(context, before)} up to here")],
            body=f"A band starts where the one above it ends. This one starts and ends at {mark},"
            " so no spend is left for it.",
            fix=Fix("let the bands end at different sums"),
        )
    )


def _order(context: Context, before: Node, after: Node) -> None:
    low, high = _mark(context, after), _mark(context, before)
    swapped = (
        Edit(before.span, context.text_of(after)),
        Edit(after.span, context.text_of(before)),
    )
    context.report(
        diagnostic(
            "bands-out-of-order",
            f"the band up to {low} comes after the one up to {high}",
            Label(_mark_span(after), "lower than the line before"),
            others=[Label(_mark_span(before), f"everything up to {high}")],
            body="Bands are read from the first line to the last. Spend up to"
            f" {low} is in the band up to {high} already, so {_rate(context, after)} would never"
            " be paid.",
            fix=Fix("put the lower band first", edits=swapped),
        )
    )


def _after_the_last(context: Context, beyond: Node, after: Node) -> None:
    context.report(
        diagnostic(
            "bands-out-of-order",
            'a band after the one that goes "beyond"',
            Label(after.span, "nothing is left for it"),
            others=[Label(beyond.span, "everything above the bands before it")],
            body='The band that goes "beyond" has no end, so it is the last line.',
            fix=Fix('move the line with "beyond" to the end'),
        )
    )
