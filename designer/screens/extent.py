"""How much a forecast simulates."""

import os
from dataclasses import dataclass, replace

MONTHS, RUNS, SEED = "months", "runs", "seed"
CHOICES = {MONTHS: (6, 12, 24, 36), RUNS: (50, 100, 200, 500), SEED: (1, 2, 3, 4, 5)}
"""What choosing each of them goes through."""
PROCESSES = min(os.cpu_count() or 1, 4)
"""That work on it side by side; each may take half a gigabyte, so no more on a large machine."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The options of `perkwright simulate` of the same names."""

    months: int = 12
    runs: int = 50
    seed: int = 1

    def options(self) -> tuple[str, ...]:
        """As words of a command."""
        figures = {MONTHS: self.months, RUNS: self.runs, SEED: self.seed}
        words = (word for name, each in figures.items() for word in (f"--{name}", str(each)))
        return (*words, "--workers", str(PROCESSES))


def next_choice(extent: Extent, key: str) -> Extent:
    """The extent with the next choice of one of its figures."""
    choices = CHOICES[key]
    now = getattr(extent, key)
    place = choices.index(now) if now in choices else -1
    return replace(extent, **{key: choices[(place + 1) % len(choices)]})
