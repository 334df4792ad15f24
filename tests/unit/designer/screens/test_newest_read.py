"""Of what a screen reads in threads the newest is shown, and what is not forgotten."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from textual.screen import Screen

from designer.screens.newest_read import NewestRead


class _Slow:
    """Stands for a screen whose threads end when a test says so."""

    is_running = True

    def __init__(self) -> None:
        self.app, self.threads = self, list[Callable[[], None]]()

    def run_worker(self, work: Callable[[], None], **_: Any) -> None:
        self.threads.append(work)

    def call_from_thread(self, show: Callable[..., None], *given: Any) -> None:
        show(*given)


def test_the_newest_of_each_kind_is_shown_but_what_is_forgotten_never() -> None:
    screen, shown = _Slow(), list[str]()
    reads = NewestRead(cast(Screen[Any], screen))
    for what, words in (("plan", "old"), ("plan", "new"), ("orders", "file"), ("result", "gone")):
        reads.read(what, partial(partial, shown.append, words))
    reads.forget(["result"])
    for thread in reversed(screen.threads):
        thread()
    assert shown == ["file", "new"]
