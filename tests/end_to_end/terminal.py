"""A real terminal for tests: tmux runs a command, keys go in, and the screen is read as text."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
PERKWRIGHT = [str(ROOT / ".venv/bin/perkwright")]


def has_tmux() -> bool:
    """Whether there is a terminal to test in."""
    return shutil.which("tmux") is not None


class Terminal:
    """One window of tmux with a program in it."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names (`Enter`, `C-p`, `F4`); other words are typed."""
        for key in keys:
            self._tmux("send-keys", "-t", "main", key)

    def typed(self, words: str) -> None:
        """Type words letter by letter."""
        self._tmux("send-keys", "-t", "main", "-l", words)

    def lines(self) -> list[str]:
        """The screen as lines of text."""
        return self._tmux("capture-pane", "-p", "-t", "main").splitlines()

    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines())

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self._tmux("resize-window", "-t", "main", "-x", str(width), "-y", str(height))

    def wait_for(self, *words: str, seconds: float = 60) -> str:
        """The screen, as soon as it shows all the words.

        Raises:
            AssertionError: it does not show them in time; the screen is told.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.text()
            if all(word in text for word in words):
                return text
            time.sleep(0.05)
        missing = [word for word in words if word not in self.text()]
        raise AssertionError(f"after {seconds} s the screen lacks {missing}:\n{self.text()}")

    def process(self) -> int:
        """The process that runs in the window."""
        return int(self._tmux("display-message", "-p", "-t", "main", "#{pane_pid}"))

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *words], capture_output=True, text=True, check=False
        )
        return done.stdout


@contextmanager
def terminal(
    command: list[str], folder: Path, *, width: int = 120, height: int = 36, **variables: str
) -> Iterator[Terminal]:
    """Run a command in a window of its own; everything is ended with the block.

    Args:
        command: the program and its words.
        folder: where it runs, and its HOME.
        variables: of the environment, besides HOME and the terminal's own.
    """
    socket = f"perkwright-{uuid4().hex[:8]}"
    home = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": "", **variables}
    settings = [f"{name}={value}" for name, value in home.items()]
    for name in ("COLUMNS", "LINES"):  # would stand for the size of the window
        settings[:0] = ["-u", name]
    start = ["tmux", "-L", socket, "-f", os.devnull, "new-session", "-d", "-s", "main"]
    size = ["-x", str(width), "-y", str(height), "-c", str(folder)]
    subprocess.run([*start, *size, "env", *settings, *command], check=True)
    try:
        yield Terminal(socket)
    finally:
        subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)
