"""Boxes and words that flow like a sentence: side by side, and on the next line at the edge."""

from typing import ClassVar

from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import Layout, WidgetPlacement
from textual.widget import Widget
from textual.widgets import Static

_HANGING = 2
"""Cells by which further lines of a sentence are moved in."""
_KEPT = 2
"""Cells that are kept at the end of a line."""


class FlowLayout(Layout):
    """Places children that are one cell high and have a width of their own."""

    name = "flow"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        """Place the children, each `gap` cells behind the one before.

        Two cells are kept for the last one, so that it never stands alone on a line.
        """
        placements: list[WidgetPlacement] = []
        x = y = 0
        for child in children:
            wanted = child.styles.width.cells if child.styles.width else None
            width = min(wanted or 1, max(size.width - _HANGING, 1))
            gap = int(getattr(child, "gap", 1)) if x else 0
            room = size.width if child is children[-1] else size.width - _KEPT
            if x and x + gap + width > room:
                x, gap, y = _HANGING, 0, y + 1
            region = Region(x + gap, y, width, 1)
            placements.append(WidgetPlacement(region, Offset(), Spacing(), child))
            x += gap + width
        return placements


_FLOW = FlowLayout()


class Sentence(Widget):
    """Words and boxes in a row."""

    DEFAULT_CSS: ClassVar[str] = "Sentence { height: auto; width: 1fr; }"

    @property
    def layout(self) -> Layout:
        """The flow; styles know no layouts but their own."""
        return _FLOW


class Word(Static):
    """A word that stays as it is.

    Attributes:
        gap: how many cells are left free before it.
    """

    DEFAULT_CSS: ClassVar[str] = "Word { height: 1; }"

    def __init__(self, text: str, gap: int = 1, classes: str = "") -> None:
        super().__init__(text, markup=False, classes=classes)
        self.gap = gap
        self.styles.width = len(text)
