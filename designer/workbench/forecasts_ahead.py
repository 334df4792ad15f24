"""What is done of a forecast before anybody asks for it: all is loaded, first runs are finished."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from shutil import rmtree
from time import time
from typing import TypeVar

from designer.workbench.forecasts import ForecastJob, kept_runs, run_forecast, worked
from designer.workbench.gallery import DEFAULT, find_template
from simulator.forecasts.forecasting import Conditions, Simulated, simulated
from simulator.forecasts.simulation import Simulation
from simulator.forecasts.workers import Workers

T = TypeVar("T")
R = TypeVar("R")

DAYS_KEPT = 7
"""For which finished runs wait on this computer for the rest of their forecast."""
SECONDS_IN_A_DAY = 86_400


def begin_forecast(job: ForecastJob) -> None:
    """Finish the first runs of a forecast: they wait on this computer until it is asked for.

    Raises:
        Refusal: a file cannot be used, or the work could not be done.
        KeyboardInterrupt: stopped before one run was finished.
    """
    _forget_old_runs(time() - DAYS_KEPT * SECONDS_IN_A_DAY)
    worked(_first_runs, job, lambda *_: None)


def rehearse() -> None:
    """Do all once at the smallest size: what is loaded and built at first use is then there."""
    run_forecast(_smallest(), lambda *_: None, lambda partial: None)


def rehearse_in_each(workers: str) -> None:
    """The same in each process that a forecast will be worked on by; there they wait for it."""
    worked(_once_each, replace(_smallest(), workers=workers), lambda *_: None)


def _smallest() -> ForecastJob:
    program = find_template(DEFAULT).path
    return ForecastJob(files=(program,), customers=1, months=1, runs=1, is_brief=True, keeps=False)


def _once_each(simulation: Simulation, conditions: Conditions) -> None:
    """As many tasks as are worked on at a time, so that each worker gets one."""
    workers = conditions.workers
    tasks = dict.fromkeys(range(workers.side_by_side), simulation.blocks()[0])
    for _ in workers.run(simulation.work(), tasks):
        pass


@dataclass(frozen=True, slots=True)
class _OnlyTheFirst:
    """Workers of whom nobody wants more than the first task: this process does it."""

    workers: Workers

    @property
    def side_by_side(self) -> int:
        """Theirs, so that the cut is that of the forecast."""
        return self.workers.side_by_side

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`.

        Raises:
            KeyboardInterrupt: after the first task.
        """
        if 0 in tasks:
            yield 0, work(tasks[0])
        raise KeyboardInterrupt


def _first_runs(simulation: Simulation, conditions: Conditions) -> Simulated:
    only = replace(conditions, workers=_OnlyTheFirst(conditions.workers))
    return simulated(simulation, only, early=True)


def _forget_old_runs(before: float) -> None:
    """Throw away runs for which nobody has come back, by the time at which they were kept."""
    for folder in kept_runs().glob("*"):
        with suppress(OSError):  # gone meanwhile
            if folder.stat().st_mtime < before:
                rmtree(folder, ignore_errors=True)
