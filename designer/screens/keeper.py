"""Keeping the draft's text in its file while a person works, and noticing who else writes there."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.app import App
from textual.signal import Signal
from textual.timer import Timer
from textual.worker import WorkType

from designer.workbench.draft_files import ChangedOnDisk, DraftFile, Journal
from designer.workbench.refusal import Refusal
from designer.workbench.versions import save_version

if TYPE_CHECKING:
    from designer.authoring.draft import Draft
    from designer.workbench.shop_file import ShopFile

T = TypeVar("T")

SECONDS_BEFORE_SAVE = 0.5
SECONDS_BETWEEN_LOOKS = 1.0


@dataclass(frozen=True)
class Kept:
    """How safe the newest text is.

    Attributes:
        saved_at: when it was last written into its file; None while it never was.
        is_newest: the file holds the newest text.
        problem: why the file does not, in a sentence; "" where all is well.
        is_kept: the newest text is in the file, or in the journal.
        beside: why the shop's figures beside it cannot be used; "" where they can.
    """

    saved_at: datetime | None = None
    is_newest: bool = True
    problem: str = ""
    is_kept: bool = True
    beside: str = ""


class Host(Protocol):
    """What keeping needs of the app: the draft, the way to change it, and whom to tell."""

    draft: "Draft | None"
    kept: Signal[Kept]

    def change(self, text: str, why: str, *, joins: str | None = None) -> None:
        """Change the draft's text."""

    def check_now(self) -> None:
        """Check the newest text."""

    async def in_turn(self, write: Callable[[], T]) -> T:
        """Write a small file in a thread, after those before it."""


