"""What a reading of files rests on, line by line: Enter changes the line at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

NAME_WIDTH = 19
_COLOURS = {"✓": "$text-success", "✗": "$text-error", "!": "$text-warning"}


@dataclass(frozen=True)
class SetupRow:
    """A line: what it is about, and what it is now.

    Attributes:
        key: what is told when it is chosen; "" for a heading.
        mark: ✓ ✗ ! or nothing.
        note: what is to be known of it, on a line of its own.
    """

    key: str
    name: str
    value: str = ""
    mark: str = ""
    note: str = ""


class SetupList(OptionList):
    """The lines; a subclass says what they are."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Change", id="setup.take")]

    SAID = ""

    def __init__(self) -> None:
        super().__init__(id="setup")

    def show(self, rows: Sequence[SetupRow]) -> None:
        """Show the lines; the one at hand stays at hand."""
        before = self.highlighted_option.id if self.highlighted_option else None
        self.clear_options()
        for row in rows:
            if row.key:
                self.add_option(Option(_line(row), row.key))
            else:
                self.add_option(
                    Option(Content.from_markup("[b]$words[/b]", words=row.name), disabled=True)
                )
        keys = [row.key for row in rows]
        wanted = before if before in keys else next((key for key in keys if key), None)
        self.highlighted = keys.index(wanted) if wanted is not None else None


def _line(row: SetupRow) -> Content:
    colour = _COLOURS.get(row.mark, "$foreground")
    line = Content.from_markup(
        f"[{colour}]$mark[/] $name $value",
        mark=row.mark or " ",
        name=row.name.ljust(NAME_WIDTH),
        value=row.value,
    )
    return line + f"\n  {row.note}" if row.note else line
