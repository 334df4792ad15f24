"""Help for the box that has the focus, and the keys that work there."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

PAGES = Path(__file__).parent.parent / "help"
USUAL = "start"


class HelpPage(ModalScreen[None]):
    """A page; Esc leads back to the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back"),
    ]

    def __init__(self, page: str, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._page = page
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide help"):
            with VerticalScroll(id="page"):
                yield Markdown(page_text(self._page, self._keys), open_links=False)
            yield Static("↑↓ PgDn scroll   Esc back", classes="keys", markup=False)

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = "Help"
        self.query_one("#page").focus()


def page_text(page: str, keys: list[tuple[str, str]]) -> str:
    """A page of help with the keys that work below it."""
    path = PAGES / f"{page}.md"
    text = (path if path.is_file() else PAGES / f"{USUAL}.md").read_text("utf-8")
    rows = "".join(f"| {_in_cell(key)} | {_in_cell(words)} |\n" for key, words in keys)
    return f"{text.rstrip()}\n\n## Keys here\n\n| Key | What it does |\n|---|---|\n{rows}"


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")
