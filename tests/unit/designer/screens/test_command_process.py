"""The process that stands by: commands give the same with it and without it, and it ends."""

import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from designer.cli.commands.stand_by_command import run_ahead
from designer.screens.command_process import COMMAND_LINE, StandBy, begun, kill
from designer.workbench.gallery import find_template
from simulator.forecasts.steps import SIMULATING
from tests.processes import group_of, is_alive

EXTENT = ("--customers", "40", "--months", "2", "--runs", "2", "--brief", "--workers", "2")
AHEAD = ("simulate", "1/a", "--scenario", "s", "--months", "6", "--ahead")
COPIES = ("2/a", "--scenario", "2/s")
WORDS = ("check", "--json", str(find_template("punch-card").path))


async def _ready(stand_by: StandBy) -> Process:
    """What stands by, as soon as it has loaded all."""
    ready = asyncio.Event()
    stand_by.tell_ready = ready.set
    stand_by.prepare(0)
    await ready.wait()
    assert stand_by.process is not None
    return stand_by.process


async def _said(process: Process) -> tuple[int | None, bytes, bytes]:
    out, beside = await process.communicate()
    return process.returncode, out, beside


def test_a_command_says_the_same_whether_a_process_stood_by_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand_by = StandBy()
    monkeypatch.setattr("designer.screens.command_process.STAND_BY", stand_by)

    async def compare() -> None:
        loaded = await _ready(stand_by)
        taken = await begun(COMMAND_LINE, WORDS)
        fresh = await begun(COMMAND_LINE, WORDS)
        assert taken is loaded
        assert fresh is not loaded
        assert await _said(taken) == await _said(fresh)
        await stand_by.end()

    asyncio.run(compare())


def test_what_was_begun_ahead_is_finished_when_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = ("simulate", str(find_template("punch-card").path), *EXTENT)

    async def ask() -> tuple[int | None, bytes, bytes]:
        stand_by = StandBy()
        await _ready(stand_by)
        stand_by.work_ahead((*words, "--months", "120", "--customers", "9000", "--ahead"))
        stand_by.work_ahead((*words, "--ahead"))  # in its place: the other one is given up
        while not list(tmp_path.rglob("0.npz")):
            await asyncio.sleep(0.01)
        process = stand_by.take((*words, "--json", "--progress-json"))
        assert process is not None
        said = await _said(process)
        await stand_by.end()
        return said

    code, result, beside = asyncio.run(ask())
    assert (code, json.loads(result)["runs"]) == (0, 2)
    told = [json.loads(line) for line in beside.splitlines()]
    assert [line["runs"] for line in told if line.get("event") == "partial"] == [2]
    simulating = [line for line in told if line.get("doing") == SIMULATING]
    assert all(line["done"] == line["of"] for line in simulating)


def test_who_is_interrupted_at_the_very_end_of_working_ahead_stands_by_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[object] = []

    def signal_that_raises_what_waits(number: int, handler: object) -> None:
        done.append(handler)
        if done == [signal.default_int_handler, [*WORDS], signal.SIG_IGN]:
            raise KeyboardInterrupt

    monkeypatch.setattr("designer.cli.main.run", done.append)
    monkeypatch.setattr(signal, "signal", signal_that_raises_what_waits)
    run_ahead(WORDS)
    assert done[2:] == [signal.SIG_IGN, signal.SIG_IGN]


@pytest.mark.parametrize(
    ("ahead", "asked", "is_given_up"),
    [
        (AHEAD, ("simulate", *COPIES, "--months", "6", "--json"), False),
        (AHEAD, ("simulate", *COPIES, "--months", "12", "--json"), True),
        (AHEAD, ("compare", *COPIES, "--months", "6", "--json"), True),
        ((), ("compare", *COPIES, "--months", "6", "--json"), False),
    ],
)
def test_only_the_beginning_of_what_is_asked_for_is_finished_first(
    ahead: tuple[str, ...],
    asked: tuple[str, ...],
    is_given_up: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interrupted: list[Process | None] = []
    monkeypatch.setattr("designer.screens.command_process.interrupt", interrupted.append)

    async def take() -> None:
        stand_by = StandBy()
        command = (sys.executable, "-c", "import sys; sys.stdin.read()")
        stand_by.process = process = await asyncio.create_subprocess_exec(*command, stdin=PIPE)
        stand_by.is_ready = True
        stand_by.work_ahead(ahead)
        assert stand_by.take(asked) is process
        await process.wait()
        await stand_by.end()
        assert interrupted == ([process] if is_given_up else [])

    asyncio.run(take())


def test_one_that_was_killed_is_not_asked_and_the_end_leaves_none() -> None:
    async def end() -> Process:
        stand_by = StandBy()
        killed = await _ready(stand_by)
        kill(killed)
        await killed.wait()
        assert stand_by.take(WORDS) is None
        other = await _ready(stand_by)
        await stand_by.end()
        return other

    assert not is_alive(asyncio.run(end()).pid)


def test_processes_to_work_on_a_forecast_stand_by_and_end_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("designer.screens.command_process.PROCESSES", 3)

    async def end() -> set[int]:
        stand_by = StandBy()
        leader = (await _ready(stand_by)).pid
        async with asyncio.timeout(30):
            while len(group_of(leader)) < 3 + 3:  # itself, and two that look after the others
                await asyncio.sleep(0.02)
        there = group_of(leader)
        await stand_by.end()
        async with asyncio.timeout(30):
            while any(map(is_alive, there)):
                await asyncio.sleep(0.02)
        return there

    assert len(asyncio.run(end())) == 6
