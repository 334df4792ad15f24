"""The outline: all parts of the program under their headings, and a way to add one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from designer.authoring.cards import Card
from designer.authoring.marks import SIGNS
from designer.authoring.sections import sections, titled

ADD = "add"
"""The line of the list that adds a part."""
_ADD_SAID = "+ Add...  ^N"


class Outline(Vertical):
    """Shows the cards of a program, and tells which one a person chooses.

    In a narrow window it is one line that leads from one card to the next.
    """

    HELP = "outline"
    SAID = "All parts. ↑ ↓ or a click shows one, Enter goes into it, ^N adds one, Del deletes it."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Part before", show=False, id="outline.before"),
        Binding("right", "step(1)", "Next part", show=False, id="outline.next"),
        Binding("delete", "delete", "Delete this part", show=False, id="outline.delete"),
    ]
    SCOPED_CSS: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Outline > OptionList {
        height: 1fr; border: none; padding: 0; background: transparent; scrollbar-size-vertical: 1;
    }
    Outline > OptionList:focus { border: none; }
    Outline .option-list--option-disabled { color: $foreground 80%; text-style: bold; }
    Outline > #switcher { display: none; height: 1; }
    Screen.-narrow Outline > OptionList { display: none; }
    Screen.-narrow Outline > #switcher { display: block; }
    """

    @dataclass
    class Chosen(Message):
        """A card is chosen.

        Attributes:
            card_id: which.
            enter: whether the person wants to go into it, and not only to see it.
        """

        card_id: str
        enter: bool = False

    class AddWanted(Message):
        """Something is to be added to the program."""

    class DeleteWanted(Message):
        """The card at hand is to be deleted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as in every widget
        super().__init__(id=id)
        self._cards: tuple[Card, ...] = ()
        self._order: tuple[Card, ...] = ()
        self._current = ""

    def compose(self) -> ComposeResult:
        yield Parts(markup=False)
        yield Switcher()

    def on_mount(self) -> None:
        self.border_title = "Program"

    def show(self, cards: Sequence[Card], current: Card | None) -> None:
        """Show the cards, one of them as the one at hand."""
        self._cards, self._current = tuple(cards), current.id if current else ""
        self._order = tuple(card for section in sections(cards) for card in section.cards)
        options = list(self._options())
        shown = self.query_one(OptionList)
        with self.prevent(OptionList.OptionHighlighted):
            if not _are_same(shown, options):
                shown.set_options(options)
            found = [at for at, option in enumerate(options) if option.id == self._current]
            shown.highlighted = found[0] if found else None
        self.query_one(Switcher).update(self._switcher(current))

    def show_as_wide(self) -> None:
        """Cut the titles anew, for the room that there is now."""
        if self._cards:
            found = (card for card in self._cards if card.id == self._current)
            self.show(self._cards, next(found, None))

    def _options(self) -> Iterator[Option]:
        width = max(self.query_one(OptionList).size.width - 1, 16)
        for section in sections(self._cards):
            yield Option(section.heading, disabled=True)
            for card in section.cards:
                mark = mark_of(card)
                here = "▸" if card.id == self._current else " "
                inside = "  " if card.outside else ""
                yield Option(_cut(f"{here}{mark} {inside}{card.title}", width), id=card.id)
        yield Option("", disabled=True)
        yield Option(_ADD_SAID, id=ADD)

    def _switcher(self, current: Card | None) -> str:
        if current is None:
            return f"◂ ▸  {len(self._order)} parts"
        place = self._order.index(current) + 1
        return f"◂ {mark_of(current)} {titled(current)} ▸  {place} of {len(self._order)}"

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell that a card is to be seen."""
        event.stop()
        if (
            event.option_id not in (None, ADD, self._current)
            and self.query_one(OptionList).has_focus
        ):
            self.post_message(self.Chosen(str(event.option_id)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell that a person goes into a card, or adds one."""
        event.stop()
        if event.option_id == ADD:
            self.post_message(self.AddWanted())
        elif event.option_id is not None:
            self.post_message(self.Chosen(event.option_id, enter=True))

    def action_delete(self) -> None:
        """Tell that the card at hand is to go."""
        if self._current:
            self.post_message(self.DeleteWanted())

    def take_focus(self) -> None:
        """Have the focus, in the shape that the window has room for."""
        shown = next(each for each in self.query("OptionList, Switcher") if each.display)
        shown.focus()

    def enter(self) -> None:
        """Go into the card at hand."""
        if self._current:
            self.post_message(self.Chosen(self._current, enter=True))

    def action_step(self, by: int) -> None:
        """Go to the card before or behind the one at hand, in the order of the outline."""
        ids = [card.id for card in self._order]
        if ids:
            at = ids.index(self._current) + by if self._current in ids else 0
            self.post_message(self.Chosen(ids[at % len(ids)]))


class Parts(OptionList):
    """The outline as a list: a click shows a part, two in a row go into it, as Enter does."""

    def on_resize(self) -> None:
        """Titles may be cut elsewhere now."""
        around = self.parent
        if isinstance(around, Outline):
            around.show_as_wide()

    def on_click(self, event: events.Click) -> None:
        """Only show what is clicked: it stays the list that has the focus."""
        clicked = event.style.meta.get("option")
        option = None if clicked is None else self.get_option_at_index(clicked)
        if option is not None and option.id not in (None, ADD) and event.chain == 1:
            event.prevent_default()
            self.highlighted = clicked


class Switcher(Static, can_focus=True):
    """The outline as one line."""

    SAID = "← → or a click leads to the part before or after, Enter goes into it."

    def __init__(self) -> None:
        super().__init__("", id="switcher", markup=False)

    def on_click(self, event: events.Click) -> None:
        """The left half leads back, the right half on."""
        around = self.parent
        if isinstance(around, Outline):
            around.action_step(-1 if event.x < self.size.width // 3 else 1)

    def key_enter(self) -> None:
        """Go into the card at hand."""
        around = self.parent
        if isinstance(around, Outline):
            around.enter()


def mark_of(card: Card) -> str:
    """The sign of a card's gravest problem; a blank where it has none."""
    found = {problem.severity for problem in card.problems}
    return next((sign for severity, sign in SIGNS.items() if severity in found), " ")


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _are_same(shown: OptionList, options: Sequence[Option]) -> bool:
    """Whether a list shows these options already."""
    present = [shown.get_option_at_index(at) for at in range(shown.option_count)]
    return [(each.id, str(each.prompt)) for each in present] == [
        (each.id, str(each.prompt)) for each in options
    ]
