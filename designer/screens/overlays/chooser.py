"""A list to choose from, narrowed by typing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

WIDTH = 66
_KEYS = "↑↓ choose   ⏎ take it   [@click=screen.dismiss(None)]Esc back[/]"


@dataclass(frozen=True)
class Choice:
    """A line of the list.

    Attributes:
        id: what choosing it gives.
        words: what is read and searched.
        beside: a few words at the right: a key, a kind, a day.
    """

    id: str
    words: str
    beside: str = ""


class Chooser(ModalScreen[str | None]):
    """Ends with the id of what was chosen; None where nothing was.

    Attributes:
        about: what there is to know before one chooses, above the list; "" for nothing.
    """

    about = ""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    def __init__(self, heading: str, choices: Sequence[Choice], empty: str = "") -> None:
        super().__init__()
        self._heading = heading
        self._choices = choices
        self._empty = empty

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog chooser"):
            if self.about:
                yield Static(self.about, classes="heading", markup=False)
            yield Input(placeholder="Type a part of the name", id="wanted")
            yield OptionList(id="found")
            yield Static(_KEYS, classes="keys")

    def on_mount(self) -> None:
        self.query_one(".dialog").border_title = self._heading
        self._show("")

    @on(Input.Changed, "#wanted")
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    def _show(self, wanted: str) -> None:
        listed = self.query_one("#found", OptionList)
        listed.clear_options()
        found = matching(self._choices, wanted)
        listed.add_options([Option(_line(each), each.id) for each in found])
        if found:
            listed.highlighted = 0
        else:
            nothing = self._empty if not self._choices else "Nothing has this in its name."
            listed.add_option(Option(nothing, disabled=True))

    def on_key(self, event: events.Key) -> None:
        """Up and down move in the list while the name is typed."""
        moves = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up"} | {
            "pagedown": "page_down"
        }
        if event.key in moves and isinstance(self.focused, Input):
            event.stop()
            event.prevent_default()
            getattr(self.query_one("#found", OptionList), f"action_{moves[event.key]}")()

    @on(Input.Submitted, "#wanted")
    def _take(self) -> None:
        self.query_one("#found", OptionList).action_select()

    @on(OptionList.OptionSelected, "#found")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)


class Question(Chooser):
    """A few answers, all of them in sight: there is nothing to narrow."""

    def __init__(self, heading: str, choices: Sequence[Choice], about: str = "") -> None:
        super().__init__(heading, choices)
        self.about = about

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog question"):
            if self.about:
                yield Static(self.about, classes="heading", markup=False)
            yield OptionList(id="found")
            yield Static(_KEYS, classes="keys")


def matching(choices: Sequence[Choice], wanted: str) -> list[Choice]:
    """The choices with every word that was typed; those that begin with them come first."""
    words = wanted.lower().split()
    found = [each for each in choices if all(word in each.words.lower() for word in words)]
    if not words:
        return found
    return sorted(found, key=lambda each: not each.words.lower().startswith(words[0]))


def _line(choice: Choice) -> Content:
    room = max(2, WIDTH - 8 - len(choice.words) - len(choice.beside))
    return Content.from_markup(
        "$words$gap[$text-muted]$beside[/]",
        words=choice.words,
        gap=" " * room,
        beside=choice.beside,
    )
