"""Where tasks are worked on: in this process or in a pool of processes.

A task is plain data and its work a pure function, so every way gives the same results; they come
in any order and are told apart by their numbers. A task lost with its process is given out again.
"""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, parent_process, resource_tracker
from queue import Empty, Full, Queue
from threading import Thread
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

ATTEMPTS = 4
_START = "forkserver"
_NEEDED = "simulator.forecasts.simulation"
_MOST = 1000  # processes of a machine


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
    """So many processes of this machine, which nobody else works in during a run.

    When a run is done they wait for the next one, of whatever forecast: new ones would first start,
    load, and touch their memory, which takes up to half a second. They keep that memory, hundreds
    of megabytes each after a large run, because giving it back costs as much as was gained; so a
    command ends with its forecast, and they end with it. A killed one breaks its pool and no other;
    who stops a run ends its processes. Either way the next run has new ones.
    """

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
        pool = _taken(max(1, min(self.processes, _MOST)))
        is_finished = False
        try:
            futures = {pool.submit(work, task): number for number, task in tasks.items()}
            for future in as_completed(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield futures.pop(future), future.result()  # held no longer than needed
            is_finished = not futures
        except BrokenProcessPool:
            return
        finally:
            if is_finished:
                _keep(pool)
            else:
                pool.end()


class _Processes(ProcessPoolExecutor):
    """Of one run at a time."""

    def __init__(self, size: int) -> None:
        super().__init__(size, mp_context=get_context(_START), initializer=_begin)
        self.size = size

    def end(self) -> None:
        """End what nobody waits for any more: else this process could not end before it is done."""
        processes = tuple(self._processes.values())
        self.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()


_KEPT: Queue[_Processes] = Queue(maxsize=1)
"""Those that wait for the next run: of several runs at once, those of the first that is done."""


def _taken(size: int) -> _Processes:
    """The processes that wait, if they are so many; else new ones, started as tasks need them."""
    try:
        kept = _KEPT.get_nowait()
    except Empty:
        return _Processes(size)
    if kept.size == size:
        return kept
    kept.shutdown(wait=False)
    return _Processes(size)


def _keep(pool: _Processes) -> None:
    try:
        _KEPT.put_nowait(pool)
    except Full:
        pool.shutdown(wait=False)


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
