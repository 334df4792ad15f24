"""What is asked when a file was changed by somebody else while it was changed here."""

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

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        if event.button.id == "show":
            self.action_show()
        else:
            self.dismiss("mine" if event.button.id == "keep" else "theirs")
