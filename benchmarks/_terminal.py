"""A program in a terminal of its own, as a person has it: keys go in, and drawings come out."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_COLUMNS, _ROWS = 120, 36
_LONGEST_WAIT = 60


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command: list[str], home: Path) -> None:
        self._own, other = pty.openpty()
        size = struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0)
        fcntl.ioctl(other, termios.TIOCSWINSZ, size)
        environment = os.environ | {
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "XDG_STATE_HOME": str(home),
            "XDG_CACHE_HOME": str(home),
        }
        self._process = subprocess.Popen(
            command, stdin=other, stdout=other, stderr=other, env=environment, close_fds=True
        )
        os.close(other)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._own)

    def read_for(self, seconds: float) -> None:
        """Let time pass, and read what is drawn meanwhile."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            if select.select([self._own], [], [], left)[0]:
                os.read(self._own, 1 << 16)

    def seconds_to(self, shown: str) -> float:
        """How long it takes until something stands on the screen.

        Raises:
            TimeoutError: it never does.
        """
        start, drawn = time.perf_counter(), b""
        while shown.encode() not in drawn:
            if time.perf_counter() - start > _LONGEST_WAIT:
                raise TimeoutError(f"{shown} was never drawn")
            if select.select([self._own], [], [], _LONGEST_WAIT)[0]:
                drawn += os.read(self._own, 1 << 16)
        return time.perf_counter() - start

    def press(self, keys: bytes) -> None:
        """Send keys whose effect is not waited for."""
        os.write(self._own, keys)
