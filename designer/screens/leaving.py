"""How the designer ends: what is not written yet is written first, and no process is left."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerError

from designer.screens.file_actions import FileActions

LONG_WORK = "long work"
"""The group of workers that run a command for a screen."""
LEAVING = "leaving"
"""The group of workers that write what leaves for the shop; each says whether it is written."""
_CLOSING = "closing"


class Leaving(FileActions):
    """The app, as far as it ends, by a key or by a mistake of ours."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", id="app.quit", show=False, priority=True),
    ]

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._has_failed = self._leaves_without = self._is_ending = False

    def action_help_quit(self) -> None:
        """Say how to leave to who presses Ctrl-C."""
        self.notify("^Q leaves the designer. Your text is saved by itself.")

    async def action_quit(self) -> None:
        """Leave once the newest text is written; where it cannot be, only if asked again."""
        if leaving := [e for e in self.workers if e.group == LEAVING and not e.is_finished]:
            self._close_after(leaving)
            return
        await self.keeper.save()
        if not (self.keeper.state.is_kept or self._leaves_without):
            self._leaves_without = True
            self.notify(
                "Your newest text is in no file yet. Save it elsewhere (^P, Save as), or leave "
                "without it: ^Q again.",
                severity="error",
            )
            return
        await self.end_long_work()
        self.end()

    def end(self) -> None:
        """End at once; a screen that was just being built then finds nothing of itself."""
        self._is_ending = True
        self.exit()

    def _close_after(self, leaving: Sequence[Worker[bool]]) -> None:
        """Leave once what goes to the shop is written; stay where it is not, for that is told."""
        self.notify(f"{leaving[0].name} ... The designer closes when it is written.")

        async def close() -> None:
            with suppress(WorkerError):
                if all([await each.wait() for each in leaving]):
                    await self.action_quit()

        # Waiting twice would end it: who stops waiting for a worker cancels it.
        if not any(each.group == _CLOSING for each in self.workers):
            self.run_worker(close(), group=_CLOSING)

    async def end_long_work(self) -> None:
        """End every command that runs for a screen, and wait until its process is gone."""
        running = [each for each in self.workers if each.group == LONG_WORK]
        for each in running:
            each.cancel()
        for each in running:
            with suppress(WorkerError):
                await each.wait()

    def _fatal_error(self) -> None:
        """A mistake of ours: a sentence, never a traceback (Textual has no public hook for it)."""
        if self._is_ending:
            self.exit()
            return
        if os.environ.get("PERKWRIGHT_TRACE"):
            super()._fatal_error()
            return
        failure = sys.exception()
        if self._has_failed:
            return
        self._has_failed = True
        self.keeper.rescue()
        self.panic(
            Text(
                "Error: perkwright itself made a mistake "
                f"({type(failure).__name__}: {failure}).\n"
                "Your program is saved. Set PERKWRIGHT_TRACE=1 and open it again to see where,\n"
                "and report what it says."
            )
        )
