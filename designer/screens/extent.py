"""How much a forecast simulates, and what it is held against."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from designer.workbench.program_before import NOTHING_BEFORE, ProgramBefore
from simulator.forecasts.processes import usual_processes

MONTHS, RUNS, SEED = "months", "runs", "seed"
CURRENT, MEMBERS = "current", "members"
BEFORE = (CURRENT, MEMBERS)
CHOICES = {MONTHS: (6, 12, 24, 36), RUNS: (50, 100, 200, 500), SEED: (1, 2, 3, 4, 5)}
"""What choosing each of them goes through."""
PROCESSES = usual_processes()
"""That work on it side by side."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The options of `perkwright simulate` of the same names."""

    months: int = 12
    runs: int = 50
    seed: int = 1
    before: ProgramBefore = NOTHING_BEFORE

    def options(self) -> tuple[str, ...]:
        """As words of a command."""
        figures = {MONTHS: self.months, RUNS: self.runs, SEED: self.seed}
        words = (word for name, each in figures.items() for word in (f"--{name}", str(each)))
        return (*words, "--workers", str(PROCESSES), *self.before.options())


def forecast_words(program: Path, scenario: Path, extent: Extent) -> tuple[str, ...]:
    """The command that forecasts a program's file."""
    return ("simulate", str(program), "--scenario", str(scenario), *extent.options())


def next_choice(extent: Extent, key: str) -> Extent:
    """The extent with the next choice of one of its figures."""
    choices = CHOICES[key]
    now = getattr(extent, key)
    place = choices.index(now) if now in choices else -1
    chosen: dict[str, Any] = {key: choices[(place + 1) % len(choices)]}
    return replace(extent, **chosen)
