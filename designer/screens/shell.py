"""What every screen of the designer has: the line of words, the keys below, and a smallest size."""

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from designer.screens.app import DesignerApp
from designer.screens.focused import told_by
from designer.screens.keys import Keys

NARROW = 100
LEAST_WIDTH, LEAST_HEIGHT = 60, 16
TOO_SMALL = "Please make the window larger (60x16 or more). Nothing of your work is lost."


class ShellScreen(Screen[None]):
    """A screen whose boxes say what they are when they have the focus.

    A box says it by two class attributes, its own or those of a box around it: `SAID`, one line
    that is shown above the keys, and `HELP`, the page that F1 shows.
    """

    _box_at_hand: Widget | None = None
    """What had the focus before the window became too small to show it."""

    def compose(self) -> ComposeResult:
        yield from self.compose_top()
        yield from self.compose_stage()
        yield Static("", id="said", markup=False)
        yield Keys()
        yield Static(TOO_SMALL, id="too_small", markup=False)

    def compose_top(self) -> Iterator[Widget]:
        """What stands above the boxes."""
        yield from ()

    def compose_stage(self) -> Iterator[Widget]:
        """The screen's own boxes."""
        yield from ()

    def on_resize(self, event: events.Resize) -> None:
        """In a narrow window the keys stand closer; one that shows nothing keeps the focus."""
        for keys in self.query(Keys):
            keys.compact = event.size.width < NARROW
        is_too_small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if is_too_small and self._box_at_hand is None:
            self._box_at_hand = self.focused
        elif not is_too_small and self._box_at_hand is not None:
            self.call_after_refresh(self._go_back_to, self._box_at_hand)
            self._box_at_hand = None

    def _go_back_to(self, box: Widget) -> None:
        if self.focused is None and box.is_attached:
            self.set_focus(box)

    def on_mount(self) -> None:
        self.watch(self, "focused", self.say_focused, init=False)

    @property
    def designer(self) -> DesignerApp:
        """The app, by its own type."""
        app = self.app
        assert isinstance(app, DesignerApp)
        return app

    def say(self, words: str) -> None:
        """Show one line of words above the keys, until the focus moves."""
        self.query_one("#said", Static).update(words)

    def say_focused(self) -> None:
        """Show what the box with the focus says of itself."""
        self.say(told_by(self.focused, "SAID"))
