"""The first run of a forecast, simulated while a person reads: its curve is there when asked for.

Finished runs wait on the computer until the same forecast is asked for, as after a stop.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from designer.screens.app import DesignerApp
from designer.screens.command_process import STAND_BY
from designer.screens.extent import Extent, forecast_words
from designer.screens.leaving import LONG_WORK
from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.program_before import program_before
from designer.workbench.working_copies import ProgramText, working_copies

if TYPE_CHECKING:
    from designer.authoring.draft import Checked

SECONDS_OF_REST = 0.6
"""Nothing has changed for so long before it begins."""
_STAGE = "forecast"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a forecast would be of.

    Attributes:
        changed: when its scenario was written last, in nanoseconds.
    """

    program: ProgramText
    scenario: Path
    changed: int
    extent: Extent


class Ahead:
    """Of one designer.

    It begins when nothing has changed for a moment, and at once when the stage is asked for, whose
    own command then finds the first run finished or waits for the rest of it.
    """

    def __init__(self, app: DesignerApp) -> None:
        self._app = app
        self._extent = Extent()
        self._follows = self._is_whole = False
        self._next: tuple[_Asked, Path] | None = None
        self._begun: _Asked | None = None
        self._rest: Timer | None = None
        self._copies = ExitStack()

    def follow(self) -> None:
        """A process stands by from now on."""
        if not self._follows:
            self._follows = True
            self._app.checked.subscribe(self._app, self._checked)
            self._app.text_changed.subscribe(self._app, lambda _: self._give_up())
            self._app.assumed.subscribe(self._app, self._assumed)
            self._app.mode_change_signal.subscribe(self._app, self._stage_asked)
        self._app.check_now()

    def end(self) -> None:
        """Remove what it has written."""
        self._copies.close()

    def _checked(self, checked: "Checked") -> None:
        self._is_whole = checked.program is not None
        self._prepare()

    def _assumed(self, extent: Extent) -> None:
        self._extent = extent
        self._prepare()

    def _stage_asked(self, stage: str) -> None:
        if stage == _STAGE:
            self._begin()

    def _give_up(self) -> None:
        """What it works on is of an earlier text."""
        self._next = None
        if self._begun is not None:
            self._begun = None
            STAND_BY.work_ahead(())

    def _prepare(self) -> None:
        draft, path, extent = self._app.draft, self._app.path, self._extent
        if not (self._is_whole and STAND_BY.is_ready) or draft is None or path is None:
            return
        text = ProgramText(draft.name, draft.text, path)
        self._app.run_worker(
            lambda: self._write(text, path.with_suffix(SCENARIO_ENDING), extent),
            thread=True,
            group="ahead",
            exit_on_error=False,
        )

    def _write(self, text: ProgramText, scenario: Path, extent: Extent) -> None:
        """Write the copy that the command reads, in a thread."""
        copies = ExitStack()
        assert text.file is not None
        extent = replace(extent, before=program_before(self._app.home, text.file))
        try:
            asked = _Asked(text, scenario, scenario.stat().st_mtime_ns, extent)
            (copy,) = copies.enter_context(working_copies([text]))
        except OSError:  # the shop is not known yet, or the disk full: it is not begun ahead
            return
        self._app.call_from_thread(self._written, asked, copy, copies)

    def _written(self, asked: _Asked, copy: Path, copies: ExitStack) -> None:
        draft = self._app.draft
        if draft is None or draft.text != asked.program.text or asked == self._begun:
            copies.close()
            return
        self._copies.close()
        self._copies, self._next = copies, (asked, copy)
        if self._app.current_mode == _STAGE:
            self._begin()
        else:
            self._begin_soon()

    def _begin_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._app.set_timer(SECONDS_OF_REST, self._begin)

    def _begin(self) -> None:
        """Begin, unless a command works for a screen: then after that."""
        is_busy = any(
            each.group == LONG_WORK and not each.is_finished for each in self._app.workers
        )
        if self._next is None or not STAND_BY.is_ready:  # the next that is ready prepares it again
            return
        if is_busy:
            self._begin_soon()
            return
        (self._begun, copy), self._next = self._next, None
        words = forecast_words(copy, self._begun.scenario, self._begun.extent)
        STAND_BY.work_ahead((*words, "--ahead"))
