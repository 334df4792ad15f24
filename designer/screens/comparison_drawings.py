"""What a comparison looks like in its boxes: the table of both, what changed, two fans."""

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import TYPE_CHECKING

from designer.authoring.changes_in_words import Changes, Mark
from designer.report.compared import Better, ComparedRow
from designer.report.curves import Curve
from designer.screens.charts.axis import Line, Span
from designer.screens.charts.fan import fan
from designer.screens.formats import Formats
from designer.screens.widgets.chart import Drawing

if TYPE_CHECKING:
    from designer.report.comparison_shown import ComparisonShown

LEAST_FAN, LEAST_WIDTH = 5, 30
_GAP = 2
_STYLES = {
    Better.FIRST: "gain",
    Better.SECOND: "gain",
    Better.NEITHER: "label",
    Better.OPEN: "label",
    Better.UNKNOWN: "",
}
_MARKS = {Mark.NEW: "gain", Mark.GONE: "cost", Mark.CHANGED: "curve", Mark.SAME: "label"}


def table_lines(rows: Sequence[ComparedRow], width: int) -> list[Line]:
    """Both side by side; in a small box without the difference."""
    titles = ("A", "B", "B - A")
    cells = [(row.first, row.second, row.difference) for row in rows]
    widths = [max(len(each[place]) for each in (titles, *cells)) + _GAP for place in range(3)]
    names = max(len(row.name) for row in rows)
    last = max(len(row.better) for row in rows) + _GAP
    shown = 3 if names + sum(widths) + last <= width else 2
    names = max(8, min(names, width - sum(widths[:shown]) - last))

    def line(name: str, figures: Sequence[str]) -> str:
        right = (f"{each:>{wide}}" for each, wide in zip(figures, widths[:shown], strict=False))
        return f"{name[:names]:{names}}{''.join(right)}"

    head: Line = (Span(line("", titles) + "  better", "label"),)
    return [head, *(_row(line(row.name, cell), row) for row, cell in zip(rows, cells, strict=True))]


def _row(words: str, row: ComparedRow) -> Line:
    return (Span(words), Span(" " * _GAP), Span(row.better, _STYLES[row.better]))


def change_lines(changes: Changes) -> list[Line]:
    """What changed, in words: titles with their marks, sentences below."""
    return [
        (Span(line, "" if line.startswith(" ") else _MARKS.get(Mark(line[0]), "")),)
        if line[:1] in set(Mark)
        else (Span(line),)
        for line in changes.lines()
    ]


def text_lines(before: str, after: str) -> list[Line]:
    """The lines of both texts that differ, with one line around them."""
    return list(_differing(before, after)) or [(Span("The texts are the same."),)]


def _differing(before: str, after: str) -> Iterator[Line]:
    lines = unified_diff(before.splitlines(), after.splitlines(), "A", "B", lineterm="", n=1)
    for place, line in enumerate(lines):
        if place < 2:
            continue
        if line.startswith("@@"):
            if place > 2:
                yield (Span("   ...", "label"),)
            continue
        yield (Span(line, {"+": "gain", "-": "cost"}.get(line[0], "label")),)


def fan_drawing(curve: Curve, both: Sequence[Curve], formats: Formats) -> Drawing:
    """One of two fans on one scale."""
    reach = min(each.least for each in both), max(each.most for each in both)

    def drawn(width: int, height: int) -> list[Line]:
        if width < LEAST_WIDTH or height < LEAST_FAN:
            return []
        return fan(curve, width, height, formats.short_money, reach=reach, is_named=False)

    return drawn


def comparison_words(shown: "ComparisonShown") -> str:
    """The sentences below the table."""
    return "\n".join(shown.words)


def state_words(shown: "ComparisonShown", state: str, older: str) -> str:
    """Of what a comparison is.

    Args:
        shown: the comparison.
        state: how the work on it ended, in a word; "" where it ended by itself.
        older: why it is not of what is chosen now; "" where it is.
    """
    runs = f"{shown.runs} of {shown.runs_wanted} runs"
    of = shown.heading.rpartition("runs, ")[2]
    results = f"results {shown.results_sha256[:8]}"
    same = f"! {older}" if older else "the same customers and chance for both"
    return " · ".join(part for part in (state, runs, of, same, results) if part)
