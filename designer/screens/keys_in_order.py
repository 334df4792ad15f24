"""Keys act in the order in which they are pressed, however fast they come.

Textual gives a key to the box that has the focus at that moment, and what the key does may come
after the next key: the actions of a box come behind the letters typed after them, and a box that
is about to have the focus misses what is typed for it. Here a key waits until the one before it
has done its work. Letters for a text do not wait for each other: a box takes them in their order.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from time import monotonic

from textual import events
from textual.app import App, ScreenStackError
from textual.dom import DOMNode
from textual.events import Event
from textual.message import Message
from textual.widget import Widget

_ROUNDS = 5
"""Work leads to work: a box tells that Enter was pressed, its form tells its screen, which acts."""
_SECONDS_BETWEEN_LOOKS = 0.05
_MOST_SECONDS = 1.0
_MOST_SECONDS_FOR_FOCUS = 3.0
"""After these, keys go on to where the focus is."""


class KeysInOrder(App[None]):
    """The app, as far as it hands out what is typed."""

    @dataclass
    class Passed(Message):
        """Goes the way of a key, behind it: where it arrives, the key has done its work.

        Attributes:
            number: of the key.
            rounds: how many times it still goes.
        """

        number: int
        rounds: int

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[Event] = deque()
        self._has_given_letters = False
        self._number = 0
        self._sent: KeysInOrder.Passed | None = None
        self._kept_until = 0.0

    def keep_keys(self) -> None:
        """Keep what is typed from here on for a box that is about to have the focus."""
        self._kept_until = monotonic() + _MOST_SECONDS_FOR_FOCUS
        asyncio.get_running_loop().call_later(_MOST_SECONDS_FOR_FOCUS, self._look_at_kept)

    def give_keys(self) -> None:
        """Hand out what was kept: the focus is where it belongs."""
        if self._kept_until:
            self._kept_until = 0.0
            self.call_later(self._give_kept)

    def _give_kept(self) -> None:
        if self._sent is None:
            self._send_behind(_ROUNDS)

    @property
    def has_keys_to_give(self) -> bool:
        """Whether keys wait, or one is at work."""
        return bool(self._typed) or self._sent is not None

    async def on_event(self, event: Event) -> None:
        """Hand out keys one after the other, and all else as it comes.

        A key that no box took is for the screen; it is lost where that is gone meanwhile.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            await self._hand_out()
        elif self._box is not None or not isinstance(event, events.Key):
            await super().on_event(event)

    async def _hand_out(self) -> None:
        while self._typed and self._sent is None and not self._keeps_keys:
            is_for_text = self._is_for_text(self._typed[0])
            if self._box is None or (self._has_given_letters and not is_for_text):
                self._has_given_letters = False
                self._send_behind(1)
                return
            await super().on_event(self._typed.popleft())
            self._has_given_letters = is_for_text
            if not is_for_text:
                self._send_behind(_ROUNDS)

    @property
    def _keeps_keys(self) -> bool:
        """Whether a box is awaited; a dialog that lies over it has its own keys."""
        around = self._box.ancestors_with_self if self._box else ()
        return bool(self._kept_until) and not any(node.is_modal for node in around)

    @property
    def _box(self) -> DOMNode | None:
        """Where keys go; None for the moment in which no screen is shown."""
        try:
            return self.focused or self.screen
        except ScreenStackError:
            return None

    def _is_for_text(self, event: Event) -> bool:
        box = self._box
        if not isinstance(box, Widget) or not isinstance(event, events.Key):
            return False
        return box.check_consume_key(event.key, event.character)

    # ------------------------------------------------------------ when a key has done its work

    def _send_behind(self, rounds: int) -> None:
        self._number += 1
        self._send(self.Passed(self._number, rounds))

    def _send(self, passed: Passed) -> None:
        box = self._box
        self._sent = passed
        if box is not None:
            box.post_message(passed)
        self._look_soon(box, passed, monotonic() + _MOST_SECONDS)

    async def on_keys_in_order_passed(self, message: Passed) -> None:
        """Send it once more, or go on with the next key."""
        if self._sent is None or self._sent.number != message.number:
            return
        if message.rounds > 1:
            self._send(self.Passed(message.number, message.rounds - 1))
        else:
            self._sent = None
            await self._hand_out()

    def _look_soon(self, box: DOMNode | None, passed: Passed, until: float) -> None:
        loop = asyncio.get_running_loop()
        loop.call_later(_SECONDS_BETWEEN_LOOKS, self._look, box, passed, until)

    def _look(self, box: DOMNode | None, passed: Passed, until: float) -> None:
        """Go on where the box is gone in which a message is awaited, or where it takes too long."""
        if self._sent is not passed:
            return
        if box is not None and box.is_attached and monotonic() < until:
            self._look_soon(box, passed, until)
        else:
            self.post_message(self.Passed(passed.number, 0))

    def _look_at_kept(self) -> None:
        if self._kept_until and monotonic() >= self._kept_until:
            self.give_keys()
