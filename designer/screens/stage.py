"""What all stages have in common: the bar of stages on top, one line of words, the keys below."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from designer.authoring.draft import Checked, Draft
from designer.authoring.history import Change
from designer.screens.app import DesignerApp
from designer.screens.widgets.stage_bar import StageBar


class StageScreen(Screen[None]):
    """One of the five stages; a stage overrides what it needs.

    Attributes:
        STAGE: its name among the app's modes.
    """

    STAGE = ""

    def compose(self) -> ComposeResult:
        yield StageBar(self.STAGE)
        yield from self.compose_stage()
        yield Static("", id="said")
        yield Footer(show_command_palette=False)

    def compose_stage(self) -> Iterator[Widget]:
        """The stage's own boxes."""
        yield from ()

    def on_mount(self) -> None:
        self.designer.text_changed.subscribe(self, self.text_changed)
        self.designer.checked.subscribe(self, self.checked)
        self.stage_ready()
        self.designer.check_now()

    @property
    def designer(self) -> DesignerApp:
        """The app, by its own type."""
        app = self.app
        assert isinstance(app, DesignerApp)
        return app

    @property
    def draft(self) -> Draft:
        """The open program; a stage is only shown when there is one."""
        draft = self.designer.draft
        assert draft is not None
        return draft

    def stage_ready(self) -> None:
        """Called once, when the boxes are there."""

    def text_changed(self, change: Change) -> None:
        """Called at once after each change of the text."""

    def checked(self, checked: Checked) -> None:
        """Called with what checking the newest text said."""

    def say(self, words: str) -> None:
        """Show one line of words above the keys."""
        self.query_one("#said", Static).update(words)
