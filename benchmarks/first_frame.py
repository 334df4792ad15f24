"""How long the designer takes to its first frame, as a whole process in a pseudo-terminal.

Beside it, in the same run: an app of Textual with one line of words and nothing else.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._terminal import Terminal
from benchmarks.ratio import Ratio

_ROUNDS = 7
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
        ours.append(_seconds_until("Start from", [sys.executable, "-m", "designer"]))
        empty.append(_seconds_until("Here I am", [sys.executable, "-c", _EMPTY]))
    yield Ratio("seconds to the designer's first frame", statistics.median(ours), "<= 0.9")
    ratio = statistics.median(ours) / statistics.median(empty)
    yield Ratio("the designer's first frame, beside an empty app's", ratio, "<= 2.5")


def _seconds_until(mark: str, command: list[str]) -> float:
    """Seconds from the start of a command until it has drawn some words."""
    with tempfile.TemporaryDirectory() as home:
        started = time.perf_counter()
        with Terminal(command, Path(home)) as terminal:
            terminal.seconds_to(mark)
            return time.perf_counter() - started
