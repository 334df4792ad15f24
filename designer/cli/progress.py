"""How far long work is, on stderr: a bar for a person, JSON lines for a program."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from designer.cli.output import print_message

Report = Callable[[str, int, int], None]
"""Takes what is being done, how much is done, and how much there is (0: unknown)."""

PROGRESS_JSON = click.option(
    "--progress-json", is_flag=True, help="Tell progress as JSON lines on stderr."
)

_SECONDS_BETWEEN = 0.2


@contextmanager
def progress_of(*, as_json: bool) -> Iterator[Report]:
    """Progress as JSON lines, or as a bar."""
    if as_json:
        yield _JsonLines()
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


class _JsonLines:
    """Writes `{"doing", "done", "of", "seconds_left"}`, one line for each step, on stderr."""

    def __init__(self) -> None:
        self._started: dict[str, float] = {}
        self._said = 0.0

    def __call__(self, what: str, done: int, whole: int) -> None:
        now = time.monotonic()
        started = self._started.setdefault(what, now)
        if now - self._said < _SECONDS_BETWEEN and done != whole:
            return
        self._said = now
        left = max(0, now - started) / done * max(0, whole - done) if whole and done else None
        line = {
            "doing": what,
            "done": done,
            "of": whole or None,
            "seconds_left": None if left is None else round(left, 1),
        }
        print_message(json.dumps(line))
