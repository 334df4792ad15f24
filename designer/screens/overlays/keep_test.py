"""Asking what a test is to be called that is kept from trying."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static


class KeepTest(ModalScreen[str | None]):
    """Ends with the name, or with nothing where it is not kept after all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Do not keep it")]

    def __init__(self, name: str) -> None:
        super().__init__()
        self._suggested = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(
                "Keep this as a test. What you see now must come out again after every change of "
                "the program.\n\nWhat shall it be called?"
            )
            yield Input(self._suggested, id="test_name")
            with Horizontal(classes="buttons"):
                yield Button("Keep", id="keep", variant="primary")
                yield Button("Do not keep it", id="leave")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        self._end()

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self._end()
        else:
            self.dismiss(None)

    def _end(self) -> None:
        name = " ".join(self.query_one(Input).value.split())
        if name:
            self.dismiss(name)
