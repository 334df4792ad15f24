"""What is asked when something gets another name."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from designer.authoring.names_in_text import Name


class Rename(ModalScreen[str | None]):
    """The new name, or None where everything stays as it is."""

    SAID = "The new name. Enter renames, Esc leaves everything as it is."
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Leave it")]

    def __init__(self, name: Name, refused: Callable[[str], str]) -> None:
        """Ask.

        Args:
            name: what is renamed.
            refused: why a new name cannot be; empty where it can.
        """
        super().__init__()
        self._name_now, self._refused = name, refused

    def compose(self) -> ComposeResult:
        count = len(self._name_now.places)
        places = "1 place" if count == 1 else f"{count} places"
        with Vertical(classes="dialog"):
            yield Static(
                f'New name for the {self._name_now.kind} "{self._name_now.name}",'
                f" which stands in {places}:",
                markup=False,
            )
            yield Input(self._name_now.name, id="new_name")
            yield Static("", id="told", markup=False)
            yield Static(
                "[@click=screen.take]⏎ rename it everywhere[/]"
                "   [@click=screen.dismiss(None)]Esc leave it[/]",
                classes="keys",
            )

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_take(self) -> None:
        """End with the new name, or say why it cannot be."""
        name = self.query_one(Input).value
        why = self._refused(name)
        if why:
            self.query_one("#told", Static).update(f"✗ {why}")
        else:
            self.dismiss(name)
