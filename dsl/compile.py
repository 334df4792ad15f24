"""From text to Program: the only file that knows all the stages in between."""

from datetime import date
from typing import NamedTuple

from dsl.checker.from_tree import check
from dsl.checker.places import Places
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.program.program import Program
from dsl.program.shop import Shop
from dsl.source.document import Document
from dsl.syntax.from_text import Reading, read


class Compiled(NamedTuple):
    """What became of a text.

    Attributes:
        program: the program; None where there is any error.
        diagnostics: every problem, in the order of the text; what does not run yet is a warning
            among them, because the text is right.
        places: where each thing of the program was written.
        not_run: the same lines as errors, for a command that would run the program, which is
            without them: it refuses by naming them.
        reading: the text as it was read: its tree, lines and comments.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places
    not_run: tuple[Diagnostic, ...]
    reading: Reading


def compile_text(
    document: Document, shop: Shop | None = None, *, today: date | None = None
) -> Compiled:
    """Read and check a text; whatever it holds, this says what is wrong and never fails.

    Args:
        document: the text.
        shop: the shop's own figures; without them some checks are left out, with a note.
        today: the day against which dates are past; without it none is.
    """
    reading = read(document)
    if reading.problems and not reading.tree.parts:
        return Compiled(None, reading.problems, Places(document), (), reading)
    checked = check(reading.tree, document, shop, today)
    found = sorted((*reading.problems, *checked.diagnostics), key=lambda one: one.label.span)
    refused = any(one.severity is Severity.ERROR for one in found)
    program = None if refused else checked.program
    return Compiled(program, tuple(found), checked.places, checked.not_run, reading)
