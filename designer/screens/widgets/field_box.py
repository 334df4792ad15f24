"""The boxes of a form: one to type into, and one to choose from a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from designer.authoring.fields import Field

SECONDS_BEFORE_SET = 0.3
"""A value is set after a pause in the typing."""
_FRAME = 2
_LEAST = 3
_MOST = 60
_EDGES = "border: none; border-left: solid $foreground 50%; border-right: solid $foreground 50%;"
_FOCUSED = "border: none; border-left: heavy $accent; border-right: heavy $accent;"


@dataclass
class Wanted(Message):
    """A value is wanted in a field.

    Attributes:
        path: the field, as in `Field.path`.
        typed: what the box shows.
        card: whose box it is; its row says so.
    """

    path: str
    typed: str
    card: str = ""


class FieldBox(Input):
    """A value that is typed. What is typed is wanted after a pause, on Enter and on leaving.

    Attributes:
        gap: cells left free before it.
        path: the field that it shows.
        expected: what the program has, as far as the box knows.
    """

    HELP = "form"
    SAID = "Type a value, and the text follows. Tab: next box. ↑ ↓: lines. Esc: all parts."
    DEFAULT_CSS: ClassVar[str] = f"""
    FieldBox {{ height: 1; padding: 0; background: $panel; {_EDGES} }}
    FieldBox:focus {{ background: $panel; {_FOCUSED} }}
    FieldBox.-wrong {{ color: $text-error; text-style: underline; }}
    """

    def __init__(self, field: Field, gap: int) -> None:
        super().__init__(field.shown, select_on_focus=True)
        self.gap = gap
        self.path = field.path
        self.expected = field.shown
        self._is_asked = False
        self._soon: Timer | None = None
        self._fit()

    def show(self, field: Field) -> None:
        """Show what the program has, unless the box said so itself and is still being typed in."""
        self.path = field.path
        if field.shown == self.expected and (self.has_focus or self.has_class("-wrong")):
            return
        self.expected, self._is_asked = field.shown, False
        with self.prevent(Input.Changed):
            self.value = field.shown
        self.remove_class("-wrong")
        self._fit()

    def agree(self, shown: str) -> None:
        """Know that the program now has what was wanted."""
        self.expected, self._is_asked = shown, False
        self.remove_class("-wrong")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Wait for a pause."""
        event.stop()
        self._fit()
        if self.value == self.expected and self._soon is None and not self.has_class("-wrong"):
            return
        self._stop()
        self._soon = self.set_timer(SECONDS_BEFORE_SET, self._want)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Set the value at once."""
        event.stop()
        self._want()

    def on_blur(self, event: events.Blur) -> None:
        """Set the value, and show it as it is written."""
        self._want()
        if not self.has_class("-wrong") and self.value != self.expected:
            self.call_after_refresh(self._show_expected)

    def take_back(self) -> bool:
        """Show again what the program has; False if nothing waits here to be taken over."""
        if self._soon is None and not self.has_class("-wrong"):
            return False
        self._stop()
        with self.prevent(Input.Changed):
            self.value = self.expected
        self._fit()
        self.post_message(Wanted(self.path, self.value))
        return True

    def _show_expected(self) -> None:
        if not self.has_class("-wrong") and not self._is_asked:
            with self.prevent(Input.Changed):
                self.value = self.expected
            self._fit()

    def _want(self) -> None:
        if self._soon is not None:
            self._stop()
            self._is_asked = True
            self.post_message(Wanted(self.path, self.value))

    def _stop(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None

    def _fit(self) -> None:
        self.styles.width = min(max(cell_len(self.value) + 1, _LEAST), _MOST) + _FRAME


class FieldChoice(Static, can_focus=True):
    """A value that is chosen from a list.

    Attributes:
        gap: cells left free before it.
        path: the field that it shows.
    """

    HELP = "form"
    SAID = "Enter or Space shows what else can stand here. Tab: next box. Esc: all parts."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "Choose", id="form.choose"),
    ]
    DEFAULT_CSS: ClassVar[str] = f"""
    FieldChoice {{ height: 1; background: $panel; {_EDGES} }}
    FieldChoice:focus {{ {_FOCUSED} text-style: bold; }}
    """

    def __init__(self, field: Field, options: Sequence[str], gap: int) -> None:
        super().__init__(markup=False)
        self.gap = gap
        self.show(field, options)

    def show(self, field: Field, options: Sequence[str]) -> None:
        """Show what the program has, and keep what else could stand there."""
        self.path = field.path
        self._present = field.shown
        self._options = tuple(options)
        self.update(f"{field.shown} ▾")
        self.styles.width = cell_len(field.shown) + 2 + _FRAME

    def on_click(self, event: events.Click) -> None:
        """Show the list."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Show the list below the box."""
        if not self.query(ChoiceList):
            self.mount(ChoiceList(self._options, self._present))

    def on_choice_list_chosen(self, event: "ChoiceList.Chosen") -> None:
        """Want what was chosen."""
        event.stop()
        self.focus()
        if event.option != self._present:
            self.post_message(Wanted(self.path, event.option))


class ChoiceList(OptionList):
    """What can be chosen, over the rest of the screen. A letter goes to the next that starts so."""

    SAID = "↑ ↓ and Enter choose, a letter goes to what starts with it, Esc leaves."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "As it was", show=False, id="form.leave_choice"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    ChoiceList {
        overlay: screen; constrain: inside inflect; offset: 0 1;
        height: auto; max-height: 14; border: round $accent; background: $surface; padding: 0;
    }
    ChoiceList:focus { border: round $accent; }
    """

    @dataclass
    class Chosen(Message):
        """One of the options, by its words."""

        option: str

    def __init__(self, options: Sequence[str], present: str) -> None:
        super().__init__(*options, markup=False)
        self._texts = tuple(options)
        self._present = present
        self.styles.width = max(cell_len(option) for option in options) + 6

    def on_mount(self) -> None:
        self.highlighted = self._texts.index(self._present) if self._present in self._texts else 0
        self.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell, and go."""
        event.stop()
        self.post_message(self.Chosen(self._texts[event.option_index]))
        self.remove()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters and digits lead to options, and to nothing else."""
        return character is not None and character.isalnum()

    def on_key(self, event: events.Key) -> None:
        """Go to the next option that starts with the letter."""
        letter = (event.character or "").lower()
        if not letter.isalnum():
            return
        event.stop()
        start = (self.highlighted or 0) + 1
        turned = [*range(start, len(self._texts)), *range(start)]
        found = [at for at in turned if self._texts[at].lower().startswith(letter)]
        if found:
            self.highlighted = found[0]

    def on_blur(self, event: events.Blur) -> None:
        """Go when the person goes elsewhere."""
        self.remove()

    def action_leave(self) -> None:
        """Leave everything as it was."""
        around = self.parent
        self.remove()
        if isinstance(around, Widget):
            around.focus()
