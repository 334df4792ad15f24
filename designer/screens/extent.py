"""How much a forecast simulates."""

from dataclasses import dataclass, replace

MONTHS, RUNS, SEED = "months", "runs", "seed"
CHOICES = {MONTHS: (6, 12, 24, 36), RUNS: (50, 100, 200, 500), SEED: (1, 2, 3, 4, 5)}
"""What choosing each of them goes through."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The options of `perkwright simulate` of the same names."""

    months: int = 12
    runs: int = 50
    seed: int = 1

    def options(self) -> tuple[str, ...]:
        """As words of a command."""
        figures = {MONTHS: self.months, RUNS: self.runs, SEED: self.seed}
        return tuple(word for name, each in figures.items() for word in (f"--{name}", str(each)))


def next_choice(extent: Extent, key: str) -> Extent:
    """The extent with the next choice of one of its figures."""
    choices = CHOICES[key]
    now = getattr(extent, key)
    place = choices.index(now) if now in choices else -1
    return replace(extent, **{key: choices[(place + 1) % len(choices)]})
