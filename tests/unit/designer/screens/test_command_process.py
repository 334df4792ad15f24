"""The process that stands by: commands give the same with it and without it, and it ends."""

import asyncio
from asyncio.subprocess import Process

import pytest

from designer.screens.command_process import COMMAND_LINE, StandBy, begun, kill
from designer.workbench.gallery import find_template
from tests.processes import is_alive

WORDS = ("check", "--json", str(find_template("punch-card").path))


async def _ready(stand_by: StandBy) -> Process:
    """What stands by, as soon as it does."""
    stand_by.prepare(0)
    while stand_by.process is None:
        await asyncio.sleep(0.01)
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
