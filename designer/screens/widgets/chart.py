"""A box that holds a chart, drawn for the size that the box has."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget

from designer.screens.charts.axis import Line

Drawing = Callable[[int, int], list[Line]]
"""Draws a chart for a width and a height in cells."""

STYLES = ("axis", "label", "band", "curve", "gain", "cost", "total")


def styled(box: Widget, lines: Sequence[Line]) -> Content:
    """Lines in the styles that a box has for them as component classes."""
    return Content("\n").join(
        Content.assemble(
            *(
                Content.styled(span.words, box.get_visual_style(f"chart--{span.style}"))
                if span.style
                else Content(span.words)
                for span in line
            )
        )
        for line in lines
    )


class Chart(Widget, can_focus=True):
    """Shows a drawing; "" styles are the box's own."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{style}" for style in STYLES}
    DEFAULT_CSS = """
    Chart { height: 1fr; width: 1fr; }
    Chart > .chart--axis { color: $foreground 75%; }
    Chart > .chart--label { color: $foreground 85%; }
    Chart > .chart--band { color: $primary 60%; }
    Chart > .chart--curve { color: $accent; text-style: bold; }
    Chart > .chart--gain { color: $success; }
    Chart > .chart--cost { color: $warning; }
    Chart > .chart--total { color: $accent; }
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._drawing: Drawing | None = None

    def show(self, drawing: Drawing | None) -> None:
        """Show another drawing, or none."""
        self._drawing = drawing
        self.refresh()

    def render(self) -> Content:
        width, height = self.size
        if self._drawing is None or width < 1 or height < 1:
            return Content()
        return styled(self, self._drawing(width, height)[:height])
