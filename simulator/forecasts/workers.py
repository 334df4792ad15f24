"""Where tasks are worked on: in this process or in a pool of processes.

A task is plain data and its work a pure function, so every way gives the same results; they come
in any order and are told apart by their numbers. A task lost with its process is given out again.
"""

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import (
    active_children,
    forkserver,
    get_context,
    parent_process,
    resource_tracker,
)
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 4
_START = "forkserver"
_NEEDED = "simulator.forecasts.simulation"


class Workers(Protocol):
    """Somewhere to work."""

    @property
    def side_by_side(self) -> int:
        """How many tasks are worked on at a time. The same command has the same answer."""
        ...

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """Work on all tasks; gives (number, result) as each is done.

        Raises:
            WorkersFailed: a task was lost again and again, or there is nowhere to work.
        """
        ...


class WorkersFailed(Exception):
    """The work could not be done where it was to be done. The message is for people."""


@dataclass(frozen=True, slots=True)
class InThisProcess:
    """One task after the other: for small work, and for tests."""

    @property
    def side_by_side(self) -> int:
        """See `Workers`."""
        return 1

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`."""
        for number, task in tasks.items():
            yield number, work(task)


@dataclass(frozen=True, slots=True)
class ProcessPool:
    """So many processes of this machine; a killed one breaks its pool, so the pool is made anew."""

    processes: int

    @property
    def side_by_side(self) -> int:
        """See `Workers`."""
        return self.processes

    @staticmethod
    def get_ready() -> None:
        """Load what processes need, once for all of them, while there is nothing to do yet."""
        get_context(_START).set_forkserver_preload([_NEEDED])
        resource_tracker.ensure_running()  # else it is begun with the other, and lets Ctrl-C in
        with _without_ctrl_c():
            forkserver.ensure_running()

    def run(self, work: Callable[[T], R], tasks: Mapping[int, T]) -> Iterator[tuple[int, R]]:
        """See `Workers`."""
        left = dict(tasks)
        for _ in range(ATTEMPTS):
            for number, result in self._until_broken(work, left):
                del left[number]
                yield number, result
            if not left:
                return
        raise WorkersFailed(
            f"Working processes ended again and again before their work was done "
            f"({len(tasks) - len(left)} of {len(tasks)} parts were). Often memory is short: "
            "try fewer workers, or fewer customers."
        )

    def _until_broken(
        self, work: Callable[[T], R], tasks: Mapping[int, T]
    ) -> Iterator[tuple[int, R]]:
        self.get_ready()
        others = set(active_children())
        processes = max(1, min(self.processes, len(tasks)))
        pool = ProcessPoolExecutor(processes, mp_context=get_context(_START), initializer=_begin)
        is_finished = False
        try:
            futures = {pool.submit(work, task): number for number, task in tasks.items()}
            for future in as_completed(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield futures.pop(future), future.result()  # held no longer than needed
            is_finished = True
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
            if not is_finished:
                _end(set(active_children()) - others)


def _end(processes: Iterable[BaseProcess]) -> None:
    """End what nobody waits for any more: else this process could not end before it is done."""
    for process in processes:
        process.terminate()


@contextmanager
def _without_ctrl_c() -> Iterator[None]:
    """What is started here is not reached by Ctrl-C, not even while it loads; this process is."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Ctrl-C reaches all processes of a terminal: the one that gives out the work answers it.

    Were that one killed, this one would work on, and then wait for more for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
