"""From text to Program: the only file that knows all the stages in between."""

from typing import NamedTuple

from dsl.checker.context import LeftOut
from dsl.checker.from_tree import check
from dsl.checker.places import Places
from dsl.checker.problems.about_running import not_run_yet
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.program.program import Program
from dsl.source.document import Document
from dsl.syntax.from_text import read


class Compiled(NamedTuple):
    """What became of a text.

    Attributes:
        program: the program; None where there is any error.
        diagnostics: every problem, in the order of the text; a note for each of `not_run`.
        places: where each thing of the program was written.
        not_run: lines that are understood and do not run yet; the program is without them, and a
            command that would run it refuses by naming them.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places
    not_run: tuple[LeftOut, ...]


def compile_text(document: Document) -> Compiled:
    """Read and check a text; whatever it holds, this says what is wrong and never fails."""
    reading = read(document)
    if reading.problems and not reading.tree.parts:
        return Compiled(None, reading.problems, Places(document), ())
    checked = check(reading.tree, document)
    not_run = [not_run_yet(one) for one in checked.left_out]
    problems = (*reading.problems, *checked.diagnostics, *not_run)
    found = sorted(problems, key=lambda one: one.label.span)
    refused = any(one.severity is Severity.ERROR for one in found)
    program = None if refused else checked.program
    return Compiled(program, tuple(found), checked.places, checked.left_out)
