"""What all charts are made of: a grid of signs, a scale of round numbers, lines of styled words.

A chart is a pure function from figures and a size to lines. Signs carry the meaning, so that it
reads in one colour; `designer/screens/symbols.py` has a likeness in plain letters for each.
"""

from collections.abc import Callable
from dataclasses import dataclass

BAND, CURVE, ZERO, END = "░", "●", "╌", "┆"
GAIN, COST, LOW = "█", "▒", "▒"
LEFT, CORNER, ALONG = "┤", "└", "─"
SIDE = "│"
LEAST_PARTS = 3
"""Into so many parts even a low scale is cut, so that it fits closely around what it shows."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words in one style: "", axis, label, band, curve, gain, cost or total."""

    words: str
    style: str = ""


Line = tuple[Span, ...]
Label = Callable[[int], str]
"""An amount as it stands beside an axis."""


class Grid:
    """Cells of one sign each, to draw on in any order."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._signs = [[" "] * width for _ in range(height)]
        self._styles = [[""] * width for _ in range(height)]

    def put(self, column: int, row: int, words: str, style: str = "") -> None:
        """Write words from a cell to the right; what is outside the grid is left out."""
        if not 0 <= row < self.height:
            return
        for place, sign in enumerate(words, column):
            if 0 <= place < self.width:
                self._signs[row][place] = sign
                self._styles[row][place] = style

    def is_free(self, column: int, row: int) -> bool:
        """Whether nothing is drawn there yet."""
        return self._signs[row][column] == " "

    def is_sign(self, column: int, row: int, sign: str) -> bool:
        """Whether this very sign is drawn there."""
        return self._signs[row][column] == sign

    def lines(self) -> list[Line]:
        """The rows from the top, blanks at their ends left out."""
        return [
            _line("".join(signs).rstrip(), styles)
            for signs, styles in zip(self._signs, self._styles, strict=True)
        ]


def _line(signs: str, styles: list[str]) -> Line:
    spans: list[Span] = []
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or styles[place] != styles[start]:
            spans.append(Span(signs[start:place], styles[start]))
            start = place
    return tuple(spans)


@dataclass(frozen=True, slots=True)
class Scale:
    """Amounts from `top` to `bottom` over rows, with a tick at every multiple of `step`."""

    top: int
    bottom: int
    step: int
    rows: int

    @classmethod
    def of(cls, least: int, most: int, rows: int, *, rows_between: int = 3) -> "Scale":
        """The scale of round numbers around amounts and zero.

        Args:
            least: lowest amount.
            most: highest amount.
            rows: to draw on, two or more.
            rows_between: rows that a tick should have for itself.
        """
        least, most = min(least, 0), max(most, 0)
        most = max(most, least + 1)
        rows_between = min(rows_between, max(1, (rows - 1) // LEAST_PARTS))
        step = round_step(most - least, max(1, (rows - 1) // rows_between))
        # Above and below zero each end is rounded away from it: a tick still has its own row.
        while -(-most // step) - least // step > max(rows - 1, 2):
            step = round_step(step + 1, 1)
        return cls(-(-most // step) * step, least // step * step, step, rows)

    def row(self, amount: int) -> int:
        """The row, from the top, that is nearest to an amount."""
        whole = self.top - self.bottom
        return (2 * (self.top - amount) * (self.rows - 1) + whole) // (2 * whole)

    def ticks(self) -> range:
        """The amounts of the ticks, from the lowest."""
        return range(self.bottom, self.top + 1, self.step)


def round_step(whole: int, most: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, ... that cuts a whole into no more parts than `most`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if -(-whole // (step * factor)) <= most:
                return step * factor
        step *= 10


def draw_scale(grid: Grid, scale: Scale, label: Label, left: int) -> None:
    """The axis at the left, its ticks with their amounts, and its corner below."""
    for row in range(scale.rows):
        grid.put(left, row, SIDE, "axis")
    for tick in scale.ticks():
        words = label(tick)
        grid.put(left - len(words), scale.row(tick), words, "label")
        grid.put(left, scale.row(tick), LEFT, "axis")
    grid.put(left, scale.rows, CORNER + ALONG * (grid.width - left - 1), "axis")


def label_width(scale: Scale, label: Label) -> int:
    """How wide the widest amount beside a scale is."""
    return max(len(label(tick)) for tick in scale.ticks())


def place_along(amount: int, least: int, most: int, width: int) -> int:
    """The cell, from 0 to a width, that is nearest to an amount."""
    whole = max(1, most - least)
    return (2 * (amount - least) * width + whole) // (2 * whole)
