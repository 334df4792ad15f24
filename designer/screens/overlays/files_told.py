"""Where the program is kept, and what is wrong with its files, for as long as it is read."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class FilesTold(ModalScreen[bool | None]):
    """Ends with True where the text shall be saved elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Go on")]

    def __init__(self, paragraphs: Sequence[str], *, can_save_elsewhere: bool) -> None:
        super().__init__()
        self._paragraphs, self._can_save_elsewhere = paragraphs, can_save_elsewhere

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Files"
            yield Static("\n\n".join(self._paragraphs), markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Go on", id="go_on", variant="primary")
                if self._can_save_elsewhere:
                    yield Button("Save elsewhere", id="elsewhere")

    @on(Button.Pressed)
    def _chosen(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "elsewhere")
