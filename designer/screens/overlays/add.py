"""Adding to the program: what should it do, or which line; each choice comes as an example."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from designer.authoring.adding import LineToAdd, add_block, blocks_to_add, lines_to_add
from designer.authoring.cards import Card, Row
from designer.authoring.draft import Checked
from designer.authoring.line_endings import longer_lines
from designer.authoring.patches import Patch
from designer.authoring.sections import titled


class AddScreen(ModalScreen[Patch | None]):
    """A list of what can be added, found by typing, with what the chosen one does below it."""

    HELP = "add"
    SAID = "Type a word to find something. ↑ ↓ choose, Enter adds it, Esc leaves."
    TITLE_WORDS: ClassVar[str] = "What should it do?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="add.leave"),
        Binding("down", "step(1)", "Next", show=False, priority=True, id="add.next"),
        Binding("up", "step(-1)", "Before", show=False, priority=True, id="add.before"),
    ]
    DEFAULT_CSS: ClassVar[str] = """
    AddScreen .dialog { width: 84; height: 26; padding: 0 1; }
    AddScreen Input { border: none; border-left: heavy $accent; height: 1; padding: 0; }
    AddScreen Input:focus { border: none; border-left: heavy $accent; }
    AddScreen OptionList { height: 1fr; margin: 1 0; border: none; background: transparent; }
    AddScreen OptionList:focus { border: none; }
    AddScreen .option-list--option-disabled { color: $foreground 80%; text-style: bold; }
    AddScreen #example { height: auto; min-height: 4; max-height: 9; color: $foreground 80%; }
    """

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = self.TITLE_WORDS
            yield Input(placeholder="Type a word to find something")
            yield OptionList(markup=False)
            yield Static("", id="example", markup=False)
            yield Static("↑↓ choose   ⏎ add it   [@click=screen.leave]Esc leave[/]", classes="keys")

    def show_options(self, options: Sequence[Option]) -> None:
        """Show options, the first that can be chosen as the one at hand."""
        shown = self.query_one(OptionList)
        at_hand = shown.highlighted_option.id if shown.highlighted_option else None
        shown.set_options(options)
        ids = [option.id for option in options]
        usable = [at for at, option in enumerate(options) if not option.disabled]
        same = [at for at in usable if ids[at] == at_hand]
        shown.highlighted = next(iter([*same, *usable]), None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find what has all the words."""
        self.find(event.value.lower().split())

    def find(self, words: Sequence[str]) -> None:
        """Show what has all the words."""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Add what is at hand."""
        option = self.query_one(OptionList).highlighted_option
        if option is not None and option.id is not None:
            self.add(option.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Add what was clicked."""
        if event.option_id is not None:
            self.add(event.option_id)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say what it does."""
        if event.option_id is not None:
            self.query_one("#example", Static).update(self.example(event.option_id))

    def add(self, option_id: str) -> None:
        """Leave with the change that adds a choice."""

    def example(self, option_id: str) -> str:
        """What is shown of a choice below the list."""
        return option_id

    def action_step(self, by: int) -> None:
        """Go up or down in the list while a word is typed."""
        shown = self.query_one(OptionList)
        if by > 0:
            shown.action_cursor_down()
        else:
            shown.action_cursor_up()

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


class AddBlockScreen(AddScreen):
    """What the program should do besides."""

    def __init__(self, checked: Checked) -> None:
        super().__init__()
        self._checked = checked

    def on_mount(self) -> None:
        self.find(())

    def find(self, words: Sequence[str]) -> None:
        self.show_options(
            [
                Option(choice.title, id=str(at))
                for at, choice in enumerate(blocks_to_add())
                if all(word in f"{choice.title} {choice.meaning}".lower() for word in words)
            ]
        )

    def example(self, option_id: str) -> str:
        return blocks_to_add()[int(option_id)].meaning

    def add(self, option_id: str) -> None:
        self.dismiss(add_block(self._checked, blocks_to_add()[int(option_id)]))


class AddLineScreen(AddScreen):
    """A line for one card, or more on a line of it; what does not go with the rest comes last."""

    TITLE_WORDS = "Which line?"

    def __init__(self, checked: Checked, card: Card, row: Row | None = None) -> None:
        super().__init__()
        self._checked, self._card, self._row = checked, card, row
        self._found: list[LineToAdd] = []
        self._words: tuple[str, ...] = ()

    def on_mount(self) -> None:
        asked = "What more should it say?" if self._row else self.TITLE_WORDS
        self.query_one(".dialog").border_title = Content(f"{asked}  {titled(self._card)}")
        self.run_worker(self._try_lines, thread=True, exit_on_error=False)

    def _try_lines(self) -> None:
        """Try each line; takes a moment in a long program, so what was found is shown meanwhile."""
        row = self._row
        offered = longer_lines(self._checked, self._card, row) if row else None
        for line in offered or lines_to_add(self._checked, self._card):
            if not self.is_running:
                return
            self._found.append(line)
            if len(self._found) % 12 == 0:
                self.app.call_from_thread(self.find, self._words)
        self.app.call_from_thread(self.find, self._words)

    def find(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        found = [(at, line) for at, line in enumerate(self._found) if _has(line, words)]
        fitting = [Option(_line_of(line), id=str(at)) for at, line in found if not line.problem]
        others = [Option(_line_of(line), id=str(at)) for at, line in found if line.problem]
        if others:
            others.insert(0, Option("Not as it stands now", disabled=True))
        self.show_options([*fitting, *others])

    def example(self, option_id: str) -> str:
        line = self._found[int(option_id)]
        why = f"\n! {line.problem}" if line.problem else ""
        return f"{line.clause.meaning}{why}"

    def add(self, option_id: str) -> None:
        self.dismiss(self._found[int(option_id)].patch)


def _line_of(line: LineToAdd) -> str:
    """The example that would be added, on one line."""
    return " / ".join(line.lines)


def _has(line: LineToAdd, words: Sequence[str]) -> bool:
    said = f"{line.clause.words} {line.clause.meaning} {_line_of(line)}".lower()
    return all(word in said for word in words)
