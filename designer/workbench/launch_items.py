"""The items of a launch's checklist, as data."""

from dataclasses import dataclass
from enum import StrEnum

from designer.workbench.launch_fixes import Fix


class State(StrEnum):
    """How an item stands."""

    MUST = "must fix"
    SHOULD = "should fix"
    READY = "ready"


@dataclass(frozen=True)
class Item:
    """One thing to look at before a launch.

    Attributes:
        key: its name in files.
        title: what is asked, as a statement that should be true.
        why: what was found, or what it is good for.
        fix: what leads there; None where it is ready or a person has to do it.
        by_hand: only a person can know, and ticks it.
    """

    key: str
    title: str
    state: State
    why: str
    fix: Fix | None = None
    by_hand: bool = False
