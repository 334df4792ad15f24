"""As many processes as bring something, and as the machine has cores and memory for."""

import os

import pytest

from simulator.forecasts.processes import processes_for

GIGABYTE = 2**30


@pytest.mark.parametrize(
    ("cores", "gigabytes", "customers", "processes"),
    [
        (2, 16, None, 2),
        (16, 64, None, 4),
        (16, 2, 100_000, 2),
        (16, 0.4, None, 1),
        (1, 8, None, 1),
        (16, 64, 60, 1),
    ],
)
def test_processes_are_for_the_machine_and_the_work(
    monkeypatch: pytest.MonkeyPatch,
    cores: int,
    gigabytes: float,
    customers: int | None,
    processes: int,
) -> None:
    memory = {"SC_PHYS_PAGES": int(gigabytes * GIGABYTE), "SC_PAGE_SIZE": 1}
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    monkeypatch.setattr(os, "sysconf", memory.__getitem__)
    assert processes_for(customers, 50) == processes
