"""Where a checked text has problems, kept in place while the text goes on changing.

A check is a moment behind the typing. Until the next one, marks move with the text around them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from designer.authoring.history import Change
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.source.span import Span

SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "i"}
"""A sign for each severity, which says it without colour."""
_GRAVITY = list(SIGNS)


@dataclass(frozen=True)
class Mark:
    """A problem's place in the text as it is now.

    Attributes:
        span: the words it is about; empty where they were typed over.
    """

    severity: Severity
    span: Span
    title: str

    @property
    def gravity(self) -> int:
        """0 for what must be mended first."""
        return _GRAVITY.index(self.severity)


def marks_of(diagnostics: Iterable[Diagnostic]) -> tuple[Mark, ...]:
    """The marks of problems just found."""
    return tuple(Mark(each.severity, each.label.span, each.title) for each in diagnostics)


def moved(marks: Iterable[Mark], change: Change) -> tuple[Mark, ...]:
    """The marks after a change of the text."""
    return tuple(replace(mark, span=_moved(mark.span, change)) for mark in marks)


def _moved(span: Span, change: Change) -> Span:
    """A span after a change; what is written directly behind it does not belong to it."""
    if span.end <= change.start:
        return span
    start = _moved_offset(span.start, change)
    return Span(start, max(start, _moved_offset(span.end, change)))


def _moved_offset(offset: int, change: Change) -> int:
    end = change.start + len(change.removed)
    if offset >= end:
        return offset + len(change.inserted) - len(change.removed)
    return min(offset, change.start + len(change.inserted))
