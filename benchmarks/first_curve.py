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
_F4 = b"\x1bOS"
_SECONDS_OF_READING = 6.0
"""In which a person reads the program, and the designer has a process loaded."""


def ratios() -> Iterator[Ratio]:
    """Seconds for a program whose shop is known, in a designer that was just opened."""
    found = [_seconds() for _ in range(_ROUNDS)]
    yield Ratio("seconds to the first curve of a forecast", statistics.median(found), "<= 2")


def _seconds() -> float:
    program = find_template(DEFAULT).path
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, program.name)
        for each in (program, program.with_suffix(SCENARIO_ENDING)):
            shutil.copy(each, folder)
        command = [sys.executable, "-m", "designer", "design", str(own)]
        with Terminal(command, Path(folder)) as terminal:
            terminal.seconds_to("Gives back")
            terminal.read_for(_SECONDS_OF_READING)
            terminal.press(_F4)
            return terminal.seconds_to(" of 50 runs")
