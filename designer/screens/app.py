"""The designer: its stages, the draft open under all of them, and what every screen can do."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer

from designer.report.way_of_writing import write_as
from designer.screens.extent import Extent
from designer.screens.keeper import SECONDS_BETWEEN_LOOKS, Keeper, Kept
from designer.screens.leaving import Leaving
from designer.screens.stages import STAGES, stage_named
from designer.screens.stylesheet import ParsedOnce
from designer.screens.symbols import PlainSymbols, wants_plain_symbols
from designer.screens.themes import THEMES, theme_named
from designer.workbench.draft_files import DraftFile, Journal, free_path
from designer.workbench.recent_work import remember_work
from designer.workbench.refusal import Refusal
from designer.workbench.settings import Settings, read_settings, settings_home
from designer.workbench.today_here import today_here

if TYPE_CHECKING:
    from designer.authoring.draft import Checked, Draft
    from designer.authoring.history import Change
    from designer.workbench.versions import Version

SECONDS_BEFORE_CHECK = 0.15
"""A check waits for a pause in the typing."""
_CHECKS_BEFORE_CHECK = 6
_LONGEST_BEFORE_CHECK = 1.0
"""A long text's check is felt by who types on, so it waits as many times as long as it takes."""

_KEYS = {
    "enter": "⏎",
    "escape": "Esc",
    "esc": "Esc",
    "delete": "Del",
    "del": "Del",
    "space": "Space",
    "tab": "Tab",
}


@dataclass(frozen=True)
class Step:
    """A step of the history, as its change of the text.

    Attributes:
        is_back: it is taken back, not made again.
    """

    change: "Change"
    is_back: bool


