"""Formatting a program text, with its defaults written out where that is wanted."""

from designer.workbench.refusal import Refusal
from dsl.checker.defaults import with_defaults
from dsl.compile import compile_text
from dsl.diagnostics.diagnostic import Severity
from dsl.diagnostics.render_text import render
from dsl.source.document import Document
from dsl.syntax.to_text import format_text


def formatted(document: Document, *, show_defaults: bool = False) -> str:
    """The text in the one layout.

    Args:
        document: any text; lines that cannot be read stay as they are.
        show_defaults: write every default as a line; the text must then have no errors.

    Raises:
        Refusal: defaults are asked of a text with errors.
    """
    if not show_defaults:
        return format_text(document)
    compiled = compile_text(document)
    if compiled.program is None:
        errors = [one for one in compiled.diagnostics if one.severity is Severity.ERROR]
        raise Refusal(
            f"{document.name} has errors, so its defaults are not known.\n\n"
            + render(document, errors)
        )
    return with_defaults(document)
