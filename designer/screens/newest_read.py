"""Reading in threads: of several answers to one question, only the newest is shown."""

from collections.abc import Callable, Iterable
from typing import Any

from textual.screen import Screen

Show = Callable[[], None]
"""Draws what was read."""


class NewestRead:
    """What one screen reads in threads; what is older and comes late is dropped."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._reads = 0
        self._newest: dict[str, int] = {}

    def read(self, what: str, read: Callable[[], Show]) -> None:
        """Read something in a thread and show it, unless newer of its kind is read meanwhile."""
        self._reads += 1
        number = self._newest[what] = self._reads

        def work() -> None:
            self._screen.app.call_from_thread(self._show, what, number, read())

        self._screen.run_worker(work, thread=True, group="read")

    def forget(self, kinds: Iterable[str] | None = None) -> None:
        """Show nothing more of what is read now: of some kinds, or of all."""
        for what in list(self._newest if kinds is None else kinds):
            self._newest.pop(what, None)

    def _show(self, what: str, number: int, show: Show) -> None:
        if self._newest.get(what) == number and self._screen.is_running:
            show()
