"""The same results wherever the work is done, and after a process was killed."""

import os
import signal
import subprocess
import sys
import time
import weakref
from contextlib import suppress
from functools import partial
from multiprocessing import active_children, parent_process
from pathlib import Path

import pytest

from simulator.forecasts.workers import InThisProcess, ProcessPool, WorkersFailed
from tests.processes import is_alive

TASKS = {number: number * 10 for number in range(12)}
SQUARES = {number: task * task for number, task in TASKS.items()}


GIVES_OUT = """
import sys
from pathlib import Path
from simulator.forecasts.workers import ProcessPool
from tests.unit.simulator.forecasts.test_workers import kill_the_giver_once_all_work
tasks = dict(enumerate(sorted(Path(sys.argv[1]).iterdir())))
list(ProcessPool(2).run(kill_the_giver_once_all_work, tasks))
"""


def square(task: int) -> int:
    return task * task


def square_unless_killed(folder: Path, task: int) -> int:
    """Kills its process the first time it meets one of three tasks."""
    met = folder / str(task)
    if task in (30, 70, 110) and not met.exists():
        met.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def always_killed(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def sleep_after_the_first(task: int) -> int:
    if task:
        time.sleep(600)
    return task


def kill_the_giver_once_all_work(file: Path) -> None:
    """Writes down which process it is, and kills the one that gave out the work."""
    giver = parent_process()
    assert giver is not None
    file.write_text(str(os.getpid()), "ascii")
    while not all(other.read_text("ascii") for other in file.parent.iterdir()):
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.kill(giver.pid or 0, signal.SIGKILL)
    time.sleep(600)


def test_every_task_comes_back_under_its_number() -> None:
    assert dict(InThisProcess().run(square, TASKS)) == SQUARES
    assert dict(ProcessPool(2).run(square, TASKS)) == SQUARES
    assert dict(ProcessPool(10**12).run(square, {3: 9})) == {3: 81}, "with no more than it needs"


def test_a_killed_process_loses_nothing(tmp_path: Path) -> None:
    results = list(ProcessPool(2).run(partial(square_unless_killed, tmp_path), TASKS))
    assert len(results) == len(TASKS)
    assert dict(results) == SQUARES


def test_a_result_is_held_no_longer_than_it_is_looked_at() -> None:
    given: list[weakref.ref[set[int]]] = []
    for _, result in ProcessPool(1).run(set, {0: (1,), 1: (2,), 2: (3,)}):
        assert not any(each() for each in given)
        given.append(weakref.ref(result))
    assert len(given) == 3


def test_who_stops_waits_for_nothing() -> None:
    working = []
    for found in ProcessPool(2).run(sleep_after_the_first, {0: 0, 1: 1, 2: 2}):
        assert found == (0, 0)
        working = active_children()
        break
    assert len(working) == 2
    for process in working:
        process.join(timeout=60)
    assert [process.exitcode for process in working] == [-signal.SIGTERM] * 2


def test_workers_end_with_the_process_that_was_killed_while_it_gave_out_work(
    tmp_path: Path,
) -> None:
    for place in range(2):
        (tmp_path / str(place)).touch()
    command = [sys.executable, "-c", GIVES_OUT, str(tmp_path)]
    killed = subprocess.run(command, check=False, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    workers = [int(file.read_text("ascii")) for file in tmp_path.iterdir()]
    assert len(workers) == 2
    until = time.monotonic() + 10
    while any(map(is_alive, workers)):
        assert time.monotonic() < until, "they work on for nobody"
        time.sleep(0.02)


def test_work_that_always_kills_is_given_up() -> None:
    with pytest.raises(WorkersFailed, match=r"0 of 2 parts"):
        dict(ProcessPool(2).run(always_killed, {0: 0, 1: 1}))
