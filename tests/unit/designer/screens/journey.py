"""A person at the designer, in a test: open a program, press keys, read what the screen shows."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import RenderableType
from textual._compositor import Compositor
from textual.events import Key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.worker import WorkerCancelled

from designer.screens.app import SECONDS_BEFORE_CHECK, DesignerApp
from designer.screens.leaving import LONG_WORK
from designer.workbench.gallery import find_template

SECONDS_BETWEEN_WAITS = 0.05
MOST_WAITS = 2400
MOST_LOOKS = 100
WIDE = (120, 36)
SMALL = (80, 24)
ENDLESS = (LONG_WORK, "two_texts", "_loader")
"""Workers that end when a forecast does, when a person answers, or with a list of folders."""

BESIDE = (".scenario.yaml", ".shop.toml", ".tests.yaml")


@dataclass(frozen=True)
class Journey:
    """An app that is running, and the hands on its keys."""

    app: DesignerApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the screen follow."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into the box that has the focus."""
        await self.pilot.press(*("space" if sign == " " else sign for sign in text))
        await self.pilot.pause()

    async def click(self, words: str, *, place: int = 0) -> None:
        """Click on words where the screen shows them, as a hand on a mouse does.

        Args:
            words: what is read there.
            place: which one, counted from 0 and from the top, where they are there more than once.

        Raises:
            AssertionError: the screen does not show them.
        """
        lines = [strip.text for strip in screen_strips(self.app)]
        found = [
            (cell_len(line[: each.start()]) + cell_len(words) // 2, row)
            for row, line in enumerate(lines)
            for each in re.finditer(re.escape(words), line)
        ]
        assert len(found) > place, f"{words!r} is not to be seen:\n" + "\n".join(lines)
        await self.pilot.click(offset=found[place])
        await self.pilot.pause()

    async def burst(self, *keys: str) -> None:
        """Press keys faster than the screen can follow, and wait until all are at work."""
        for key in keys:
            self.app.post_message(Key(key, key if len(key) == 1 else None))
        await self.pilot.pause()
        while self.app.has_keys_to_give:
            await self.pilot.pause(SECONDS_BETWEEN_WAITS)
        await self.pilot.pause()

    async def checked(self) -> None:
        """Wait until the newest text is checked and all threads are done, but no long work.

        Raises:
            AssertionError: it takes far too long.
        """
        await self.pilot.pause(SECONDS_BEFORE_CHECK + SECONDS_BETWEEN_WAITS)
        draft = self.app.draft
        if draft is not None:
            for _ in range(MOST_WAITS):
                if self.app.checked_revision == draft.revision:
                    break
                await self.pilot.pause(SECONDS_BETWEEN_WAITS)
            else:
                raise AssertionError("the newest text was never checked")
        while short := [each for each in self.app.workers if each.group not in ENDLESS]:
            with suppress(WorkerCancelled):  # a newer check takes the place of an older one
                await self.app.workers.wait_for_complete(short)
            await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, however long the machine takes.

        Raises:
            AssertionError: it never does; the screen is told.
        """
        for _ in range(MOST_WAITS):
            if holds():
                return
            await self.pilot.pause(SECONDS_BETWEEN_WAITS)
        raise AssertionError(f"waited in vain before this screen:\n{self.text()}")

    async def shows(self, words: str) -> None:
        """Wait until the screen shows some words."""
        await self.until(lambda: words in self.text())

    async def steady(self) -> str:
        """What the screen shows once all short work is done and nothing moves any more.

        Raises:
            AssertionError: it goes on moving.
        """
        await self.checked()
        self.app.clear_notifications()
        for box in self.app.screen.query("Input, TextArea"):
            setattr(box, "cursor_blink", False)  # noqa: B010 - both kinds have it
        before = ""
        for _ in range(MOST_LOOKS):
            if (now := self.text()) == before:
                return now
            before = now
            await self.pilot.pause(2 * SECONDS_BETWEEN_WAITS)
            await self.pilot.pause()
        raise AssertionError(f"the screen is never still:\n{before}")

    async def comes(self, words: str) -> str:
        """What the screen shows, as soon as it shows some words, while work goes on.

        Raises:
            AssertionError: they do not come.
        """
        for _ in range(MOST_WAITS):
            text = self.text()
            if words in text:
                return text
            await self.pilot.pause(SECONDS_BETWEEN_WAITS)
        raise AssertionError(f"{words!r} does not come:\n{self.text()}")

    def text(self) -> str:
        """What the screen shows; see `screen_text`."""
        return screen_text(self.app)


@contextmanager
def _drawn_when_somebody_looks() -> Iterator[None]:
    """Draw nothing between two looks, which nobody would see; a look draws the whole screen.

    Half of what a test of a screen works is drawing. All else happens as ever: boxes are made, laid
    out and given their styles after each key.
    """
    draw = Compositor.render_update

    def drawn(
        compositor: Compositor,
        full: bool = False,
        screen_stack: list[Screen[object]] | None = None,
        simplify: bool = False,
    ) -> RenderableType | None:
        if full:
            return draw(compositor, full=True, screen_stack=screen_stack, simplify=simplify)
        compositor._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "render_update", drawn)
        yield


@asynccontextmanager
async def starting(
    folder: Path,
    path: Path | None = None,
    *,
    size: tuple[int, int] = WIDE,
    is_drawn_always: bool = False,
) -> AsyncIterator[Journey]:
    """Run the designer as at its first start, with all that it keeps inside a folder.

    Args:
        folder: for all that it keeps.
        path: the program to open.
        size: of the window, in signs.
        is_drawn_always: each change is drawn, as in a terminal, not only what the test looks at.
    """
    app = DesignerApp(path, home=folder / "home")
    with nullcontext() if is_drawn_always else _drawn_when_somebody_looks():
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Journey(app, pilot)
            if app.is_running:
                screen_strips(app)  # where a test looks at nothing, it can be drawn all the same
            await app.end_long_work()


@asynccontextmanager
async def designing(
    folder: Path,
    template: str = "classic-points",
    *,
    size: tuple[int, int] = WIDE,
    stage: str = "design",
    is_drawn_always: bool = False,
) -> AsyncIterator[Journey]:
    """Run the designer with a copy of a shipped program open, at one of its stages.

    A test is `async def steps()` with this inside, run by `asyncio.run(steps())`.
    """
    path = copied(folder, template)
    async with starting(folder, path, size=size, is_drawn_always=is_drawn_always) as at:
        await at.checked()
        if stage != "design":
            at.app.switch_mode(stage)
            await at.checked()
        yield at


def copied(folder: Path, template: str) -> Path:
    """A copy of a shipped program in a folder, with the files beside it."""
    source = find_template(template).path
    for ending in (".loyalty", *BESIDE):
        beside = source.with_suffix(ending)
        if beside.is_file():
            folder.joinpath(beside.name).write_bytes(beside.read_bytes())
    return folder / source.name


def screen_strips(app: DesignerApp) -> list[Strip]:
    """The lines of the screen as they are drawn, with what lies over and under each other."""
    under = app._background_screens  # Textual has no public way to read its own picture
    update = app.screen._compositor.render_update(full=True, screen_stack=under)
    strips = getattr(update, "strips")  # noqa: B009 - the type says only "renderable"
    return [Strip.join(parts) for parts in strips]


def screen_text(app: DesignerApp) -> str:
    """What the screen shows, line by line, without the blanks at the ends of lines."""
    return "\n".join(strip.text.rstrip() for strip in screen_strips(app)) + "\n"
