"""The facts of diagnostics as plain data, for editors and other programs."""

from collections.abc import Sequence

from dsl.diagnostics.catalogue import CATALOGUE
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.edits import changed_lines
from dsl.diagnostics.render_text import in_order_of_place
from dsl.source.document import Document
from dsl.source.span import Span

Plain = dict[str, object]


def render(document: Document, diagnostics: Sequence[Diagnostic]) -> list[Plain]:
    """One dictionary for each diagnostic, in order of place, ready for `json.dumps`.

    Lines and columns count from 1; `end_line` and `end_column` are the place just after the last
    character. `start` and `end` are the same range in characters from the text's start, from 0.
    """
    return [_diagnostic(document, one) for one in in_order_of_place(diagnostics)]


def _diagnostic(document: Document, one: Diagnostic) -> Plain:
    return {
        "slug": one.slug,
        "severity": one.severity.value,
        "stage": CATALOGUE[one.slug].stage.value,
        "title": one.title,
        "file": document.name,
        **_label(document, one.label),
        "others": [_label(document, other) for other in one.others],
        "body": one.body,
        "fix": _fix(document, one.fix) if one.fix else None,
    }


def _label(document: Document, label: Label) -> Plain:
    return {**_range(document, label.span), "label": label.text}


def _fix(document: Document, fix: Fix) -> Plain:
    return {
        "title": fix.title,
        "example": fix.example or "\n".join(changed_lines(document.text, fix.edits)),
        "edits": [
            {**_range(document, edit.span), "replacement": edit.replacement} for edit in fix.edits
        ],
    }


def _range(document: Document, span: Span) -> Plain:
    return {
        "line": document.line_of(span.start),
        "column": document.column_of(span.start),
        "end_line": document.line_of(span.end),
        "end_column": document.column_of(span.end),
        "start": span.start,
        "end": span.end,
    }
