"""The designer: its stages, the draft open under all of them, and what every screen can do."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer

if TYPE_CHECKING:
    from designer.authoring.draft import Checked, Draft
    from designer.authoring.history import Change

SECONDS_BEFORE_CHECK = 0.15
"""A check waits for a pause in the typing."""


def _stage(module: str, name: str) -> Callable[[], Screen[None]]:
    """A screen whose code is loaded when it is first shown."""

    def made() -> Screen[None]:
        screen: Screen[None] = getattr(import_module(f"designer.screens.{module}"), name)()
        return screen

    return made


class DesignerApp(App[None]):
    """Everything that the screens share.

    Attributes:
        draft: the program that is open; None on the start screen of a first run.
        path: its file; None where it has none yet.
        text_changed: tells of each change of the draft's text, at once.
        checked: tells what checking the newest text said, a moment after the last change.
    """

    CSS_PATH = "designer.tcss"
    TITLE = "Perkwright"
    ENABLE_COMMAND_PALETTE = True
    MODES: ClassVar[dict[str, Callable[[], Screen[None]]]] = {  # type: ignore[assignment]
        "start": _stage("start", "StartScreen"),
        "design": _stage("design", "DesignScreen"),
        "try_it": _stage("try_it", "TryItScreen"),
        "forecast": _stage("forecast", "ForecastScreen"),
        "compare": _stage("compare", "CompareScreen"),
        "launch": _stage("launch", "LaunchScreen"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "stage('design')", "Design", id="stage.design", show=False),
        Binding("f3", "stage('try_it')", "Try it", id="stage.try_it", show=False),
        Binding("f4", "stage('forecast')", "Forecast", id="stage.forecast", show=False),
        Binding("f5", "stage('compare')", "Compare", id="stage.compare", show=False),
        Binding("f6", "stage('launch')", "Launch", id="stage.launch", show=False),
        Binding("ctrl+z", "undo", "Undo", id="draft.undo", priority=True),
        Binding("ctrl+y", "redo", "Redo", id="draft.redo", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012

    def __init__(self, path: Path | None = None, *, home: Path | None = None) -> None:
        super().__init__()
        self.home = home
        self.draft: Draft | None = None
        self.path = path
        self.text_changed: Signal[Change] = Signal(self, "text_changed")
        self.checked: Signal[Checked] = Signal(self, "checked")
        self._check_soon: Timer | None = None

    def on_mount(self) -> None:
        if self.path is None:
            self.switch_mode("start")
            return
        from designer.authoring.draft import Draft
        from designer.workbench.program_files import read_document

        self.open_draft(Draft(self.path.name, read_document(self.path).text), self.path)

    def action_stage(self, name: str) -> None:
        """Show a stage; without a program there is only the start."""
        if self.draft is None:
            self.notify("Choose a program first.", severity="warning")
            return
        self.switch_mode(name)

    # ------------------------------------------------------------ the draft

    def open_draft(self, draft: "Draft", path: Path | None) -> None:
        """Work on a program from here on, and show its design."""
        self.draft, self.path = draft, path
        self.check_now()
        self.switch_mode("design")

    def change(self, text: str, why: str, *, joins: str | None = None) -> None:
        """Change the draft's text; the only way for a screen to do it."""
        if self.draft is not None:
            self._tell(self.draft.change(text, why, joins=joins))

    def action_undo(self) -> None:
        """Take the last change back, wherever it was made."""
        change = self.draft.undo() if self.draft else None
        self._tell(change)
        self.notify(f"Undone: {change.why}" if change else "Nothing to undo.", timeout=2)

    def action_redo(self) -> None:
        """Make again what was taken back last."""
        change = self.draft.redo() if self.draft else None
        self._tell(change)
        self.notify(f"Done again: {change.why}" if change else "Nothing to do again.", timeout=2)

    def _tell(self, change: "Change | None") -> None:
        if change is None:
            return
        self.text_changed.publish(change)
        if self._check_soon is not None:
            self._check_soon.stop()
        self._check_soon = self.set_timer(SECONDS_BEFORE_CHECK, self.check_now)

    def check_now(self) -> None:
        """Check the newest text in a thread, and tell what it says."""
        draft = self.draft
        if draft is not None:
            self.run_worker(
                lambda: self.call_from_thread(self._publish, draft.checked()),
                thread=True,
                group="check",
                exclusive=True,
                exit_on_error=False,
            )

    def _publish(self, checked: "Checked") -> None:
        if self.draft is not None and checked.revision == self.draft.revision:
            self.checked.publish(checked)


def run_designer(path: Path | None) -> None:
    """Show the designer until the person leaves it."""
    DesignerApp(path).run()
