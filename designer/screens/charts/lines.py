"""Several figures month by month, each with a sign of its own and its name at its end."""

from collections.abc import Sequence

from designer.report.curves import Series
from designer.screens.charts.axis import Grid, Label, Line, Scale, draw_scale, label_width

SIGNS = "●○◆◇■□▲△"
LONGEST_NAME = 18
_UNDER = 2


def lines_by_month(series: Sequence[Series], width: int, height: int, label: Label) -> list[Line]:
    """The lines of the chart.

    Args:
        series: values of the same months, from the first.
        width: of all lines.
        height: how many lines; five or more.
        label: a value as it stands beside the axis.
    """
    values = [value for each in series for value in each.values]
    scale = Scale.of(min(values), max(values), height - _UNDER)
    left = label_width(scale, label)
    right = min(LONGEST_NAME, max(len(each.name) for each in series)) + 3
    months = len(series[0].values)
    room = max(2, width - left - 1 - right)
    grid = Grid(width, height)
    for sign, each in zip(SIGNS, series, strict=False):
        for place in range(room):
            month, part = divmod(place * (months - 1), room - 1)
            following = each.values[min(month + 1, months - 1)]
            value = each.values[month] + (following - each.values[month]) * part // (room - 1)
            grid.put(left + 1 + place, scale.row(value), sign, "curve")
    draw_scale(grid, scale, label, left)
    grid.put(left + 1 + room, scale.rows, " " * right)
    _names(grid, scale, series, left + 2 + room)
    grid.put(left + 1, scale.rows + 1, "month 1", "label")
    grid.put(left + 1 + room - len(str(months)), scale.rows + 1, str(months), "label")
    return grid.lines()


def _names(grid: Grid, scale: Scale, series: Sequence[Series], column: int) -> None:
    """Sign and name beside each end, from the highest down, never two in one row."""
    ends = sorted(
        (scale.row(each.values[-1]), place) for place, each in enumerate(series[: len(SIGNS)])
    )
    rows: list[int] = []
    for row, _ in ends:
        rows.append(max(row, rows[-1] + 1) if rows else row)
    over = max(0, rows[-1] - scale.rows + 1)
    for row, (_, place) in zip(rows, ends, strict=True):
        name = f"{SIGNS[place]} {series[place].name[:LONGEST_NAME]}"
        grid.put(column, max(0, row - over), name, "label")
