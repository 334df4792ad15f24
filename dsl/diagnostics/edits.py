"""Applies the edits of a fix, and shows the lines that they change."""

from collections.abc import Sequence

from dsl.diagnostics.diagnostic import Edit
from dsl.source.span import Span

_MOST_LINES_SHOWN = 8


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits; they must not overlap."""
    return _pieces(text, edits)[0]


def changed_lines(text: str, edits: Sequence[Edit]) -> list[str]:
    """The lines of the edited text that the edits wrote to, eight at most.

    An edit that only takes lines away shows none.
    """
    edited, places = _pieces(text, edits)
    lines = edited.split("\n")
    numbers: dict[int, None] = {}
    for start, edit in places:
        removed = text[edit.span.start : edit.span.end]
        if not edit.replacement and "\n" in removed:
            continue
        written = edit.replacement
        added = 0 if removed else len(written) - len(written.lstrip("\n"))
        first = edited.count("\n", 0, start + added)
        last = edited.count("\n", 0, start + len(written.rstrip("\n")))
        numbers.update(dict.fromkeys(range(first, last + 1)))
    shown = [lines[number] for number in sorted(numbers)[:_MOST_LINES_SHOWN]]
    return [line for line in shown if line.strip()]


def without_line(text: str, span: Span) -> Edit:
    """Takes out the whole line, or lines, on which a span stands."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Edit(Span(start, len(text) if end < 0 else end + 1), "")


def _pieces(text: str, edits: Sequence[Edit]) -> tuple[str, list[tuple[int, Edit]]]:
    """The edited text, and each edit with the offset at which its replacement now starts."""
    pieces: list[str] = []
    places: list[tuple[int, Edit]] = []
    length = position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        kept = text[position : edit.span.start]
        places.append((length + len(kept), edit))
        pieces += [kept, edit.replacement]
        length += len(kept) + len(edit.replacement)
        position = edit.span.end
    pieces.append(text[position:])
    return "".join(pieces), places
