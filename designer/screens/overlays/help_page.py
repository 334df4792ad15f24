"""Help for the box that has the focus, and the keys that work there."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Markdown, Static

PAGES = Path(__file__).parent.parent / "help"
USUAL = "everywhere"


class HelpPage(ModalScreen[None]):
    """A page; Esc leads back to the box."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1,question_mark,q", "dismiss", "Back"),
    ]

    def __init__(
        self, page: str, keys: list[tuple[str, str]], names: list[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._text = page_text(page, keys, names)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog wide help"):
            with VerticalScroll(id="page"):
                yield Markdown(self._text, open_links=False)
            yield Static("↑↓ PgDn scroll   [@click=screen.dismiss]Esc back[/]", classes="keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = "Help"
        self.query_one("#page").focus()


def page_text(page: str, keys: list[tuple[str, str]], names: list[tuple[str, str]]) -> str:
    """A page of help, the keys that work there, and what settings call all that can be done.

    Args:
        page: its name; one that is not there gives the page on getting about.
    """
    path = PAGES / f"{page}.md"
    text = (path if path.is_file() else PAGES / f"{USUAL}.md").read_text("utf-8")
    rows = "".join(f"- **{key}**  {words}\n" for key, words in keys)
    own = "".join(f"- `{name}`  {words}\n" for name, words in names)
    return (
        f"{text.rstrip()}\n\n## Keys here\n\n{rows}\n## Names for keys of your own\n\n"
        f"In the settings file (see Settings) each of these can have another key.\n\n{own}"
    )
