"""Draws the lines of a text with marks below the places that a diagnostic is about."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from dsl.diagnostics.cells import shown, shown_text, width
from dsl.diagnostics.diagnostic import Label
from dsl.source.document import Document

WIDEST_LINE = 100
"""Cells of source that are shown before a line is clipped around its mark."""
_KEPT_BEFORE = 40
_CUT = "..."

Paint = Callable[[str, str], str]
"""Gives a text its role's colour: "first", "other" or "gutter"."""


class Place(NamedTuple):
    """A label on one line: columns from 0, `end` beyond the last; `mark` is `^` or `-`."""

    line: int
    start: int
    end: int
    mark: str
    text: str


def excerpt(document: Document, label: Label, others: Sequence[Label], paint: Paint) -> list[str]:
    """The lines of all labels in order of place, each with its marks below it."""
    places = [_place(document, label, "^"), *(_place(document, other, "-") for other in others)]
    rows = sorted(dict.fromkeys(places))
    gutter = len(str(rows[-1].line))
    empty = paint(" " * gutter + " |", "gutter")
    drawn = [empty]
    for before, (line, group) in pairwise([(0, []), *_groups(document, rows)]):
        if before[0] and line - before[0] > 1:
            drawn.append(paint(" " * gutter + " :", "gutter"))
        text, marks = _drawn(document.line_text(line), group)
        drawn.append(paint(f"{line:>{gutter}} |", "gutter") + f" {text}".rstrip())
        drawn += [f"{empty} {paint(mark, role)}" for mark, role in marks]
    return [*drawn, empty]


def _place(document: Document, label: Label, mark: str) -> Place:
    """Where a label is drawn: what runs on beyond its first line is left out."""
    line = document.line_of(label.span.start)
    start = document.column_of(label.span.start) - 1
    length = label.span.end - label.span.start
    end = min(start + length, max(start, len(document.line_text(line))))
    return Place(line, start, end, mark, label.text)


def _groups(document: Document, places: Sequence[Place]) -> Iterator[tuple[int, list[Place]]]:
    """The places line by line; on a line too long to show whole, each place by itself."""
    lines: dict[int, list[Place]] = {}
    for place in places:
        lines.setdefault(place.line, []).append(place)
    for line, group in lines.items():
        if _fits(document.line_text(line)):
            yield line, group
        else:
            yield from ((line, [place]) for place in group)


def _fits(text: str) -> bool:
    return len(text) <= WIDEST_LINE and width(shown_text(text)) <= WIDEST_LINE


def _drawn(text: str, places: Sequence[Place]) -> tuple[str, list[tuple[str, str]]]:
    """A line as it is shown and, for each place, its row of marks with the role of its colour."""
    first = 0 if _fits(text) else max(0, places[0].start - _KEPT_BEFORE)
    cells = [shown(character) for character in text[first : first + WIDEST_LINE]]
    ends = list(accumulate((width(cell) for cell in cells), initial=0))
    count = max(index for index, end in enumerate(ends) if end <= WIDEST_LINE)
    before = _CUT if first else ""
    after = _CUT if first + count < len(text) else ""
    rows = []
    for place in places:
        start = min(place.start - first, count)
        end = min(place.end - first, count)
        blanks = " " * (len(before) + ends[start] + (place.start - first - start))
        row = blanks + place.mark * max(1, ends[end] - ends[start])
        label = f" {shown_text(place.text)}" if place.text else ""
        rows.append((row + label, "first" if place.mark == "^" else "other"))
    return before + "".join(cells[:count]) + after, rows
