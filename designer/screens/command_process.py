"""Processes of the command line, and one that stands by.

Loading what a forecast needs takes longer than its first runs. So while the designer is shown one
process has it loaded, and waits for its words; the next is made ready some seconds later.
"""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from designer.screens.extent import PROCESSES

COMMAND_LINE = (sys.executable, "-m", "designer")
SECONDS_APART = 3.0
"""Between the start of a command and that of the next process to stand by: its own first figures
come before."""

_LONGEST_LINE = 1 << 24


class StandBy:
    """Of one event loop.

    Attributes:
        process: the one that stands by; None: there is none.
    """

    def __init__(self) -> None:
        self.process: Process | None = None
        self._preparing: asyncio.Task[None] | None = None

    def prepare(self, seconds: float) -> None:
        """Have a process stand by after some seconds, and after each command the next one."""
        self._preparing = asyncio.create_task(self._prepare(seconds))

    async def _prepare(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        words = ("stand-by", "--workers", str(PROCESSES))
        with suppress(OSError):  # then commands are started when they are asked for
            self.process = await _begun((*COMMAND_LINE, *words), stdin=PIPE)

    def take(self, words: Sequence[str]) -> Process | None:
        """Give the process that stood by its words; None: there is none."""
        process, self.process = self.process, None
        if process is None:
            return None
        self.prepare(SECONDS_APART)
        if process.returncode is not None:
            return None
        assert process.stdin is not None
        process.stdin.write(json.dumps(list(words)).encode() + b"\n")
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


STAND_BY = StandBy()


async def begun(command_line: Sequence[str], words: Sequence[str]) -> Process:
    """A command's process.

    Args:
        command_line: what stands for `perkwright`.
        words: what a person would type after it.
    """
    ready = STAND_BY.take(words) if command_line == COMMAND_LINE else None
    return ready or await _begun((*command_line, *words), stdin=DEVNULL)


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
    """End a command with all that it has started: what is left would hold its pipes open."""
    if process is not None and process.returncode is None:
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
