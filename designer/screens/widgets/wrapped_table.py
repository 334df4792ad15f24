"""A table of figures and words that is as wide as there is room: words go on in the next line."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.widgets import DataTable

if TYPE_CHECKING:
    from designer.report.replay_shown import Table

LEAST_WIDTH = 12
"""Words in a column so wide are still read."""


class WrappedTable(DataTable[Text]):
    """Shows a table; its columns follow the width of the window."""

    DEFAULT_CSS = "WrappedTable { scrollbar-gutter: stable; }"

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id, cursor_type="row")
        self._shown: Table | None = None

    def show(self, shown: "Table") -> None:
        """Show another table, from its first row."""
        self._shown = shown
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        """Lay it out anew; the row at hand stays at hand."""
        at = self.cursor_row
        self._lay_out()
        self.move_cursor(row=at)

    def _lay_out(self) -> None:
        self.clear(columns=True)
        if self._shown is None:
            return
        columns = list(zip(self._shown.titles, *self._shown.rows, strict=True))
        natural = [max(map(cell_len, column)) for column in columns]
        room = self.scrollable_content_region.width - 2 * self.cell_padding * len(columns)
        widths = widths_within(natural, self._shown.words, room) if room > 0 else natural
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            self.add_column(self._cell(column[0], place, width), width=width)
        for row in self._shown.rows:
            cells = (self._cell(row[at], at, width) for at, width in enumerate(widths))
            self.add_row(*cells, height=None)

    def _cell(self, words: str, place: int, width: int) -> Text:
        """Figures stand at the right of their column."""
        is_words = self._shown is not None and place in self._shown.words
        return Text(words if is_words else words.rjust(width))


def widths_within(natural: Sequence[int], words: Sequence[int], room: int) -> list[int]:
    """How wide columns are that all together have so much room.

    Args:
        natural: how wide they would be.
        words: places of those that may be narrower, the widest first.
        room: cells for all of them; more where words can be no narrower.
    """
    widths = list(natural)
    while sum(widths) > room:
        widest = max(words, key=lambda place: widths[place], default=None)
        if widest is None or widths[widest] <= LEAST_WIDTH:
            break
        widths[widest] -= 1
    return widths