class DesignerApp(Leaving):
    """Everything that the screens share.

    Attributes:
        draft: the program that is open; None on the start screen of a first run.
        path: its file; None where nothing is open.
        checked_revision: the draft's revision that was checked last; -1 before the first check.
        home: the folder of settings, recent work and texts that could not be written.
        settings: what the person set.
        text_changed: tells of each change of the draft's text, at once.
        checked: tells what checking the newest text said, a moment after the last change.
        kept: tells whether the newest text is in its file.
        assumed: tells of how much a forecast is, whenever what it takes for granted was read.
        rewritten: tells that figures are to be written in the way of another locale.
        version_saved: tells that a version was kept.
        stepped: tells that a step is taken back or made again, before the text tells of its change.
    """

    CSS_PATH = "designer.tcss"
    TITLE = "Perkwright"
    # Textual knows only screens without an answer here, and makes them in the same way.
    MODES: ClassVar[dict[str, Callable[[], Screen[None]]]] = {  # type: ignore[assignment]  # see above
        name: stage_named(name) for name in STAGES
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("0", "stage('start')", "Start: another program", id="stage.start", show=False),
        Binding("f2,1", "stage('design')", "Design", id="stage.design", show=False),
        Binding("f3,2", "stage('try_it')", "Try it", id="stage.try_it", show=False),
        Binding("f4,3", "stage('forecast')", "Forecast", id="stage.forecast", show=False),
        Binding("f5,4", "stage('compare')", "Compare", id="stage.compare", show=False),
        Binding("f6,5", "stage('launch')", "Launch", id="stage.launch", show=False),
        Binding("ctrl+z", "undo", "Undo", id="draft.undo", show=False, priority=True),
        Binding("ctrl+y", "redo", "Redo", id="draft.redo", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (16, "-short"), (30, "-tall")]  # noqa: RUF012 - as Textual has it

    def __init__(
        self, path: Path | None = None, *, home: Path | None = None, theme: str | None = None
    ) -> None:
        # Without colour, Textual leaves all colours out only where it starts with the terminal's.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.stylesheet = ParsedOnce(self.get_css_variables())
        self.home = home or settings_home()
        self.settings, self._unread = _settings(self.home)
        self.draft: Draft | None = None
        self.path = path
        self.text_changed: Signal[Change] = Signal(self, "text_changed")
        self.checked: Signal[Checked] = Signal(self, "checked")
        self.kept: Signal[Kept] = Signal(self, "kept")
        self.assumed: Signal[Extent] = Signal(self, "assumed")
        self.rewritten: Signal[str] = Signal(self, "rewritten")
        self.version_saved: Signal[Version] = Signal(self, "version_saved")
        self.stepped: Signal[Step] = Signal(self, "stepped")
        self.keeper = Keeper(self, self, Journal(self.home / "unsaved"))
        self._check_soon: Timer | None = None
        self._check_seconds = 0.0
        self.checked_revision = -1
        self._remembered_name = ""
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme_named(theme or self.settings.theme, has_colour=not self.no_color)
        self.set_keymap(self.settings.keys)
        write_as(self.settings.language)

    def on_mount(self) -> None:
        self.set_interval(SECONDS_BETWEEN_LOOKS, self.keeper.look)
        # A process that goes on after it was stopped (kill -TSTP, fg) finds an empty terminal.
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        if self._unread:
            self.notify(self._unread, severity="warning")
        if self.path is None:
            self.switch_mode("start")
        else:
            self.open_file(self.path)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """How each line is altered before it is drawn."""
        plain = wants_plain_symbols(self.settings.symbols, os.environ)
        return [*super().get_line_filters(), *([PlainSymbols()] if plain else [])]

    def get_driver_class(self) -> type[Driver]:
        """What the designer is shown in: a terminal, or a browser."""
        from textual.drivers.linux_driver import LinuxDriver

        from designer.screens.terminal import Terminal

        usual = super().get_driver_class()
        return Terminal if usual is LinuxDriver else usual

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Tell something in a corner, to the letter: names in it may hold brackets."""
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """How a key is written: ^Z, F9, Shift+F8, Esc."""
        if binding.key_display:
            return binding.key_display
        *held, key = super().get_key_display(binding).replace("^", "^+").split("+")
        shown = key.upper() if "^" in held or key[1:].isdigit() else key
        words = _KEYS.get(shown.lower(), shown)
        return "+".join((*(each.capitalize() for each in held), words)).replace("^+", "^")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What has no sense without a program is not offered."""
        needs_program = ("undo", "redo", "save_version", "save_as", "versions")
        return self.draft is not None or action not in needs_program

    def action_stage(self, name: str) -> None:
        """Show a stage; without a program there is only the start."""
        if self.draft is None and name != "start":
            self.notify("Choose a program first.", severity="warning")
            return
        self.leave_above()
        if self.current_mode != name:
            self.switch_mode(name)

    # ------------------------------------------------------------ the draft and its file

    def open_file(self, path: Path) -> None:
        """Work on a program's file from here on, and show its design."""
        from designer.authoring.draft import Draft

        try:
            file = DraftFile(path)
        except Refusal as refused:
            self.notify(refused.sentence, severity="error")
            if self.draft is None and self.current_mode != "start":
                self.switch_mode("start")
            return
        waiting = self.keeper.journal.kept(path)
        draft = Draft(path.name, file.text)
        self._begin(draft, file, None if waiting == file.text else waiting)

    def open_draft(self, draft: "Draft", path: Path | None = None) -> None:
        """Work on a program from here on, and show its design; without a path it gets one."""
        self._begin(draft, DraftFile(path or free_path(Path.cwd(), Path(draft.name).stem)))

    def _begin(self, draft: "Draft", file: DraftFile, waiting: str | None = None) -> None:
        from designer.workbench.shop_file import ShopFile

        self.keeper.finish()
        shop = ShopFile(file.path)
        draft.use_shop(shop.shop)
        self.draft, self.path = draft, file.path
        self._remembered_name = ""
        self.checked_revision = -1
        self.keeper.watch(file, shop)
        self.keep_keys()
        self.check_now()
        self.run_worker(self._show_design(waiting), group="open")

    async def _show_design(self, waiting: str | None) -> None:
        """Show the design; stages that showed another program are made anew."""
        self.leave_above()
        if self.current_mode in STAGES and self.current_mode != "start":
            await self.switch_mode("start")
        for name in STAGES:
            if name != "start":
                await self.remove_mode(name)
                self.add_mode(name, stage_named(name))
        await self.forget_above()
        await self.switch_mode("design")
        if waiting is not None:
            self._offer(waiting)
        if self.keeper.state.beside:
            self.action_files()

    def _offer(self, waiting: str) -> None:
        from designer.screens.overlays.found_text import FoundText

        def choose(is_wanted: bool | None) -> None:
            if is_wanted:
                self.change(waiting, "Bring back the text that was not saved")
            if is_wanted is not None and self.path is not None:
                self.keeper.journal.forget(self.path)

        self.push_screen(FoundText(), choose)

    # ------------------------------------------------------------ changes

    def change(self, text: str, why: str, *, joins: str | None = None) -> None:
        """Change the draft's text; the only way for a screen to do it."""
        if self.draft is not None:
            self._tell(self.draft.change(text, why, joins=joins))

    def action_undo(self) -> None:
        """Take the last change back: what the box at hand did not take over, or in the text."""
        for at_hand in (self.focused, self.screen):
            take_back = getattr(at_hand, "take_back", None)
            if take_back is not None and take_back():
                return
        change = self.draft.undo() if self.draft else None
        self._take_up(change, is_back=True)
        self.notify(f"Undone: {change.why}" if change else "Nothing to undo.", timeout=2)

    def action_redo(self) -> None:
        """Make again what was taken back last."""
        change = self.draft.redo() if self.draft else None
        self._take_up(change, is_back=False)
        self.notify(f"Done again: {change.why}" if change else "Nothing to do again.", timeout=2)

    def _take_up(self, change: "Change | None", *, is_back: bool) -> None:
        """Tell of a change that undo or redo made."""
        if change is not None:
            self.stepped.publish(Step(change, is_back))
        self._tell(change)

    def _tell(self, change: "Change | None") -> None:
        if change is None:
            return
        self._leaves_without = False
        self.text_changed.publish(change)
        self.keeper.save_soon()
        if self._check_soon is not None:
            self._check_soon.stop()
        asked = max(SECONDS_BEFORE_CHECK, _CHECKS_BEFORE_CHECK * self._check_seconds)
        self._check_soon = self.set_timer(min(asked, _LONGEST_BEFORE_CHECK), self.check_now)

    def check_now(self) -> None:
        """Check the newest text in a thread, and tell what it says."""
        draft = self.draft
        if draft is None:
            return

        def work() -> None:
            started = perf_counter()
            checked = draft.checked()
            self._check_seconds = perf_counter() - started
            self.call_from_thread(self._publish, checked)

        self.run_worker(work, thread=True, group="check", exclusive=True, exit_on_error=False)

    def _publish(self, checked: "Checked") -> None:
        if self.draft is not None and checked.revision == self.draft.revision:
            self.checked_revision = checked.revision
            self.checked.publish(checked)
            if self.path is not None:
                known = self._remembered_name or self.path.stem
                name = checked.program.name if checked.program else known
                if name != self._remembered_name:
                    self._remembered_name = name
                    self._remember(self.path, name)

    @work(thread=True, group="remember")
    def _remember(self, path: Path, name: str) -> None:
        remember_work(self.home, path, name, today_here().toordinal())


def _settings(home: Path) -> tuple[Settings, str]:
    """The settings, and why they are the usual ones if the file cannot be used."""
    try:
        return read_settings(home), ""
    except Refusal as refused:
        return Settings(), refused.sentence
