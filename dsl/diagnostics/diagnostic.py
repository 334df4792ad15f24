"""A diagnostic: the facts of one problem in a program text, without any layout."""

from dataclasses import dataclass
from enum import StrEnum

from dsl.source.span import Span


class Severity(StrEnum):
    """How much a diagnostic stops.

    An error stops the program from running; a warning is a program that runs and may cost money
    or disappoint; a note says what could not be checked.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Label:
    """A place in the text and, in a few words, why it is shown."""

    span: Span
    text: str


@dataclass(frozen=True)
class Edit:
    """Replace the text of a span by another text."""

    span: Span
    replacement: str


@dataclass(frozen=True)
class Fix:
    """What to change.

    Attributes:
        title: the change in a few words ("use the defined name").
        example: source lines that show the change; empty when the title says all.
        edits: the same change as data; empty when only the owner can know the value
            (the text then says "for example").
    """

    title: str
    example: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Diagnostic:
    """One problem.

    Attributes:
        slug: the problem's name in the catalogue, in the owner's words.
        severity: error, warning or note.
        title: one line that makes sense alone, 72 characters at most.
        label: the place to look at first.
        others: other places that explain why.
        body: one to three sentences with the numbers worked out.
        fix: the way out, where there is a good one.
    """

    slug: str
    severity: Severity
    title: str
    label: Label
    others: tuple[Label, ...] = ()
    body: str = ""
    fix: Fix | None = None
