"""Writes a report as the command line does it, in a process of its own."""

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.widget import Widget

from designer.screens.command_process import COMMAND_LINE
from designer.screens.long_work import Done, Failed, LongWork
from designer.workbench.working_copies import ProgramText


class ReportWriter(Widget):
    """Not to be seen; says in a message what was written."""

    DEFAULT_CSS = "ReportWriter { display: none; }"

    def __init__(self, command_line: Sequence[str] = COMMAND_LINE) -> None:
        super().__init__()
        self._work = LongWork(self, command_line)
        self._names = ""

    def write(self, result: str, files: Sequence[Path], language: str) -> None:
        """Write the report of a result.

        Args:
            result: the JSON of a forecast or of a comparison.
            files: where to; their endings say the form.
            language: whose way of writing figures.
        """
        if self._work.is_running:
            self.notify("The report is being written.")
            return
        self._names = " and ".join(file.name for file in files)
        self._work.begin(
            [ProgramText("result", result, ending=".json")],
            lambda copies: ("report", str(copies[0]), *map(str, files), "--language", language),
        )
        self.notify("Drawing the report ...")

    @on(Done)
    def _written(self, message: Done) -> None:
        message.stop()
        self.notify(f"Wrote {self._names} beside the program.")

    @on(Failed)
    def _not_written(self, message: Failed) -> None:
        message.stop()
        if not message.stopped:
            self.notify(message.words, severity="error")
