"""What Forecast and Compare have in common: a command works, and is shown as its figures come.

The command tells finished runs as they come, their result as soon as there are no more, and the
whole one at the end, when what matters is weighed. Each is read in a thread and drawn here, unless
something newer has come meanwhile.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.widgets import Static

from designer.screens.command_process import COMMAND_LINE
from designer.screens.long_work import (
    Done,
    Failed,
    LongWork,
    PartialResult,
    Progress,
    Words,
)
from designer.screens.newest_read import NewestRead, Show
from designer.screens.progress_line import STOPS, progress_words
from designer.screens.stage import StageScreen
from designer.screens.widgets.report_writer import ReportWriter
from designer.workbench.working_copies import ProgramText

REPORT_KEY = Binding("x", "export", "Report", id="report.write")
"""Stands among the stage's own keys, because those of a class above it would come first."""

STOPPED = "Stopped"
_RESULT = "result"


def _nothing() -> None:
    """A stage that shows nothing of it."""


class ResultStage(StageScreen):
    """A stage that shows what a command finds out.

    It has a box `#progress`, a box `HEADLINE` for what goes wrong, and a `ReportWriter`.

    Attributes:
        COMMAND_LINE: what stands for `perkwright`.
        HEADLINE: the box that says what comes out.
        REPORT: how files with the report end, before their form.
    """

    COMMAND_LINE: ClassVar[Sequence[str]] = COMMAND_LINE
    HEADLINE: ClassVar[str] = "#headline"
    REPORT: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._work = LongWork(self, self.COMMAND_LINE)
        self._progress: Progress | None = None
        self._runs: tuple[int, int] | None = None
        self._result = self._unweighed = ""
        self._ended = ""
        self._results = NewestRead(self)

    # ---------------------------------------------------------------- what a stage says of it

    def part_read(self, line: Mapping[str, Any]) -> Show:
        """Read, in a thread, what finished runs say of one program.

        Args:
            line: as the command told it, with the event `partial`.

        Returns:
            what shows it.
        """
        return _nothing

    def result_read(self, result: str, *, is_whole: bool) -> Show:
        """Read, in a thread, a result of all runs, or of those that were finished at a stop.

        Args:
            result: its JSON, as the command prints it at its end.
            is_whole: nobody stopped it, and nothing of it is still worked out.

        Returns:
            what shows it.
        """
        return _nothing

    def state_words(self, ended: str) -> str:
        """Of what the result is that is shown; "" where none is.

        Args:
            ended: how the newest work ended, in a word; "" where it ended by itself.
        """
        return ended

    # ---------------------------------------------------------------- working

    def begin(self, texts: Sequence[ProgramText], words: Words, said: str) -> None:
        """Run a command on some programs as they are now; see `LongWork.begin`.

        Args:
            texts: the programs.
            words: the command, given the files of the copies.
            said: what is told until the first runs are finished.
        """
        self._progress = self._runs = None
        self._result = self._unweighed = self._ended = ""
        self._results.forget()
        self._work.begin(texts, words)
        self._say(f"{said} {STOPS}")

    @property
    def is_working(self) -> bool:
        """Whether the command runs."""
        return self._work.is_running

    def stop_work(self) -> None:
        """Stop what runs; what is finished of it is shown."""
        self._work.stop()

    @on(Progress)
    def _progressed(self, message: Progress) -> None:
        if message.work == self._work.number and self.is_working:
            self._progress = message
            self.say_state()

    @on(PartialResult)
    def _part_came(self, message: PartialResult) -> None:
        if message.work != self._work.number:
            return
        line = message.line
        if line["event"] == "unweighed":
            self._unweighed = json.dumps(line["result"])
            self._read_result(self._unweighed, is_whole=False)
        else:
            self._runs = int(line["runs"]), int(line["of"])
            self._read(str(line["program"]), lambda: self.part_read(line))

    @on(Done)
    def _finished(self, message: Done) -> None:
        if message.work == self._work.number:
            self._ended = STOPPED if message.stopped else ""
            self._result = message.result
            self._read_result(message.result, is_whole=not message.stopped)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        if message.work != self._work.number:
            return
        self._ended = STOPPED if message.stopped else "✗ Not worked out"
        if message.stopped and self._unweighed:
            self._result = self._unweighed
            self._read_result(self._unweighed, is_whole=False)
            return
        if not message.stopped:
            self.query_one(self.HEADLINE, Static).update(
                f"✗ {message.words.removeprefix('Error: ')}"
            )
        self._say(self._ended)
        self.say_state()

    def _read_result(self, result: str, *, is_whole: bool) -> None:
        self._results.forget()
        self._read(_RESULT, lambda: self.result_read(result, is_whole=is_whole))

    def _read(self, what: str, read: Callable[[], Show]) -> None:
        self._results.read(what, lambda: self._with_state(read()))

    def _with_state(self, show: Show) -> Show:
        def both() -> None:
            show()
            self.say_state()

        return both

    # ---------------------------------------------------------------- what it is of

    def _say(self, words: str) -> None:
        self.query_one("#progress", Static).update(words)

    def say_state(self) -> None:
        """Below the charts: how far the work is, or of what the result is."""
        if self._ended or not self.is_working:
            words = self.state_words(self._ended)
        elif self._progress or self._runs:
            words = progress_words(self._progress, self._runs, self.size.width - 2)
        else:
            return
        if words:
            self._say(words)

    def action_export(self) -> None:
        """Write the report and its figures beside the program."""
        path = self.designer.path
        if not self._result or path is None:
            self.notify(self._why_no_report())
            return
        files = [path.with_suffix(f".{self.REPORT}{form}") for form in (".html", ".csv")]
        self.query_one(ReportWriter).write(self._result, files, self.designer.settings.language)

    def _why_no_report(self) -> str:
        if not self._work.number:
            return "Nothing is worked out yet: r begins, and then there is a report."
        if not self._ended:
            return "Wait until all is worked out: a report holds all of it."
        if self._ended == STOPPED:
            return "It was stopped before there was anything to report: r begins again."
        return "It could not be worked out, so there is no report: mend what is said, then press r."
