"""A fan: the middle of the runs as a line, and a band that holds 80% of them, month by month.

A few runs have their middle alone, and it is said how many they are.
"""

from collections.abc import Sequence

from designer.report.curves import Curve, middle_of
from designer.screens.charts.axis import (
    BAND,
    CURVE,
    END,
    ZERO,
    Grid,
    Label,
    Line,
    Scale,
    draw_scale,
    label_width,
)

NAMES = ("good case", "likely", "bad case")
AFTER = "then only what was promised"
_UNDER = 2
"""Rows below the drawing: the axis and the months."""


def fan(
    curve: Curve,
    width: int,
    height: int,
    label: Label,
    *,
    reach: tuple[int, int] | None = None,
    months: Sequence[int] = (),
    is_named: bool = True,
) -> list[Line]:
    """The lines of a fan.

    Args:
        curve: what is drawn.
        width: of all lines.
        height: how many lines; five or more.
        label: an amount as it stands beside the axis.
        reach: lowest and highest amount of the axis, where several fans share a scale.
        months: of the axis below, where several fans share one; a fan ends with its own last month.
        is_named: whether band and line say what they are at their ends.
    """
    least, most = reach or (curve.least, curve.most)
    scale = Scale.of(least, most, height - _UNDER)
    left = label_width(scale, label)
    names = ("", NAMES[1], "") if curve.few_runs else NAMES
    right = max(map(len, names)) + 1 if is_named else 0
    grid = Grid(width, height)
    along = months or curve.months
    columns = _columns(len(along), max(2, width - left - 1 - right))
    for place, (month, part, whole) in enumerate(columns, left + 1):
        grid.put(place, scale.row(0), ZERO, "axis")
        if month * whole + part <= (len(curve.months) - 1) * whole:
            amounts = [_between(each, month, part, whole) for each in _rows(curve)]
            _column(grid, scale, place, amounts)
    draw_scale(grid, scale, label, left)
    grid.put(left + 1 + len(columns), scale.rows, " " * right)
    _months(grid, along, left + 1, len(columns), scale.rows)
    if curve.trading_months < len(curve.months):
        ends = (curve.trading_months - 1) * (len(columns) - 1) // (len(along) - 1)
        _horizon(grid, left + 1 + ends, scale.rows)
    if is_named:
        _names(grid, scale, curve, left + 2 + len(columns), names)
    if curve.few_runs:
        _rests_on(grid, curve.few_runs, left + 2, scale.rows)
    return grid.lines()


def _rows(curve: Curve) -> tuple[tuple[int, ...], ...]:
    return curve.high, curve.middle, curve.low


def _columns(months: int, width: int) -> list[tuple[int, int, int]]:
    """Of each column: the month at or before it, and which part of the way to the next it is."""
    whole = width - 1
    return [(*divmod(place * (months - 1), whole), whole) for place in range(width)]


def _between(values: tuple[int, ...], month: int, part: int, whole: int) -> int:
    following = values[min(month + 1, len(values) - 1)]
    return values[month] + (following - values[month]) * part // whole


def _column(grid: Grid, scale: Scale, place: int, amounts: list[int]) -> None:
    high, middle, low = (scale.row(amount) for amount in amounts)
    for row in range(high, low + 1):
        grid.put(place, row, BAND, "band")
    grid.put(place, middle, CURVE, "curve")


def _months(grid: Grid, months: Sequence[int], first: int, width: int, row: int) -> None:
    """Numbers of months below."""
    whole = max(1, len(months) - 1)
    every = next(each for each in (1, 2, 3, 6, 12, 24) if 5 * whole // each <= width or each == 24)
    grid.put(first, row + 1, f"month {months[0]}", "label")
    for place in range(every - 1, len(months), every):
        number = str(months[place])
        at = first + place * (width - 1) // whole - len(number) // 2
        if at > first + len("month 1") and at + len(number) <= grid.width:
            grid.put(at, row + 1, number, "label")


def _horizon(grid: Grid, at: int, rows: int) -> None:
    """A line where the horizon ends."""
    for row in range(rows):
        if grid.is_free(at, row):
            grid.put(at, row, END, "axis")
    if grid.width - at > len(AFTER) + 2:
        grid.put(at + 2, 0, AFTER, "label")


def _names(grid: Grid, scale: Scale, curve: Curve, column: int, names: Sequence[str]) -> None:
    """What the ends are: as near to them as there is room, one below the other."""
    rows = [scale.row(values[-1]) for values in _rows(curve)]
    rows[0] = min(rows[0], rows[1] - 1)
    rows[2] = max(rows[2], rows[1] + 1)
    shift = max(0, -rows[0]) - max(0, rows[2] - scale.rows + 1)
    for row, name in zip(rows, names, strict=True):
        grid.put(column, row + shift, name, "label")


def _rests_on(grid: Grid, runs: int, column: int, rows: int) -> None:
    """Of how many runs the line is, in the first row where there is room."""
    words = f"{middle_of(runs)}: no band yet"
    places = range(column, column + len(words))
    for row in range(rows):
        if places.stop <= grid.width and all(grid.is_free(place, row) for place in places):
            grid.put(column, row, words, "label")
            return
