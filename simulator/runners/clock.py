"""The calendar of a simulation, kept by SimPy: what happens on a day, and in which order.

One process for each phase that has work, none for a customer; so the order within a day never
depends on who was put in first.
"""

from collections.abc import Callable, Generator, Mapping
from enum import Enum

import simpy

Work = Callable[[int], None]
"""What is done on a day, counted from 0."""


class Phase(Enum):
    """The phases of a day, at these parts of it."""

    REVIEW = 0.0  # renewals, expiry, tiers
    TRADING = 0.5
    SNAPSHOT = 0.9  # the books are closed at the end of a month


def run_days(first: int, last: int, work: Mapping[Phase, Work]) -> None:
    """Do the work of each phase on every day from the first to the one before the last."""
    calendar = simpy.Environment(initial_time=first)
    for phase, task in work.items():
        calendar.process(_daily(calendar, phase, task, last))
    calendar.run()


def _daily(
    calendar: simpy.Environment, phase: Phase, work: Work, last: int
) -> Generator[simpy.Event, None, None]:
    for day in range(int(calendar.now), last):
        yield calendar.timeout(day + phase.value - calendar.now)
        work(day)
