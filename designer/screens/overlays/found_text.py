"""What is asked when a text was found that could not be written the last time."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class FoundText(ModalScreen[bool | None]):
    """True brings the text back, False drops it, None asks again at the next start."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Decide later")]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(
                "The last time, the newest text could not be written into the file.\n"
                "It was kept. Shall it be brought back? ^Z takes that back."
            )
            with Horizontal(classes="buttons"):
                yield Button("Bring it back", id="yes", variant="primary")
                yield Button("Keep what is in the file", id="no")

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
