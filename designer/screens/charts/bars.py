"""What matters most: how far each assumption moves the net benefit, as bars from one line."""

from collections.abc import Sequence

from designer.report.curves import Reach
from designer.screens.charts.axis import GAIN, LOW, SIDE, Grid, Label, Line, place_along

LEAST_BAR = 14
GAP = 2


def reach_bars(reaches: Sequence[Reach], width: int, label: Label) -> list[Line]:
    """One row for each assumption: `▒` towards its low end, `█` towards its high end.

    Both begin at the net benefit with all assumptions at their medians, a line through all rows.

    Args:
        reaches: the assumptions, the largest first.
        width: of all rows.
        label: an amount as it is written beside its bar.
    """
    ends = [(each.at_low_minor, each.at_high_minor) for each in reaches]
    lows, highs = ([label(pair[side]) for pair in ends] for side in (0, 1))
    words = max(map(len, (*lows, *highs)))
    names = min(
        max(len(each.name) for each in reaches), max(8, width - 2 * (words + GAP) - LEAST_BAR)
    )
    first = names + GAP + words + 1
    room = max(3, width - first - words - 1)
    every = [amount for pair in ends for amount in pair]
    middle = reaches[0].at_median_minor
    least, most = min(middle, *every), max(middle, *every)
    grid = Grid(width, len(reaches))
    for row, each in enumerate(reaches):
        low, centre, high = (
            first + place_along(amount, least, most, room - 1)
            for amount in (each.at_low_minor, middle, each.at_high_minor)
        )
        grid.put(0, row, each.name[:names])
        _bar(grid, row, low, centre, LOW, "band")
        _bar(grid, row, high, centre, GAIN, "curve")
        grid.put(centre, row, SIDE, "axis")
        left, right = (lows[row], highs[row]) if low <= high else (highs[row], lows[row])
        grid.put(first - 1 - len(left), row, left, "label")
        grid.put(first + room + 1, row, right, "label")
    return grid.lines()


def _bar(grid: Grid, row: int, end: int, centre: int, sign: str, style: str) -> None:
    start, stop = min(end, centre), max(end, centre)
    grid.put(start, row, sign * (stop - start + 1), style)
