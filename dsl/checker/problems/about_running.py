"""Lines that are understood and cannot be run yet."""

from dsl.checker.context import LeftOut
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic


def not_run_yet(left_out: LeftOut) -> Diagnostic:
    """A line that is understood and does not run; the commands that run a program refuse it."""
    return diagnostic(
        "not-run-yet",
        f"cannot be run yet: {left_out.what}",
        Label(left_out.span, "understood, but not run yet"),
        body="The line is correct and stays in the text. A program that holds it can be checked and"
        " not run, because its figures would be wrong without it.",
        fix=Fix(left_out.instead),
    )
