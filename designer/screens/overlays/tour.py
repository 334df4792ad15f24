"""The tour: what the five stages are for, in a few short pages."""

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

PAGES = Path(__file__).parent.parent / "help" / "tour.md"


class Tour(ModalScreen[None]):
    """One page after the other; Esc ends it at any time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "End the tour"),
        Binding("right,n,space", "move(1)", "Next"),
        Binding("left,b", "move(-1)", "Back"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._step = 0
        pages = PAGES.read_text("utf-8").removeprefix("# ").split("\n# ")
        self._pages = [page.partition("\n") for page in pages]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tour"):
            yield Static(id="step", markup=False)
            with Horizontal(classes="buttons"):
                yield Button("Next", id="next", variant="primary")
                yield Button("End the tour", id="end")

    def on_mount(self) -> None:
        self._show()

    def action_move(self, steps: int) -> None:
        """Go some pages on or back; behind the last page the tour ends."""
        self._step = max(0, self._step + steps)
        if self._step < len(self._pages):
            self._show()
        else:
            self.dismiss()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Next, or the end."""
        if event.button.id == "next":
            self.action_move(1)
        else:
            self.dismiss()

    def _show(self) -> None:
        heading, _, words = self._pages[self._step]
        box = self.query_one(".dialog")
        box.border_title = heading
        box.border_subtitle = f"{self._step + 1} of {len(self._pages)}"
        self.query_one("#step", Static).update(_flowing(words))
        last = self._step == len(self._pages) - 1
        self.query_one("#next", Button).label = "Start" if last else "Next"


def _flowing(text: str) -> str:
    """Paragraphs without the line ends of the file."""
    return "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))
