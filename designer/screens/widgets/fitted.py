"""A text that was laid out for a terminal, laid out again for the width that there is."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

LEAST_WIDTH = 20


class Fitted(Widget):
    """Shows the text in as many lines as it takes."""

    DEFAULT_CSS = "Fitted { height: auto; width: 1fr; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._words = ""

    def show(self, words: str) -> None:
        """Show another text."""
        self._words = words
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """How many lines it takes."""
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n".join(self._lines(self.size.width)))

    def _lines(self, width: int) -> list[str]:
        from designer.report.fitting import fitted

        return fitted(self._words, max(LEAST_WIDTH, width))
