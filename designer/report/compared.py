"""One figure of two designs, side by side."""

from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    """Which side a figure speaks for."""

    FIRST = "A ✓"
    SECOND = "B ✓"
    NEITHER = "● same"
    OPEN = "● open"
    UNKNOWN = ""


@dataclass(frozen=True)
class ComparedRow:
    """One figure of both programs."""

    name: str
    first: str
    second: str
    difference: str
    better: Better
