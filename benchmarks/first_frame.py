"""How long the designer takes to its first frame, as a whole process in a pseudo-terminal.

Beside it, in the same run: an app of Textual with one line of words and nothing else.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.ratio import Ratio

_ROUNDS = 7
_SECONDS = 10.0
_EMPTY = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App[None]):\n"
    "    def compose(self):\n"
    "        yield Static('Here I am')\n"
    "Empty().run()\n"
)


def ratios() -> Iterator[Ratio]:
    """Seconds to the first frame, and as many times those of an empty app."""
    ours, empty = [], []
    for _ in range(_ROUNDS):
        ours.append(_seconds_until(b"Start from", [sys.executable, "-m", "designer"]))
        empty.append(_seconds_until(b"Here I am", [sys.executable, "-c", _EMPTY]))
    yield Ratio("seconds to the designer's first frame", statistics.median(ours), "<= 0.9")
    ratio = statistics.median(ours) / statistics.median(empty)
    yield Ratio("the designer's first frame, beside an empty app's", ratio, "<= 2.5")


def _seconds_until(mark: bytes, command: list[str]) -> float:
    """Seconds from the start of a command until it has drawn some words."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        process, screen = pty.fork()
        if process == 0:
            os.environ.update(HOME=home, XDG_CONFIG_HOME=home, XDG_STATE_HOME=home)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", PYTHONPATH=str(Path.cwd()))
            os.execv(command[0], command)
        fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        try:
            drawn = b""
            while mark not in drawn:
                left = started + _SECONDS - time.perf_counter()
                if left <= 0 or not select.select([screen], [], [], left)[0]:
                    raise TimeoutError(f"{mark!r} was not drawn within {_SECONDS} seconds")
                drawn += os.read(screen, 65_536)
            return time.perf_counter() - started
        finally:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(screen)
