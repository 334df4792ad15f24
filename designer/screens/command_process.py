"""Processes of the command line, and one that stands by.

Loading what a forecast needs takes longer than its first runs. So while the designer is shown one
process has it loaded, and waits for its words; the next is made ready some seconds later. Until it
is taken it may work ahead on what will probably be asked for.
"""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Sequence
from contextlib import suppress

from designer.screens.extent import PROCESSES

COMMAND_LINE = (sys.executable, "-m", "designer")
SECONDS_APART = 3.0
"""Between the start of a command and that of the next process to stand by: its own first figures
come before."""
SECONDS_BETWEEN_LOOKS = 0.2
"""At a command, whether it has ended."""

_LONGEST_LINE = 1 << 24
_READY = b'{"ready"'
"""How the line begins with which `perkwright stand-by` says that it has loaded all."""


class StandBy:
    """Of one event loop.

    Attributes:
        process: the one that stands by; None: there is none.
        is_ready: it has loaded all that it needs.
        tell_ready: called when it is.
    """

    def __init__(self) -> None:
        self.process: Process | None = None
        self.is_ready = False
        self.tell_ready: Callable[[], None] = lambda: None
        self._ahead: tuple[str, ...] = ()
        self._preparing: asyncio.Task[None] | None = None

    def prepare(self, seconds: float) -> None:
        """Have a process stand by after some seconds, and after each command the next one."""
        self._preparing = asyncio.create_task(self._prepare(seconds))

    async def _prepare(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        words = ("stand-by", "--workers", str(PROCESSES))
        with suppress(OSError):  # then commands are started when they are asked for
            self.process = await _begun((*COMMAND_LINE, *words), stdin=PIPE)
            assert self.process.stderr is not None
            while line := await self.process.stderr.readline():
                if line.startswith(_READY):
                    self.is_ready = True
                    self.tell_ready()
                    return

    def work_ahead(self, words: Sequence[str]) -> None:
        """Have it work, in place of what it works on, on what will probably be asked for.

        Args:
            words: of a command that says nothing; none: it works on nothing.
        """
        if self.process is None or not self.is_ready:
            return
        if self._ahead:
            interrupt(self.process)
        self._ahead = tuple(words)
        _tell(self.process, words)

    def take(self, words: Sequence[str]) -> Process | None:
        """Give the process that stood by its words; None: there is none.

        What it works on ahead is finished first if that is the beginning of this command.
        """
        process, self.process = self.process, None
        if process is None:
            return None
        if self._ahead and not _goes_on(words, self._ahead):
            interrupt(process)
        if self._preparing is not None:
            self._preparing.cancel()  # who has taken it reads what it says
        self.is_ready, self._ahead = False, ()
        self.prepare(SECONDS_APART)
        if process.returncode is not None:
            return None
        assert process.stdin is not None
        _tell(process, words)
        process.stdin.close()
        return process

    async def end(self) -> None:
        """End it: nobody will need it."""
        if self._preparing is not None:
            self._preparing.cancel()
            with suppress(asyncio.CancelledError):
                await self._preparing
        if self.process is not None:
            kill(self.process)
            await self.process.wait()
        self.process = self._preparing = None
        self.is_ready = False


STAND_BY = StandBy()


async def begun(command_line: Sequence[str], words: Sequence[str]) -> Process:
    """A command's process.

    Args:
        command_line: what stands for `perkwright`.
        words: what a person would type after it.
    """
    ready = STAND_BY.take(words) if command_line == COMMAND_LINE else None
    return ready or await _begun((*command_line, *words), stdin=DEVNULL)


def _goes_on(words: Sequence[str], ahead: Sequence[str]) -> bool:
    """Whether a command is what was begun ahead: all is said alike but which copies it reads."""
    command, options = tuple(words[:1]), tuple(ahead[4:-1])
    return command == tuple(ahead[:1]) and options == tuple(words[4 : 4 + len(options)])


def _tell(process: Process, words: Sequence[str]) -> None:
    assert process.stdin is not None
    process.stdin.write(json.dumps(list(words)).encode() + b"\n")


async def _begun(command: Sequence[str], stdin: int) -> Process:
    return await asyncio.create_subprocess_exec(
        *command, stdin=stdin, stdout=PIPE, stderr=PIPE, limit=_LONGEST_LINE, process_group=0
    )


def interrupt(process: Process | None) -> None:
    """Stop a command as Ctrl-C does."""
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)


def kill(process: Process | None) -> None:
    """End a command with all that it has started, which may still be there after it."""
    if process is not None:
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)


async def leave_nothing_behind(process: Process) -> None:
    """Once a command has ended, however, end what it had started: that holds its pipes open.

    `Process.wait` waits for the pipes, too.
    """
    while process.returncode is None:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
    kill(process)
