"""The same results wherever the work is done, and after a process was killed."""

import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from multiprocessing import parent_process
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

WAITS_FOR_MORE = """
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
from simulator.forecasts.workers import ProcessPool
from tests.unit.simulator.forecasts.test_workers import worked_side_by_side
try:
    print(*worked_side_by_side(Path(sys.argv[1])), flush=True)
    time.sleep(60)
except KeyboardInterrupt:
    print("stopped")
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


def process_of(task: int) -> int:
    return os.getpid()


def always_killed(task: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task


def sleep_after_the_first(file: Path | None) -> None:
    """The others write down which process they are."""
    if file is not None:
        file.write_text(str(os.getpid()), "ascii")
        time.sleep(600)


def meet(file: Path) -> str:
    """Writes down which process it is, and waits until there is something in all files beside it.

    Returns:
        Every process that was given this task.
    """
    with file.open("a", encoding="ascii") as processes:
        processes.write(f"{os.getpid()} ")
    wait_for(file.parent.iterdir())
    return file.read_text("ascii")


def wait_for(files: Iterable[Path]) -> None:
    """Waits until there is something in all of them."""
    for file in files:
        wait_until(partial(has_words, file))


def has_words(file: Path) -> bool:
    return file.exists() and file.read_text("ascii") != ""


def wait_until_gone(processes: Iterable[int]) -> None:
    wait_until(lambda: not any(map(is_alive, processes)))


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until, "they are there for nobody, or nobody is there"
        time.sleep(0.01)


def worked_side_by_side(folder: Path) -> set[int]:
    """The processes that finish a run of two tasks, each of which waits for the other."""
    folder.mkdir()
    files = [folder / "0", folder / "1"]
    for file in files:
        file.touch()
    given = ProcessPool(2).run(meet, dict(enumerate(files)))
    return {int(processes.split()[-1]) for _, processes in given}


def kill_the_giver_once_all_work(file: Path) -> None:
    """Writes down which process it is, and kills the one that gave out the work."""
    giver = parent_process()
    assert giver is not None
    meet(file)
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


def test_the_next_run_has_the_processes_of_the_last_one(tmp_path: Path) -> None:
    first = worked_side_by_side(tmp_path / "first")
    assert len(first) == 2
    assert worked_side_by_side(tmp_path / "next") == first
    assert dict(ProcessPool(1).run(square, {3: 9, 4: 2})) == {3: 81, 4: 4}
    wait_until_gone(first)  # of two processes one would have worked beside the other


def test_who_worked_alone_works_beside_another_where_there_is_more_to_do(tmp_path: Path) -> None:
    alone = dict(ProcessPool(2).run(process_of, {0: 0}))[0]
    assert alone in worked_side_by_side(tmp_path / "more")


def test_one_that_is_killed_while_it_waits_is_not_missed(tmp_path: Path) -> None:
    waiting = worked_side_by_side(tmp_path / "first")
    os.kill(min(waiting), signal.SIGKILL)
    assert not worked_side_by_side(tmp_path / "next") & waiting
    wait_until_gone(waiting)


def test_who_stops_waits_for_nothing(tmp_path: Path) -> None:
    before = worked_side_by_side(tmp_path / "before")
    file = tmp_path / "sleeps"
    for found in ProcessPool(2).run(sleep_after_the_first, {0: None, 1: file}):
        assert found == (0, None)
        wait_for([file])
        assert int(file.read_text("ascii")) in before
        break
    wait_until_gone(before)
    assert not worked_side_by_side(tmp_path / "after") & before


def test_who_stops_a_run_leaves_another_one_alone(tmp_path: Path) -> None:
    works, waits, stops = (tmp_path / name for name in ("works", "waits", "stops"))
    for file in (works, waits):
        file.touch()
    with ThreadPoolExecutor() as threads:
        other = threads.submit(lambda: dict(ProcessPool(2).run(meet, {0: works})))
        wait_for([works])
        for _ in ProcessPool(2).run(sleep_after_the_first, {0: None, 1: stops}):
            wait_for([stops])
            break
        wait_until_gone([int(stops.read_text("ascii"))])
        waits.write_text("over", "ascii")
        (process,) = other.result()[0].split()
    assert process != stops.read_text("ascii")


def test_who_waits_for_more_ends_with_the_process_that_is_stopped(tmp_path: Path) -> None:
    """Ctrl-C in a terminal reaches all of them."""
    run = subprocess.Popen(
        [sys.executable, "-c", WAITS_FOR_MORE, str(tmp_path / "run")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert run.stdout is not None
    waiting = [int(process) for process in run.stdout.readline().split()]
    assert len(waiting) == 2
    os.killpg(run.pid, signal.SIGINT)
    assert run.communicate(timeout=30) == ("stopped\n", "")
    assert run.returncode == 0
    wait_until_gone(waiting)


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
    wait_until_gone(workers)


def test_work_that_always_kills_is_given_up() -> None:
    with pytest.raises(WorkersFailed, match=r"0 of 2 parts"):
        dict(ProcessPool(2).run(always_killed, {0: 0, 1: 1}))
