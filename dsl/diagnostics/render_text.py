"""Lays diagnostics out as text for people."""

from collections import Counter
from collections.abc import Sequence

from dsl.diagnostics.cells import shown_text, wrapped
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Severity
from dsl.diagnostics.edits import changed_lines
from dsl.diagnostics.excerpt import WIDEST_LINE, excerpt
from dsl.source.document import Document

WIDEST_TEXT = 76
"""Cells of a line of explanation."""

_TRY = "Try:  "
_ORDER = tuple(Severity)
_COLOURS = {
    Severity.ERROR: "\x1b[1;31m",
    Severity.WARNING: "\x1b[1;33m",
    Severity.NOTE: "\x1b[1;36m",
}
_GUTTER = "\x1b[34m"
_OTHER = "\x1b[36m"
_PLAIN = "\x1b[0m"


def render(
    document: Document,
    diagnostics: Sequence[Diagnostic],
    colour: bool = False,
    limit: int = 20,
) -> str:
    """The diagnostics in order of place, then a count of those beyond the limit.

    Where there are more than `limit`, warnings and notes give way to errors.

    Returns:
        Text that ends in a line feed, or nothing where there are no diagnostics.
    """
    kept = sorted(diagnostics, key=lambda one: (_ORDER.index(one.severity), one.label.span))
    parts = [_one(document, one, colour) for one in in_order_of_place(kept[:limit])]
    if kept[limit:]:
        parts.append(_count_of_the_rest(kept[limit:]))
    return "\n\n".join(parts) + "\n" if parts else ""


def render_lines(document: Document, diagnostics: Sequence[Diagnostic]) -> str:
    """One line for each diagnostic, `file:line:column: title [slug]`, in order of place."""
    return "".join(
        f"{_place(document, one)}: {_one_line(one.title)} [{one.slug}]\n"
        for one in in_order_of_place(diagnostics)
    )


def in_order_of_place(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics as they follow each other in the text, errors first at the same place."""
    return sorted(diagnostics, key=lambda one: (one.label.span, _ORDER.index(one.severity)))


def _one(document: Document, one: Diagnostic, colour: bool) -> str:
    def paint(text: str, role: str) -> str:
        codes = {"first": _COLOURS[one.severity], "other": _OTHER, "gutter": _GUTTER}
        return f"{codes[role]}{text}{_PLAIN}" if colour else text

    lines = [
        f"{paint(f'{one.severity.capitalize()}:', 'first')} {_one_line(one.title)}",
        f"  --> {_place(document, one)}",
        *excerpt(document, one.label, one.others, paint),
        *_explanation(one.body),
    ]
    if one.fix:
        lines += ["", *_way_out(document, one.fix)]
    return "\n".join([*lines, "", f"More: perkwright explain {one.slug}"])


def _place(document: Document, one: Diagnostic) -> str:
    start = one.label.span.start
    name = _one_line(document.name)
    return f"{name}:{document.line_of(start)}:{document.column_of(start)}"


def _one_line(text: str) -> str:
    return shown_text(text.replace("\n", " "))


def _explanation(body: str) -> list[str]:
    if not body:
        return []
    paragraphs = shown_text(body).split("\n")
    return [line for each in paragraphs for line in wrapped(each, WIDEST_TEXT) or [""]]


def _way_out(document: Document, fix: Fix) -> list[str]:
    title = wrapped(shown_text(fix.title), WIDEST_TEXT - len(_TRY))
    lines = [(" " * len(_TRY) if number else _TRY) + line for number, line in enumerate(title)]
    example = fix.example.split("\n") if fix.example else changed_lines(document.text, fix.edits)
    if example:
        lines += ["", *(f"    {_clipped(shown_text(line))}".rstrip() for line in example)]
    return lines


def _clipped(line: str) -> str:
    return line if len(line) <= WIDEST_LINE else f"{line[:WIDEST_LINE]}..."


def _count_of_the_rest(rest: Sequence[Diagnostic]) -> str:
    counts = Counter(one.severity for one in rest)
    said = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in _ORDER
        if counts[severity]
    ]
    return f"Not shown: {', '.join(said)}."