class Keeper:
    """Saves soon after each change, in a thread; tells the app of everything else.

    Attributes:
        state: how safe the newest text is; the app's signal `kept` tells each new one.
    """

    def __init__(self, app: App[None], host: Host, journal: Journal) -> None:
        self.state = Kept()
        self.journal = journal
        self._app = app
        self._host = host
        self._file: DraftFile | None = None
        self._shop: ShopFile | None = None
        self._soon: Timer | None = None
        self._writing = asyncio.Lock()
        self._is_asking = False
        self._aside: str | None = None
        """The text that waits in the journal because it was put there here."""

    def watch(self, file: DraftFile, shop: "ShopFile") -> None:
        """Keep the app's draft in this file from here on, and follow the figures beside it."""
        self._file, self._shop = file, shop
        self._is_asking = False
        self._aside = None
        self._note(Kept(beside=shop.problem))
        self.save_soon(0)

    def finish(self) -> None:
        """Write the newest text before another program takes its place, or put it aside."""
        draft, file = self._host.draft, self._file
        if draft is None or file is None or draft.text in (file.text, self._aside):
            return
        try:
            if self._is_asking:
                self.journal.keep(file.path, draft.text)
            else:
                file.save(draft.text)
        except (ChangedOnDisk, Refusal):
            self.rescue()

    def save_soon(self, seconds: float = SECONDS_BEFORE_SAVE) -> None:
        """The text has changed; a save that waits already takes this change along."""
        if self._file is None:
            return
        self._note(replace(self.state, is_newest=False))
        if self._soon is None:
            self._soon = self._app.set_timer(seconds or 0.01, self._due)

    def _due(self) -> None:
        self._soon = None
        self._work(self.save)

    def _work(self, doing: WorkType[None]) -> None:
        self._app.run_worker(doing, group="save", exit_on_error=False)

    async def save(self) -> None:
        """Write the newest text now, unless a person has yet to choose between two."""
        async with self._writing:
            draft, file = self._host.draft, self._file
            if draft is None or file is None:
                return
            text = draft.text
            if self._is_asking:
                await self._put_aside(self.state.problem)
                return
            if text == file.text and file.path.exists():
                await self._follow()
                return
            try:
                await asyncio.to_thread(file.save, text)
            except ChangedOnDisk as other:
                await self._ask(other.text)
            except Refusal as refused:
                await self._put_aside(refused.sentence)
            else:
                await self._settle(text, _now())

    def rescue(self) -> None:
        """Put the newest text aside at once, as well as can be, where it is not in its file."""
        draft, file = self._host.draft, self._file
        if draft is not None and file is not None and draft.text != file.text:
            with suppress(Refusal):
                self.journal.keep(file.path, draft.text)

    def look(self) -> None:
        """See whether somebody else wrote the file; try again what could not be written."""
        file = self._file
        if file is None or self._is_asking or self._writing.locked():
            return
        self._look_beside()
        if file.was_touched:
            self._work(self._look)
        elif self.state.problem:
            self.save_soon(0)

    def _look_beside(self) -> None:
        draft, shop = self._host.draft, self._shop
        if draft is not None and shop is not None and shop.read_again():
            draft.use_shop(shop.shop)
            self._note(replace(self.state, beside=shop.problem))
            self._host.check_now()

    async def _look(self) -> None:
        async with self._writing:
            if not self._is_asking:
                await self._follow()

    async def _follow(self) -> None:
        """Take what somebody else wrote into the file, or ask where there are changes here too."""
        file = self._file
        if file is None:
            return
        try:
            now = await asyncio.to_thread(file.written_by_others)
        except Refusal as refused:
            await self._put_aside(refused.sentence)
            return
        draft = self._host.draft
        if draft is None or file is not self._file:
            return
        if now is None:
            await self._settle(file.text, self.state.saved_at)
        elif draft.text == file.text:
            self._file = now
            self._host.change(now.text, "Take what was written into the file")
            self._app.notify(
                f"{file.path.name} was changed by another program. Its text is shown; ^Z takes "
                "it back."
            )
            await self._settle(now.text, _now())
        elif draft.text == now.text:
            self._file = now
            await self._settle(now.text, _now())
        else:
            await self._ask(now.text)

    async def _ask(self, theirs: str) -> None:
        self._is_asking = True
        await self._put_aside("The file was changed by somebody else.")
        self._app.run_worker(self._choose(theirs), group="two_texts", exit_on_error=False)

    async def _choose(self, theirs: str) -> None:
        """Ask; keep the text that is not taken as a version, and go on with the other."""
        from designer.screens.overlays.two_texts import TwoTexts

        draft, file = self._host.draft, self._file
        if draft is None or file is None:
            return
        answer = await self._app.push_screen_wait(TwoTexts(file.path.name, draft.text, theirs))
        moment = _now()
        try:
            now = await asyncio.to_thread(DraftFile, file.path)
            other, whose = (now.text, "From the file") if answer == "mine" else (draft.text, "Mine")
            name = f"{whose}, {moment:%H:%M}"
            kept = await self._host.in_turn(lambda: save_version(file.path, other, name, moment))
        except Refusal as refused:
            self._app.notify(refused.sentence, severity="error")
            await self._ask(theirs)
            return
        self._file, self._is_asking = now, False
        self._app.notify(f"The other text is kept as version {kept.number}.")
        if answer == "theirs":
            self._host.change(now.text, "Take the text of the file")
        self.save_soon(0)

    async def _put_aside(self, why: str) -> None:
        """Keep in the journal what cannot be in the file."""
        draft, file = self._host.draft, self._file
        if draft is None or file is None:
            return
        text = draft.text
        if text != self._aside:
            try:
                await asyncio.to_thread(self.journal.keep, file.path, text)
            except Refusal as refused:
                why = f"{why} {refused.sentence}"
            else:
                self._aside = text
        is_kept = text == self._aside
        self._note(replace(self.state, is_newest=False, problem=why, is_kept=is_kept))

    async def _settle(self, text: str, saved_at: datetime | None) -> None:
        """The file holds this text: what was put aside here is not needed any more."""
        draft, file = self._host.draft, self._file
        if self._aside is not None and file is not None:
            self._aside = None
            await asyncio.to_thread(self.journal.forget, file.path)
        is_newest = draft is not None and draft.text == text
        self._note(Kept(saved_at, is_newest, beside=self.state.beside))
        if not is_newest:
            self.save_soon()

    def _note(self, state: Kept) -> None:
        if state != self.state:
            self.state = state
            self._host.kept.publish(state)


def _now() -> datetime:
    return datetime.now().astimezone()
