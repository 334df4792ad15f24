"""One figure of several designs, side by side."""

from dataclasses import dataclass
from enum import Enum

LETTERS = "ABCDEF"
"""What designs are called beside each other; there are no more than these."""


class Against(Enum):
    """How a figure stands against that of the first design."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    OPEN = "open"
    UNKNOWN = "unknown"


class Unit(Enum):
    """What a figure counts."""

    MONEY = "minor units"
    RUNS = "of 100 runs"
    FEW_RUNS = "runs"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One figure of all designs.

    Attributes:
        figures: in minor units, of 100 runs, or runs where there are only a few.
        more: of each design but the first, how much more than the first.
        against: of each but the first, which of the two is better by it, and whether surely.
    """

    name: str
    unit: Unit
    figures: tuple[int, ...]
    more: tuple[int, ...]
    against: tuple[Against, ...]
