"""What is asked when a file was changed by somebody else while it was changed here."""

from itertools import takewhile
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static, TextArea


class TwoTexts(ModalScreen[str]):
    """Ends with "mine" or "theirs"; both texts can be looked at first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "show", "Show both side by side"),
        Binding("m", "dismiss('mine')", "Keep mine"),
        Binding("t", "dismiss('theirs')", "Take theirs"),
    ]

    def __init__(self, name: str, mine: str, theirs: str) -> None:
        super().__init__()
        self._file_name, self._mine, self._theirs = name, mine, theirs

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide"):
            yield Static(
                f"{self._file_name} was changed by another program, and you have changes here.\n"
                "Nothing is lost: the text that is not taken is kept as a version."
            )
            with Horizontal(id="both"):
                yield TextArea(self._mine, read_only=True, show_line_numbers=True, id="mine")
                yield TextArea(self._theirs, read_only=True, show_line_numbers=True, id="theirs")
            with Horizontal(classes="buttons"):
                yield Button("Show both", id="show", variant="primary")
                yield Button("Keep mine", id="keep")
                yield Button("Take theirs", id="take")

    def on_mount(self) -> None:
        self.query_one("#both").display = False
        self.query_one("#mine").border_title = "Mine"
        self.query_one("#theirs").border_title = "Theirs, in the file"

    def action_show(self) -> None:
        """Show the two texts side by side, or hide them again."""
        both = self.query_one("#both")
        both.display = not both.display
        line = first_difference(self._mine, self._theirs)
        for box in self.query(TextArea):
            box.cursor_location = (min(line, box.document.line_count - 1), 0)
            self.call_after_refresh(box.scroll_cursor_visible, center=True)

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        if event.button.id == "show":
            self.action_show()
        else:
            self.dismiss("mine" if event.button.id == "keep" else "theirs")


def first_difference(mine: str, theirs: str) -> int:
    """The line, from 0, from which on two texts are not the same."""
    both = zip(mine.splitlines(), theirs.splitlines(), strict=False)
    same = takewhile(lambda lines: lines[0] == lines[1], both)
    return sum(1 for _ in same)
