"""Amounts month by month, as columns that stand beside each other."""

from collections.abc import Sequence

from designer.screens.charts.axis import (
    GAIN,
    Grid,
    Label,
    Line,
    Scale,
    Span,
    draw_scale,
    label_width,
)

_UNDER = 2
"""Rows below the drawing: the axis and the months."""
_WIDEST = 8


def columns_by_month(
    amounts: Sequence[int],
    months: Sequence[str],
    width: int,
    height: int,
    label: Label,
    nothing: str = "",
) -> list[Line]:
    """The lines of the chart; of more months than there is room for, the last.

    Args:
        amounts: one for each month, in minor units.
        months: how they are called.
        width: of all lines.
        height: how many lines; five or more.
        label: an amount as it stands beside the axis.
        nothing: said in place of an axis where all amounts are 0.
    """
    if not any(amounts):
        return [(Span(nothing, "label"),)]
    scale = Scale.of(min(amounts, default=0), max(amounts, default=0), height - _UNDER)
    left = label_width(scale, label)
    room = max(1, width - left - 1)
    shown, names = amounts[-room:], months[-room:]
    each = min(_WIDEST, room // max(1, len(shown)))
    wide = max(1, each - 1)
    grid = Grid(width, height)
    draw_scale(grid, scale, label, left)
    for place, amount in enumerate(shown):
        first, last = sorted((scale.row(amount), scale.row(0)))
        for row in range(first, last):
            grid.put(left + 1 + place * each, row, GAIN * wide, "curve")
        if amount and first == last:
            grid.put(left + 1 + place * each, max(0, first - 1), "▁" * wide, "curve")
    _name(grid, names, left + 1, each, scale.rows + 1)
    return grid.lines()


def _name(grid: Grid, names: Sequence[str], first: int, each: int, row: int) -> None:
    """As many names as fit below their columns."""
    free = 0
    for place, name in enumerate(names):
        at = place * each
        if at >= free and first + at + len(name) <= grid.width:
            grid.put(first + at, row, name, "label")
            free = at + len(name) + 1
