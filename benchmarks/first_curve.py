"""How soon the designer draws the first curve of a forecast, from the key that asks for it."""

import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks._terminal import Terminal
from benchmarks.ratio import Ratio
from designer.workbench.endings import SCENARIO_ENDING
from designer.workbench.gallery import DEFAULT, find_template

_ROUNDS = 5
_F4, _DOWN, _ENTER = b"\x1bOS", b"\x1b[B", b"\r"
_SECONDS_OF_READING = 6.0
"""In which a person reads the program, and the designer has a process loaded."""
_SECONDS_BETWEEN_KEYS = 0.2
_CHANGE = (_DOWN, _DOWN, _DOWN, _ENTER, *(bytes([digit]) for digit in b"4000"))
"""The price of the first reward, by form."""


def ratios() -> Iterator[Ratio]:
    """Seconds for a program whose shop is known, in a designer that was just opened."""
    read = statistics.median(_seconds() for _ in range(_ROUNDS))
    yield Ratio("seconds to the first curve of a forecast", read, "<= 2")
    changed = statistics.median(_seconds(*_CHANGE) for _ in range(_ROUNDS))
    yield Ratio("the same, the moment after a change", changed)


def _seconds(*keys: bytes) -> float:
    """From F4 on, which comes right after some keys."""
    program = find_template(DEFAULT).path
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, program.name)
        for each in (program, program.with_suffix(SCENARIO_ENDING)):
            shutil.copy(each, folder)
        command = [sys.executable, "-m", "designer", "design", str(own)]
        with Terminal(command, Path(folder)) as terminal:
            terminal.seconds_to("Gives back")
            terminal.read_for(_SECONDS_OF_READING)
            for key in keys:
                terminal.press(key)
                terminal.read_for(_SECONDS_BETWEEN_KEYS)
            terminal.press(_F4)
            return terminal.seconds_to(" of 50 runs")
