"""What a forecast takes for granted: the shop, how people respond, how much is simulated.

Each can be chosen to change it; the highlighted one says where it comes from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

FIGURES = "figures"
SOLD = "sold"
"""What the row of the products is chosen by."""
WIDTH = 31


@dataclass(frozen=True)
class Row:
    """One thing that is taken for granted.

    Attributes:
        key: what it is chosen by.
        value: its figure in words; a star marks one of the owner's own.
        more: a second line, such as its range; "" for none.
        source: where it comes from.
    """

    key: str
    name: str
    value: str
    more: str = ""
    source: str = ""


@dataclass(frozen=True)
class Part:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


class Assumptions(OptionList):
    """The list."""

    HELP = "forecast_assumptions"
    SAID = "What the forecast takes for granted. Enter changes what is highlighted."

    @dataclass
    class Asked(Message):
        """Somebody wants to change a row."""

        key: str

    def __init__(self) -> None:
        super().__init__(id="assumptions", markup=False)
        self._sources: dict[str, str] = {}

    def show(self, parts: Sequence[Part]) -> None:
        """List the rows; the highlighted one stays highlighted."""
        at = self.highlighted
        self._sources = {row.key: row.source for part in parts for row in part.rows}
        self.clear_options()
        self.add_options(_options(parts))
        self.highlighted = at if at is not None and at < self.option_count else None

    def on_focus(self) -> None:
        """Enter has to mean something from the start."""
        if self.highlighted is None:
            self.action_first()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is not None:
            self.post_message(self.Asked(event.option_id))

    def source_of(self, key: str) -> str:
        """Where the figure of a row comes from, in words."""
        return self._sources.get(key, "")


def _options(parts: Sequence[Part]) -> Iterator[Option | None]:
    for place, part in enumerate(parts):
        if place:
            yield None
        yield Option(part.heading, disabled=True)
        for row in part.rows:
            yield Option(_lines(row), row.key)


def _lines(row: Row) -> str:
    """Name and figure on one line; on two where there is a range, or no room."""
    figure = f"{row.value}  {row.more}" if row.more else row.value
    room = WIDTH - len(figure) - 1
    if row.more or len(row.name) > room:
        shown = figure if len(figure) <= WIDTH else f"{figure[: WIDTH - 1]}…"
        return f"{row.name[:WIDTH]}\n{shown:>{WIDTH}}"
    return f"{row.name:{room}} {figure}"
