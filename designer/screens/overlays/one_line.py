"""A question that one line answers: a name, a path."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static


class OneLine(ModalScreen[str | None]):
    """Ends with what was typed, without blanks around it; None where nothing was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, heading: str, words: str, answer: str = "") -> None:
        super().__init__()
        self._heading, self._words, self._answer = heading, words, answer

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(self._words, markup=False)
            yield Input(self._answer, id="answer")
            yield Static(
                "[@click=screen.take]⏎ take it[/]   [@click=screen.dismiss(None)]Esc back[/]",
                classes="keys",
            )

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = self._heading

    @on(Input.Submitted, "#answer")
    def action_take(self) -> None:
        """End with what stands in the line."""
        self.dismiss(self.query_one("#answer", Input).value.strip() or None)
