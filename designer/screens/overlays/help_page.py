"""Help for the box that has the focus, and the keys that work there."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

PAGES = Path(__file__).parent.parent / "help"
USUAL = "everywhere"
OWN = "In the settings file (see Settings) each of these can have another key."


class HelpPage(ModalScreen[None]):
    """A page; Esc leads back to the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back"),
    ]

    def __init__(
        self, page: str, keys: list[tuple[str, str]], names: list[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._text = page_text(page)
        self._keys = _listed("Keys here", keys)
        self._names = _listed("Names for keys of your own", names, OWN)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide help"):
            with VerticalScroll(id="page"):
                yield Markdown(self._text, open_links=False)
                yield Static(self._keys, classes="listed")
                yield Static(self._names, classes="listed")
            yield Static("↑↓ PgDn scroll   [@click=screen.dismiss]Esc back[/]", classes="keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = "Help"
        self.query_one("#page").focus()


def page_text(page: str) -> str:
    """A page of help.

    Args:
        page: its name; one that is not there gives the page on getting about.
    """
    path = PAGES / f"{page}.md"
    return (path if path.is_file() else PAGES / f"{USUAL}.md").read_text("utf-8")


def _listed(heading: str, rows: Sequence[tuple[str, str]], about: str = "") -> Content:
    """Rows of two columns as one text: as boxes of their own they would take seconds to show."""
    width = max((len(first) for first, _ in rows), default=0)
    lines = [
        Content.from_markup("[b]$first[/]  $words", first=first.ljust(width), words=words)
        for first, words in rows
    ]
    head = [Content.from_markup("[b $primary]$heading[/]", heading=heading), Content("")]
    told = [Content(about), Content("")] if about else []
    return Content("\n").join([*head, *told, *lines, Content("")])
