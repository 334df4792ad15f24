"""A text that was laid out for a terminal, laid out again for the width that there is."""

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LEAST_WIDTH = 20


class Fitted(Widget):
    """Shows the text in as many lines as it takes; lines to copy may be wider than its box."""

    DEFAULT_CSS = "Fitted { height: auto; width: auto; min-width: 100%; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._words = ""
        self._room = LEAST_WIDTH

    def show(self, words: str) -> None:
        """Show another text."""
        self._words = words
        self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The box, or more for lines that are wider and are not broken."""
        self._room = max(LEAST_WIDTH, container.width)
        return max(self._room, *map(cell_len, self._lines()))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines it takes."""
        return len(self._lines())

    def render(self) -> Content:
        return Content("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        from designer.report.fitting import fitted

        return fitted(self._words, self._room) or [""]
