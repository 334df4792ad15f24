"""Where the money goes: each step from additional margin to net benefit begins where the last ends.

Gains, costs and the total have signs of their own, and the amount beside each is plus or minus. So
does what middles lack to add up, and its amount is neither: it is no money.
"""

from collections.abc import Sequence

from designer.report.curves import Step, StepKind
from designer.screens.charts.axis import BAND, COST, GAIN, SIDE, Grid, Label, Line, place_along

LEAST_BAR = 12
_SIGNS = {
    StepKind.GAIN: (GAIN, "gain"),
    StepKind.COST: (COST, "cost"),
    StepKind.LACK: (BAND, "label"),
    StepKind.TOTAL: ("▓", "total"),
}


def waterfall(steps: Sequence[Step], width: int, label: Label) -> list[Line]:
    """One line for each step.

    Args:
        steps: from the first to the total.
        width: of all lines.
        label: an amount as it is written beside its bar.
    """
    amounts = [label(_told(step)) for step in steps]
    words = max(map(len, amounts))
    names = min(max(len(step.name) for step in steps), max(8, width - words - 2 - LEAST_BAR))
    first = names + words + 2
    spans = _spans(steps)
    least, most = min(map(min, spans)), max(map(max, spans))
    grid = Grid(width, len(steps))
    for row, (step, amount, ends) in enumerate(zip(steps, amounts, spans, strict=True)):
        grid.put(0, row, step.name[:names])
        grid.put(names + 1 + words - len(amount), row, amount, "label")
        _bar(
            grid,
            row,
            step,
            [place_along(each, least, most, width - first - 1) for each in ends],
            first,
        )
        zero = first + place_along(0, least, most, width - first - 1)
        if grid.is_free(zero, row):
            grid.put(zero, row, SIDE, "axis")
    return grid.lines()


def _told(step: Step) -> int:
    return abs(step.amount_minor) if step.kind is StepKind.LACK else step.amount_minor


def _spans(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """From which amount to which each bar goes; the total from zero."""
    spans = []
    level = 0
    for step in steps:
        start = 0 if step.kind is StepKind.TOTAL else level
        level = start + step.amount_minor
        spans.append((start, level))
    return spans


def _bar(grid: Grid, row: int, step: Step, ends: list[int], first: int) -> None:
    sign, style = _SIGNS[step.kind]
    start, end = min(ends), max(ends)
    grid.put(first + start, row, sign * max(1, end - start), style)
