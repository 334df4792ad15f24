"""How far long work is, on stderr: a bar for a person, JSON lines for a program."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Any, Self

import click

from designer.cli.output import print_message
from simulator.forecasts.steps import STEPS

Report = Callable[[str, int, int], None]
"""Takes what is being done, how much is done, and how much there is (0: unknown)."""

PROGRESS_JSON = click.option(
    "--progress-json", is_flag=True, help="Tell progress as JSON lines on stderr."
)

ALIKE = frozenset(STEPS)
_SECONDS_BETWEEN = 0.2
_SECONDS_SILENT = 1.0
_TELLING = 10
"""One in so many parts of a step tell its pace."""


def print_import(imported: dict[str, Any]) -> None:
    """Tells the report of an import, as a line among those of progress."""
    print_message(json.dumps({"event": "import", **imported}))


@contextmanager
def progress_of(*, as_json: bool) -> Iterator[Report]:
    """Progress as JSON lines, or as a bar."""
    if as_json:
        with _JsonLines() as lines:
            yield lines
    else:
        with progress_bar() as bar:
            yield bar


@contextmanager
def progress_bar() -> Iterator[Report]:
    """Shows a bar while the block runs; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda what, done, whole: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    tasks: dict[str, TaskID] = {}

    def report(what: str, done: int, whole: int) -> None:
        if what not in tasks:
            tasks[what] = bar.add_task(what, total=None)
        bar.update(tasks[what], completed=done, total=whole or None)

    with bar:
        yield report


@dataclass
class _Pace:
    """How quickly a step goes.

    Attributes:
        started: when, in seconds of the clock, and how much was done by then.
        newest: when more of it was done last, and how much that was.
    """

    what: str
    whole: int
    started: tuple[float, int]
    newest: tuple[float, int]

    def in_a_second(self) -> float | None:
        """How much of it is done in a second; None: a first small part does not tell."""
        (began, before), (now, done) = self.started, self.newest
        if _TELLING * (done - before) < self.whole or done == before or now == began:
            return None
        return (done - before) / (now - began)


class _JsonLines:
    """Writes `{"doing", "done", "of", "seconds_left"}` on stderr, one line for each step.

    What takes long says so again every second. Steps of a forecast are measured alike: the pace of
    one says how long the next takes, before any of it is done.
    """

    def __init__(self) -> None:
        self._step: _Pace | None = None
        self._before: float | None = None
        self._said = 0.0
        self._lock = Lock()
        self._ended = Event()

    def __enter__(self) -> Self:
        Thread(target=self._say_again, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()

    def __call__(self, what: str, done: int, whole: int) -> None:
        with self._lock:
            now = time.monotonic()
            step = self._step
            if step is None or step.what != what:
                self._before = step.in_a_second() if step and {step.what, what} <= ALIKE else None
                step = self._step = _Pace(what, whole, (now, done), (now, done))
                self._said = 0.0
            step.whole, step.newest = whole, (now, done)
            if now - self._said >= _SECONDS_BETWEEN or done == whole:
                self._say(step, now)

    def _say_again(self) -> None:
        while not self._ended.wait(_SECONDS_SILENT):
            with self._lock:
                step, now = self._step, time.monotonic()
                is_silent = now - self._said >= _SECONDS_SILENT and not self._ended.is_set()
                if is_silent and step is not None and step.newest[1] != step.whole:
                    self._say(step, now)

    def _say(self, step: _Pace, now: float) -> None:
        self._said = now
        last, done = step.newest
        pace = step.in_a_second() or self._before
        left = (step.whole - done) / pace - (now - last) if pace and step.whole else -1.0
        if step.whole and done == step.whole:
            left = 0.0
        line = {
            "doing": step.what,
            "done": done,
            "of": step.whole or None,
            "seconds_left": None if left < 0 else round(left, 1),
        }
        print_message(json.dumps(line))
