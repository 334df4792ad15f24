"""Long work as a process: messages as they come, stopping, and nothing left behind."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual import on
from textual.app import App, ComposeResult
from textual.widgets import Static

from designer.screens.command_process import COMMAND_LINE
from designer.screens.long_work import (
    ENDED_EARLY,
    SECONDS_TO_FINISH,
    Done,
    Failed,
    LongWork,
    PartialResult,
    Progress,
    WorkTold,
)
from designer.screens.progress_line import progress_words
from designer.workbench.gallery import find_template
from designer.workbench.working_copies import ProgramText
from tests.processes import is_alive

PRELUDE = """
import json, os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # as the command line does
def tell(**line):
    print(json.dumps(line), file=sys.stderr, flush=True)
"""
FIRST_WORD = "tell(doing=str(os.getpid()), done=0, of=3, seconds_left=None)"


class Box(Static):
    """Keeps what is told."""

    def __init__(self, command_line: Sequence[str], patience: float) -> None:
        super().__init__()
        self.work = LongWork(self, command_line, patience)
        self.told: list[WorkTold] = []

    @on(Progress)
    @on(PartialResult)
    @on(Done)
    @on(Failed)
    def keep(self, message: WorkTold) -> None:
        self.told.append(message)

    def pid(self) -> int:
        return next(int(each.doing) for each in self.told if isinstance(each, Progress))


class OneBox(App[None]):
    def __init__(self, command_line: Sequence[str], patience: float = SECONDS_TO_FINISH) -> None:
        super().__init__()
        self.box = Box(command_line, patience)

    def compose(self) -> ComposeResult:
        yield self.box


def fake(program: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"{PRELUDE}{FIRST_WORD}\n{program}")


@asynccontextmanager
async def running(app: OneBox) -> AsyncIterator[None]:
    """Run an app; when it is left, wait as ours does until what it had begun is at its end."""
    async with app.run_test():
        yield
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=20)
    await asyncio.sleep(0.1)  # pipes close after their process


async def told(box: Box, count: int, *, within: int = 120) -> None:
    """Wait for so many messages."""
    until = monotonic() + within
    while len(box.told) < count and monotonic() < until:
        await asyncio.sleep(0.01)
    assert len(box.told) >= count, box.told


def test_lines_come_as_messages_and_the_result_last() -> None:
    program = """
tell(event="partial", runs=1)
print("Mind this.", file=sys.stderr)
print(json.dumps({"words": sys.argv[1:], "text": open(sys.argv[1]).read()}))
"""

    async def steps() -> None:
        app = OneBox(fake(program))
        async with running(app):
            text = ProgramText("shop.loyalty", "program\n")
            app.box.work.begin([text], lambda copies: [str(copies[0]), "--json"])
            await told(app.box, 3)
            how_far, part, done = app.box.told
            assert isinstance(how_far, Progress)
            assert (how_far.done, how_far.of, how_far.seconds_left) == (0, 3, None)
            assert isinstance(part, PartialResult)
            assert part.line["runs"] == 1
            assert isinstance(done, Done)
            result = json.loads(done.result)
            assert (result["text"], result["words"][1], done.stopped) == (
                "program\n",
                "--json",
                False,
            )
            assert Path(result["words"][0]).name == "shop.loyalty"
            assert not Path(result["words"][0]).exists()

    asyncio.run(steps())


@pytest.mark.parametrize(
    ("answer", "patience", "expected"),
    [("print('{\"runs\": 1}'); sys.exit(130)", 20, Done), ("time.sleep(60)", 0.1, Failed)],
    ids=["it says what it has", "it does not listen"],
)
def test_stopping_ends_it_and_leaves_no_process(
    answer: str, patience: float, expected: type[WorkTold]
) -> None:
    program = f"""{PRELUDE}
try:
    {FIRST_WORD}
    time.sleep(60)
except KeyboardInterrupt:
    {answer}
