"""A page for people, shown to be read before it leaves."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static


class TextPage(ModalScreen[None]):
    """A text under a title: in Markdown, or as somebody wrote it."""

    DEFAULT_CSS = """
    TextPage VerticalScroll { height: 1fr; }
    TextPage Markdown { background: $surface; padding: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "Close"),
    ]

    def __init__(self, title: str, text: str, *, as_written: bool = False) -> None:
        """Show a text.

        Args:
            title: what stands above it.
            text: in Markdown.
            as_written: it is no Markdown; its lines are its own.
        """
        super().__init__()
        self._heading, self._text, self._as_written = title, text, as_written

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide" if self._as_written else "dialog") as dialog:
            dialog.border_title = self._heading
            with VerticalScroll():
                if self._as_written:
                    yield Static(self._text, markup=False)
                else:
                    yield Markdown(self._text, open_links=False)
            yield Static(
                "[@click=screen.dismiss(None)]Esc closes[/]. Export writes it into a file.",
                classes="keys",
            )

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
