"""Problems with lines that are understood and do not run yet."""

from dsl.checker.context import LeftOut
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic

_ONE = ("a ", "an ", "the ")
"""How the name of a single thing begins."""


def not_run_yet(left_out: LeftOut) -> Diagnostic:
    """A line that no command can run; an error where it should run."""
    what = left_out.what
    return diagnostic(
        "not-run-yet",
        f"{what} {'does' if what.startswith(_ONE) else 'do'} not run yet",
        Label(left_out.span, "understood, and not run yet"),
        body="The text is right and stays as it is. Commands that run the program refuse it, so"
        " that no figure comes out without this line.",
        fix=Fix(left_out.instead),
    )
