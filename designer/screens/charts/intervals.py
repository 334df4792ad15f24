"""Figures with the intervals around them, one below the other on one scale: `├──●───┤`."""

from collections.abc import Sequence
from typing import Protocol

from designer.screens.charts.axis import ALONG, CURVE, END, SIDE, Grid, Label, Line, place_along

LEAST_BAR = 16
GAP = 2
CROSSED = "┼"
NEEDED = "what it has to bring"


class Interval(Protocol):
    """A figure that has a name, and lies between two ends."""

    @property
    def name(self) -> str: ...
    @property
    def low(self) -> int: ...
    @property
    def middle(self) -> int: ...
    @property
    def high(self) -> int: ...


def intervals(
    shown: Sequence[Interval], width: int, label: Label, needed: int | None = None
) -> list[Line]:
    """Two lines for each figure: its bar, and below it the figures in words.

    Args:
        shown: the figures, on one scale.
        width: of all lines.
        label: a figure as it is written.
        needed: a figure to be reached, marked by a dotted line and named below; None: none.
    """
    names = max(len(each.name) for each in shown)
    first = names + GAP
    room = max(LEAST_BAR, width - first)
    every = [end for each in shown for end in (each.low, each.high)]
    marks = [0, *([needed] if needed is not None else [])]
    least, most = min(*every, *marks), max(*every, *marks)
    grid = Grid(width, 2 * len(shown) + 2)

    def at(amount: int) -> int:
        return first + place_along(amount, least, most, room - 1)

    lines = {at(mark): sign for mark, sign in zip(marks, (SIDE, END), strict=False)}
    for place, each in enumerate(shown):
        _draw(grid, each, 2 * place, [at(end) for end in (each.low, each.middle, each.high)])
        for column, sign in lines.items():
            _cross(grid, column, 2 * place, sign)
            grid.put(column, 2 * place + 1, sign, "axis")
        words = f"{label(each.middle)} ({label(each.low)} to {label(each.high)})"
        start = min(max(first, at(each.middle) - len(words) // 2), width - len(words))
        grid.put(start, 2 * place + 1, words, "label")
    _feet(grid, at(0), None if needed is None else at(needed), label, needed)
    return grid.lines()


def _draw(grid: Grid, each: Interval, row: int, ends: list[int]) -> None:
    low, middle, high = ends
    grid.put(0, row, each.name)
    grid.put(low, row, ALONG * (high - low + 1), "band")
    grid.put(low, row, "├", "band")
    grid.put(high, row, "┤", "band")
    grid.put(middle, row, CURVE, "curve")


def _cross(grid: Grid, column: int, row: int, sign: str) -> None:
    """A line from above to below, behind a bar."""
    if grid.is_free(column, row):
        grid.put(column, row, sign, "axis")
    elif grid.is_sign(column, row, ALONG):
        grid.put(column, row, CROSSED, "axis")


def _feet(grid: Grid, zero: int, needed: int | None, label: Label, amount: int | None) -> None:
    row = grid.height - 2
    grid.put(zero, row, "0", "label")
    if needed is not None and amount is not None:
        words = f"{label(amount)} {NEEDED}"
        start = min(needed, grid.width - len(words))
        grid.put(start, row if start > zero + 1 else row + 1, words, "label")
