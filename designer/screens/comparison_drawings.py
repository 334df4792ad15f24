"""What a comparison looks like in its boxes: the table of all, what changed, the charts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import TYPE_CHECKING

from designer.authoring.changes_in_words import Changes, Mark
from designer.report.compared import LETTERS, Against, ComparedRow, Unit
from designer.report.curves import Curve, Series
from designer.screens.charts.axis import Label, Line, Span
from designer.screens.charts.fan import fan
from designer.screens.charts.lines import lines_by_month
from designer.screens.formats import Formats
from designer.screens.widgets.chart import Drawing

if TYPE_CHECKING:
    from designer.report.comparison_shown import ComparisonShown

LEAST_FAN, LEAST_WIDTH = 5, 30
LEAST_NAME = 8
_GAP = 2
_NO_MARK = Span("")
_OF_TWO = {
    Against.BETTER: Span("  B ✓   ", "gain"),
    Against.WORSE: Span("  A ✓   ", "gain"),
    Against.SAME: Span("  ● same", "label"),
    Against.OPEN: Span("  ● open", "label"),
    Against.UNKNOWN: Span("        "),
}
_OF_MANY = {
    Against.BETTER: Span(" ✓", "gain"),
    Against.WORSE: Span(" !", "cost"),
    Against.SAME: Span(" ●", "label"),
    Against.OPEN: Span(" ●", "label"),
    Against.UNKNOWN: Span("  "),
}
_MARKS = {Mark.NEW: "gain", Mark.GONE: "cost", Mark.CHANGED: "curve", Mark.SAME: "label"}


@dataclass(frozen=True, slots=True)
class _Table:
    """Cells below their titles, each followed by a mark; marks of a column are equally wide."""

    titles: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    marks: tuple[tuple[Span, ...], ...]

    def widths(self) -> list[int]:
        """Of the columns, without their marks."""
        return [max(map(len, each)) + _GAP for each in zip(self.titles, *self.cells, strict=True)]

    def width(self) -> int:
        """Of all columns with their marks."""
        marks = zip(*self.marks, strict=True)
        return sum(self.widths()) + sum(max(len(each.words) for each in one) for one in marks)


def table_lines(rows: Sequence[ComparedRow], width: int, formats: Formats) -> list[Line]:
    """All side by side: two with their difference where there is room, more with their marks."""
    if len(rows[0].figures) == 2:
        tables = [_of_two(rows, formats.money, has_more=True), _of_two(rows, formats.money)]
        short = _of_two(rows, formats.short_money)
    else:
        tables = [_of_many(rows, formats.money)]
        short = _of_many(rows, formats.short_money)
    names = max(len(row.name) for row in rows)
    table = next((each for each in tables if names + each.width() <= width), short)
    names = max(LEAST_NAME, min(names, width - table.width()))
    return list(_drawn(table, ["", *(row.name[:names] for row in rows)], names))


def _of_two(rows: Sequence[ComparedRow], label: Label, *, has_more: bool = False) -> _Table:
    """A and B, their difference, and which one is better."""
    shown = 3 if has_more else 2
    cells = ((*_figures(row, label), _more(row, label))[:shown] for row in rows)
    marks = ((_NO_MARK,) * (shown - 1) + (_OF_TWO[row.against[0]],) for row in rows)
    return _Table(("A", "B", "B - A")[:shown], tuple(cells), tuple(marks))


def _of_many(rows: Sequence[ComparedRow], label: Label) -> _Table:
    """All but the first marked by how they stand against it."""
    cells = (_figures(row, label) for row in rows)
    marks = ((_NO_MARK, *(_OF_MANY[each] for each in row.against)) for row in rows)
    return _Table(tuple(LETTERS[: len(rows[0].figures)]), tuple(cells), tuple(marks))


def _drawn(table: _Table, names: Sequence[str], room: int) -> Iterator[Line]:
    widths = table.widths()
    after = [" " * len(mark.words) for mark in table.marks[0]]
    if table.marks[0][-1] in _OF_TWO.values():
        after[-1] = "  better"
    titles = (f"{title:>{wide}}" for title, wide in zip(table.titles, widths, strict=True))
    heads = "".join(title + blank for title, blank in zip(titles, after, strict=True))
    yield (Span(" " * room + heads, "label"),)
    for name, cells, marks in zip(names[1:], table.cells, table.marks, strict=True):
        line = [Span(f"{name:{room}}")]
        for cell, wide, mark in zip(cells, widths, marks, strict=True):
            line += [Span(f"{cell:>{wide}}"), mark]
        yield tuple(line)


def _figures(row: ComparedRow, label: Label) -> tuple[str, ...]:
    if row.unit is Unit.MONEY:
        return tuple(map(label, row.figures))
    ending = "%" if row.unit is Unit.RUNS else ""
    return tuple(f"{each}{ending}" for each in row.figures)


def _more(row: ComparedRow, label: Label) -> str:
    more = row.more[0]
    sign = "+" if more > 0 else ""
    return sign + (label(more) if row.unit is Unit.MONEY else str(more))


def change_lines(changes: Changes) -> list[Line]:
    """What changed, in words: titles with their marks, sentences below."""
    return [
        (Span(line, "" if line.startswith(" ") else _MARKS.get(Mark(line[0]), "")),)
        if line[:1] in set(Mark)
        else (Span(line),)
        for line in changes.lines()
    ]


def mended_first(letter: str) -> list[Line]:
    """What is told of a design that cannot be read."""
    return [(Span(f"✗ {letter} has mistakes that have to be mended first."),)]


def under_letters(parts: Sequence[list[Line]]) -> list[Line]:
    """What changed from A to each other design, one below the other, each under its letters."""
    if len(parts) == 1:
        return parts[0]
    lines: list[Line] = []
    for letter, part in zip(LETTERS[1:], parts, strict=False):
        lines += [(Span(f"{LETTERS[0]} → {letter}", "curve"),), *part, (Span(""),)]
    return lines[:-1]


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
    """One of two fans on one scale and the same months."""
    reach = min(each.least for each in both), max(each.most for each in both)
    months = max((each.months for each in both), key=len)

    def drawn(width: int, height: int) -> list[Line]:
        if width < LEAST_WIDTH or height < LEAST_FAN:
            return []
        label = formats.short_money
        return fan(curve, width, height, label, reach=reach, months=months, is_named=False)

    return drawn


def profit_drawing(curves: Sequence[Curve], formats: Formats) -> Drawing:
    """The likely profit of more than two designs, one line for each."""
    months = min(each.trading_months for each in curves)
    series = [
        Series(letter, curve.middle[:months])
        for letter, curve in zip(LETTERS, curves, strict=False)
    ]

    def drawn(width: int, height: int) -> list[Line]:
        if width < LEAST_WIDTH or height < LEAST_FAN:
            return []
        return lines_by_month(series, width, height, formats.short_money)

    return drawn


def comparison_words(shown: "ComparisonShown", note: str = "") -> str:
    """The sentences below the table, after what is to be known of the shop."""
    return "\n".join((*filter(None, (note,)), *shown.words))


def state_words(shown: "ComparisonShown", state: str, older: str, width: int) -> str:
    """Of what a comparison is, as far as there is room for whole parts.

    Args:
        shown: the comparison.
        state: how the work on it ended, in a word; "" where it ended by itself.
        older: why it is not of what is chosen now; "" where it is.
        width: of the line.
    """
    runs = f"{shown.runs} of {shown.runs_wanted} runs"
    of = shown.heading.rpartition("runs, ")[2]
    results = f"results {shown.results_sha256[:8]}"
    whose = "both" if len(shown.curves) == 2 else "all"
    same = f"! {older}" if older else f"the same customers and chance for {whose}"
    parts = [part for part in (state, runs, of, same, results) if part]
    for less in (results, of):
        if len(" · ".join(parts)) > width:
            parts.remove(less)
    return " · ".join(parts)
