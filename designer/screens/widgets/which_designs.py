"""The boxes in which the designs to compare are chosen: A, B and as many more as there are letters.

After the last one stands an empty box for one more; a box that is emptied drops its design.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid, Horizontal
from textual.message import Message
from textual.widgets import Label, Select

from designer.report.compared import LETTERS
from designer.workbench.designs import DesignChoice, Offer

LEAST = 2
NOT_CHOSEN = "a design"
ONE_MORE = "one more"


def left_out_words(offer: Offer) -> str:
    """How many designs cannot be chosen, and why; "" where all can."""
    if not offer.left_out:
        return ""
    are = "program is" if offer.left_out == 1 else "programs are"
    return f"{offer.left_out} {are} left out: only what is in {offer.currency} can be compared."


class WhichDesigns(Grid):
    """Which designs are compared."""

    HELP = "compare_which"
    SAID = "Which designs are compared: the draft, a version, a program beside it, a template."

    @dataclass
    class Chosen(Message):
        """Others were chosen."""

    def __init__(self) -> None:
        super().__init__(id="which")
        self._choices: dict[str, DesignChoice] = {}

    def compose(self) -> ComposeResult:
        for place, letter in enumerate(LETTERS):
            with Horizontal():
                yield Label(letter)
                prompt = NOT_CHOSEN if place < LEAST else ONE_MORE
                yield Select[str]((), id=f"design_{letter}", compact=True, prompt=prompt)

    def on_mount(self) -> None:
        self._settle(())

    @property
    def chosen(self) -> tuple[DesignChoice, ...]:
        """The designs, from A on."""
        return tuple(self._choices[key] for key in self._keys())

    def offer(self, offer: Offer, usual: Sequence[str]) -> None:
        """Offer designs to choose from; what was chosen stays chosen.

        Args:
            offer: all there are.
            usual: keys of those that are compared where nothing was chosen yet; "" for none.
        """
        choices = offer.designs
        self.SAID = left_out_words(offer) or type(self).SAID
        kept = [key for key in self._keys() if any(each.key == key for each in choices)]
        self._choices = {each.key: each for each in choices}
        options = [(each.words.replace("[", r"\["), each.key) for each in choices]
        for box in self._boxes():
            with box.prevent(Select.Changed):
                box.set_options(options)
        self._settle(kept if len(kept) >= LEAST else usual)

    def swap(self) -> None:
        """The first becomes the second, and the second the first."""
        keys = self._keys()
        if len(keys) >= LEAST:
            self._settle([keys[1], keys[0], *keys[2:]])

    def _boxes(self) -> "list[Select[str]]":
        return list(self.query(Select))

    def _keys(self) -> list[str]:
        return [str(box.value) for box in self._boxes() if box.value in self._choices]

    def _settle(self, keys: Sequence[str]) -> None:
        """Put designs into the boxes from the first on, and show one box more than they need."""
        for place, box in enumerate(self._boxes()):
            with box.prevent(Select.Changed):
                key = keys[place] if place < len(keys) else ""
                box.value = key or Select.NULL
            assert box.parent is not None
            box.parent.display = place < max(LEAST, len(keys) + 1)

    @on(Select.Changed)
    def _changed(self, event: Select.Changed) -> None:
        event.stop()
        self._settle(self._keys())
        self.post_message(self.Chosen())
