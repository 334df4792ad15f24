"""Long work: a command of the command line, run as a process of its own.

The screen stays free, the work can be stopped at any moment, and what comes out is what a person
would have got by typing the command. Its JSON lines on stderr become messages as they come.
"""

import asyncio
import json
from asyncio.subprocess import Process
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from designer.screens.command_process import (
    COMMAND_LINE,
    begun,
    interrupt,
    kill,
    leave_nothing_behind,
)
from designer.screens.leaving import LONG_WORK
from designer.workbench.working_copies import ProgramText, without_folders, working_copies

Words = Callable[[tuple[Path, ...]], Sequence[str]]
"""What a person would type after `perkwright` about some program files."""

SECONDS_TO_FINISH = 0.4
"""How long a stopped command may take to say what its finished parts give."""

ENDED_EARLY = (
    "The work ended before it was done, and could not say why. Often memory is short: close other "
    "programs, or take fewer runs, and begin it again."
)

_STOPPED = 130


class WorkTold(Message):
    """What a piece of long work tells.

    Attributes:
        work: which piece; a screen that has begun another one lets it pass.
    """

    def __init__(self, work: int) -> None:
        super().__init__()
        self.work = work


class Progress(WorkTold):
    """How far it is.

    Attributes:
        doing: the step, in words.
        done: parts of it that are done.
        of: parts in all; None: not known.
        seconds_left: of this step; None: not known.
    """

    def __init__(self, work: int, line: dict[str, Any]) -> None:
        super().__init__(work)
        self.doing = str(line["doing"])
        self.done = int(line["done"])
        self.of: int | None = line["of"]
        self.seconds_left: float | None = line["seconds_left"]

    def can_replace(self, message: Message) -> bool:
        """Of several that wait, the newest is enough."""
        return isinstance(message, Progress)


class PartialResult(WorkTold):
    """What the finished parts say so far, as the command tells it: a line with an `event`."""

    def __init__(self, work: int, line: dict[str, Any]) -> None:
        super().__init__(work)
        self.line = line


class Done(WorkTold):
    """It ended by itself, or was stopped and could still say what it had.

    Attributes:
        result: the command's JSON, as text.
        stopped: somebody stopped it.
    """

    def __init__(self, work: int, result: str, *, stopped: bool) -> None:
        super().__init__(work)
        self.result = result
        self.stopped = stopped


class Failed(WorkTold):
    """It ended without a result.

    Attributes:
        words: what the command said, for a person.
        stopped: somebody stopped it before it had anything to say.
    """

    def __init__(self, work: int, words: str, *, stopped: bool) -> None:
        super().__init__(work)
        self.words = words
        self.stopped = stopped


class LongWork:
    """One command at a time for one box or screen, which gets the messages.

    Beginning another command, leaving the screen or the app ends the one that runs.
    """

    def __init__(
        self,
        owner: Widget,
        command_line: Sequence[str] = COMMAND_LINE,
        seconds_to_finish: float = SECONDS_TO_FINISH,
    ) -> None:
        self._owner = owner
        self._seconds_to_finish = seconds_to_finish
        self._command_line = tuple(command_line)
        self._process: Process | None = None
        self._worker: Worker[bool] | None = None
        self._stopped = False
        self.number = 0

    @property
    def is_running(self) -> bool:
        """Whether a command runs, or is about to."""
        return self._worker is not None and not self._worker.is_finished

    def begin(self, texts: Sequence[ProgramText], words: Words) -> None:
        """Run a command on copies of some texts as they are now.

        Args:
            texts: the programs.
            words: the command, given the files of the copies.
        """
        self.number += 1
        self._process, self._stopped = None, False
        self._worker = self._owner.run_worker(
            self._work(self.number, tuple(texts), words), group=LONG_WORK, exclusive=True
        )

    async def ended(self) -> bool:
        """Wait until it ends; whether it gave a result."""
        try:
            return await self._worker.wait() if self._worker else False
        except WorkerError:  # another one took its place, or its screen is gone
            return False

    def stop(self) -> None:
        """Stop it as Ctrl-C does; if it does not end soon, without waiting for it."""
        if self.is_running and not self._stopped:
            self._stopped = True
            interrupt(self._process)
            number = self.number
            self._owner.set_timer(self._seconds_to_finish, lambda: self._end(number))

    def _end(self, number: int) -> None:
        if number == self.number:
            kill(self._process)

    async def _work(self, number: int, texts: tuple[ProgramText, ...], words: Words) -> bool:
        try:
            with working_copies(texts) as copies:
                code, result, said = await self._run(number, words(copies))
                told = without_folders(said, copies)
        except OSError as problem:  # the disk of working files is full, for instance
            why = f"This cannot be worked out here and now: {problem.strerror}."
            self._owner.post_message(Failed(number, why, stopped=False))
            return False
        stopped = self._stopped or code == _STOPPED
        has_result = bool(result.strip()) and code in (0, _STOPPED)
        if has_result:
            self._owner.post_message(Done(number, result, stopped=stopped))
        else:
            self._owner.post_message(Failed(number, told or ENDED_EARLY, stopped=stopped))
        return has_result

    async def _run(self, number: int, words: Sequence[str]) -> tuple[int, str, str]:
        """Exit code, result, and what it said beside; the process is gone afterwards."""
        process = await begun(self._command_line, words)
        self._process = process
        assert process.stdout is not None
        assert process.stderr is not None
        if self._stopped:
            kill(process)
        end = asyncio.create_task(leave_nothing_behind(process))
        try:
            result, said = await asyncio.gather(
                process.stdout.read(), self._listen(number, process.stderr)
            )
            return await process.wait(), result.decode("utf-8"), said
        finally:
            end.cancel()
            kill(process)
            await process.wait()

    async def _listen(self, number: int, stream: asyncio.StreamReader) -> str:
        """Pass the lines on as they come; the words among them are given at the end."""
        words = []
        while line := (await stream.readline()).decode("utf-8"):
            told = _told(line)
            if told is None:
                words.append(line)
            elif "event" in told:
                self._owner.post_message(PartialResult(number, told))
            elif "doing" in told:
                self._owner.post_message(Progress(number, told))
        return "".join(words).strip()


def _told(line: str) -> dict[str, Any] | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None
