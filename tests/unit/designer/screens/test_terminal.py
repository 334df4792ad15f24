"""What a terminal sends, whatever it is, ends nothing."""

import asyncio
import os
from collections.abc import Callable

from textual import events
from textual.app import App
from textual.message import Message

from designer.screens.app import DesignerApp
from designer.screens.terminal import Terminal


class _Heard(Terminal):
    """Reads a pipe, and keeps what was typed."""

    def listen(self, pipe: int) -> list[str]:
        self.fileno, self.keys = pipe, list[str]()
        return self.keys

    def process_message(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.key)


async def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("waited in vain")


async def _typing(read: int, write: int) -> None:
    terminal = _Heard(App())
    keys = terminal.listen(read)
    reading = asyncio.create_task(asyncio.to_thread(terminal.run_input_thread))
    os.write(write, b"a")
    await _until(lambda: keys == ["a"])
    os.write(write, b"\xff")
    await asyncio.sleep(0.1)
    os.write(write, b"b")
    await _until(lambda: keys == ["a", "b"])
    terminal.exit_event.set()
    os.close(write)
    await reading


def test_bytes_that_are_no_text_are_passed_over() -> None:
    assert DesignerApp().driver_class is Terminal
    read, write = os.pipe()
    asyncio.run(_typing(read, write))
    os.close(read)
