"""A cluster gives the results of this process, also when one of its workers is killed."""

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from distributed import LocalCluster

from simulator.forecasts.dask_cluster import DaskCluster
from simulator.forecasts.workers import WorkersFailed

TASKS = {number: number * 10 for number in range(8)}
SQUARES = {number: task * task for number, task in TASKS.items()}


@pytest.fixture(name="address", scope="module")
def _address() -> Iterator[str]:
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as cluster:
        yield cluster.scheduler_address


def square_unless_killed(folder: str, task: int) -> int:
    met = Path(folder) / "met"
    if task == 30 and not met.exists():
        met.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return task * task


def test_a_killed_worker_loses_nothing(address: str, tmp_path: Path) -> None:
    results = list(DaskCluster(address).run(partial(square_unless_killed, str(tmp_path)), TASKS))
    assert len(results) == len(TASKS)
    assert dict(results) == SQUARES
    assert (tmp_path / "met").exists()


def test_nobody_answers() -> None:
    with pytest.raises(WorkersFailed, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        dict(DaskCluster("tcp://127.0.0.1:9").run(abs, {0: 0}))
