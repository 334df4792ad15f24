"""Problems with games."""

from collections.abc import Sequence
from fractions import Fraction

from dsl.checker.context import Context
from dsl.checker.words import listed, percent
from dsl.diagnostics.diagnostic import Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.syntax.tree import Node


def odds_above_hundred(
    context: Context, game: Node, lines: Sequence[Node], total: Fraction
) -> None:
    """Prizes whose odds add up to more than there is."""
    *before, last = lines
    shown = [context.text_of(line).removeprefix("odds ") for line in lines]
    context.report(
        diagnostic(
            "odds-above-hundred",
            f"the odds of the prizes add up to {percent(total)}",
            Label(last.span, f"{percent(total)} with this one"),
            others=[Label(line.span, "and this") for line in before],
            body=f"{listed(shown)} make {percent(total)}. Each entry wins one prize at most, so all"
            " odds together are 100% or less.",
            fix=Fix("lower the odds of a prize"),
        )
    )
