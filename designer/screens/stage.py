"""What all stages have in common: the bar of stages on top, and following the draft."""

from collections.abc import Iterator

from textual.widget import Widget

from designer.authoring.draft import Checked, Draft
from designer.authoring.history import Change
from designer.screens.keeper import Kept
from designer.screens.shell import ShellScreen
from designer.screens.widgets.stage_bar import StageBar


class StageScreen(ShellScreen):
    """One of the five stages; a stage overrides what it needs.

    Attributes:
        STAGE: its name among the app's modes.
    """

    STAGE = ""
    _says_problem = False

    def compose_top(self) -> Iterator[Widget]:
        yield StageBar(self.STAGE)

    def on_mount(self) -> None:
        bar = self.query_one(StageBar)
        bar.show_name(self.draft.name.removesuffix(".loyalty"))
        bar.show_kept(self.designer.keeper.state)
        self.designer.kept.subscribe(self, self._show_kept)
        self.designer.checked.subscribe(self, self._show_name)
        self.designer.stepped.subscribe(self, lambda step: self.show_change(step.change))
        self.designer.text_changed.subscribe(self, self.text_changed)
        self.designer.checked.subscribe(self, self.checked)
        self.designer.rewritten.subscribe(self, lambda _: self.write_figures_anew())
        self.stage_ready()
        self.designer.check_now()

    @property
    def draft(self) -> Draft:
        """The open program; a stage is only shown when there is one."""
        draft = self.designer.draft
        assert draft is not None
        return draft

    def stage_ready(self) -> None:
        """Called once, when the boxes are there."""

    def show_change(self, change: Change) -> None:
        """Called before undo or redo changes the text, to show where that is."""

    def text_changed(self, change: Change) -> None:
        """Called at once after each change of the text."""

    def checked(self, checked: Checked) -> None:
        """Called with what checking the newest text said."""

    def write_figures_anew(self) -> None:
        """Called when figures are to be written in another way; what is checked brings new ones."""
        self.designer.check_now()

    def _show_name(self, checked: Checked) -> None:
        if checked.program is not None:
            self.query_one(StageBar).show_name(checked.program.name)

    def _show_kept(self, kept: Kept) -> None:
        self.query_one(StageBar).show_kept(kept)
        if kept.problem:
            path = self.designer.path
            problem = kept.problem.replace(str(path), path.name) if path else kept.problem
            self.say(f"✗ Not saved: {problem}")
            self._says_problem = True
        elif self._says_problem and kept.is_newest:
            self.say_focused()
            self._says_problem = False
