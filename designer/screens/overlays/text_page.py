"""A page for people, shown to be read before it leaves."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static


class TextPage(ModalScreen[None]):
    """A text in Markdown under a title."""

    DEFAULT_CSS = """
    TextPage .dialog { height: 90%; width: 96; }
    TextPage VerticalScroll { height: 1fr; }
    TextPage Markdown { background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "Close"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._heading, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self._heading
            with VerticalScroll():
                yield Markdown(self._text, open_links=False)
            yield Static(
                "[@click=screen.dismiss(None)]Esc closes[/]. Export writes it into a file.",
                classes="keys",
            )

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