"""

    async def steps() -> None:
        app = OneBox((sys.executable, "-c", program), patience)
        async with running(app):
            app.box.work.begin([], lambda copies: [])
            await told(app.box, 1)
            app.box.work.stop()
            await told(app.box, 2)
            last = app.box.told[-1]
            assert isinstance(last, expected)
            assert getattr(last, "stopped")  # noqa: B009 - both kinds have it
            assert not app.box.work.is_running
            assert not is_alive(app.box.pid())

    asyncio.run(steps())


def test_leaving_the_app_ends_the_process() -> None:
    async def steps() -> int:
        app = OneBox(fake("time.sleep(60)"))
        async with running(app):
            app.box.work.begin([], lambda copies: [])
            await told(app.box, 1)
            assert is_alive(app.box.pid())
        return app.box.pid()

    assert not is_alive(asyncio.run(steps()))


def test_a_killed_command_is_told_of_and_what_it_had_started_ends_with_it() -> None:
    program = """
import subprocess
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(100)"])
tell(doing=str(child.pid), done=0, of=3, seconds_left=None)
os.kill(os.getpid(), signal.SIGKILL)
"""

    async def steps() -> None:
        app = OneBox(fake(program))
        async with running(app):
            app.box.work.begin([], lambda copies: [])
            await told(app.box, 2, within=20)
            if isinstance(app.box.told[-1], Progress):
                await told(app.box, 3, within=20)
            *_, child, failed = app.box.told  # of two steps that wait, only the newer is told
            assert isinstance(failed, Failed)
            assert (failed.words, failed.stopped) == (ENDED_EARLY, False)
            assert isinstance(child, Progress)
            assert not is_alive(int(child.doing))

    asyncio.run(steps())


def test_a_command_that_is_begun_anew_ends_the_one_before() -> None:
    async def steps() -> None:
        app = OneBox(fake("time.sleep(60)"))
        async with running(app):
            app.box.work.begin([], lambda copies: [])
            await told(app.box, 1)
            app.box.work.begin([], lambda copies: [])
            await told(app.box, 2)
            assert not is_alive(app.box.pid())
            assert [each.work for each in app.box.told] == [1, 2]

    asyncio.run(steps())


def test_what_the_real_command_refuses_is_told_without_the_copy_s_folder() -> None:
    async def steps() -> None:
        app = OneBox(COMMAND_LINE)
        async with running(app):
            text = find_template("punch-card").path.read_text("utf-8")
            app.box.work.begin(
                [ProgramText("my_card.loyalty", text)],
                lambda copies: ["simulate", str(copies[0]), "--json", "--progress-json"],
            )
            await told(app.box, 1)
            failed = app.box.told[-1]
            assert isinstance(failed, Failed)
            assert failed.words.startswith("Error: A forecast needs to know the shop.")
            assert "As my_card.scenario.yaml it is found by itself." in failed.words

    asyncio.run(steps())


def test_where_no_copy_can_be_written_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/dev/null/nowhere")

    async def steps() -> None:
        app = OneBox(fake(""))
        async with running(app):
            app.box.work.begin([ProgramText("shop.loyalty", "program\n")], lambda copies: [])
            await told(app.box, 1)
            (failed,) = app.box.told
            assert isinstance(failed, Failed)
            assert failed.words == "This cannot be worked out here and now: Not a directory."

    asyncio.run(steps())


@pytest.mark.parametrize(
    ("doing", "runs", "shown"),
    [
        ("simulating", (27, 50), "▕██████████░░░░░░░░░▏ 27 of 50 runs · simulating"),
        ("Weighing what matters", (50, 50), "50 of 50 runs · now weighing what matters most"),
    ],
)
def test_a_narrow_window_loses_the_bar_and_no_word(
    doing: str, runs: tuple[int, int], shown: str
) -> None:
    told = Progress(1, {"doing": doing, "done": 1, "of": 3, "seconds_left": 92.0})
    words = progress_words(told, runs, room=78)
    assert words == f"{shown} · about 92 s left · Esc stops"
    assert len(words) <= 78
