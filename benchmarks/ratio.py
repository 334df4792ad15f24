"""One measured ratio and its aim, and how two functions are timed side by side."""

import gc
import time
from collections.abc import Callable
from typing import NamedTuple


class Ratio(NamedTuple):
    """How one thing compares with another that was measured in the same run.

    Attributes:
        name: what is compared with what, in a few words.
        value: the ratio (a rate in its own unit where there is nothing to compare with).
        aim: what it should be, as `<= 1.6` or `>= 0.02`; empty where there is no aim.
    """

    name: str
    value: float
    aim: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the value reaches its aim; true where there is none."""
        if not self.aim:
            return True
        relation, bound = self.aim.split()
        return self.value <= float(bound) if relation == "<=" else self.value >= float(bound)


def seconds_of(work: Callable[[], object]) -> float:
    """How long one call takes, without the pauses of the garbage collector."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start
    finally:
        gc.enable()


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 5
) -> tuple[float, float]:
    """The best time of each in seconds, ours first; taken in turns on one machine."""
    pairs = [(seconds_of(ours), seconds_of(theirs)) for _ in range(rounds)]
    return min(first for first, _ in pairs), min(second for _, second in pairs)
