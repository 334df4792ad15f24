"""The steps of a forecast, and how far each is: told at its start, and with every part of it.

All steps have one measure of work, so that the pace of one says how long another takes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from simulator.forecasts.progress import Progress
    from simulator.forecasts.runs import Block
    from simulator.forecasts.workers import Workers

T = TypeVar("T")
R = TypeVar("R")

SIMULATING = "Simulating"
AGAIN = "Trying the winner again"
WEIGHING = "Weighing what matters"
STEPS = (SIMULATING, AGAIN, WEIGHING)

PROGRAM = 4
"""Simulating a customer with a program takes this many times as long as drawing their purchases."""

DAYS = 40_000
"""Customers in their runs that take as long as what each day takes however many they are."""


def work_of(block: "Block", *, tables: int, programs: int) -> int:
    """How much work a block is: its customers in all their runs, and more with each program."""
    customers = len(block.replications) * len(block.customers) * tables
    return (DAYS + customers) * (1 + PROGRAM * programs)


@dataclass(frozen=True, slots=True)
class Watched:
    """Workers who tell how much of a step is done.

    Attributes:
        workers: who work.
        work: how much each part is, those that were finished earlier included.
        tell: takes how much is done, and how much there is.
    """

    workers: "Workers"
    work: Sequence[int]
    tell: Callable[[int, int], None]

    @property
    def side_by_side(self) -> int:
        """See `Workers`."""
        return self.workers.side_by_side

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`."""
        whole = sum(self.work)
        done = whole - sum(self.work[number] for number in tasks)
        self.tell(done, whole)
        for number, result in self.workers.run(work, tasks):
            yield number, result
            done += self.work[number]
            self.tell(done, whole)


class OneStep:
    """Tells of several simulations, one after the other, as of one step."""

    def __init__(self, progress: "Progress") -> None:
        """Begin, and tell this one."""
        self._progress, self._before = progress, 0

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Tell how far the newest of the simulations is."""
        self._progress(what, self._before + done, self._before + whole)
        if done == whole:
            self._before += whole
