"""One line of a card: its sentence with its boxes, and below it what is wrong with it."""

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from designer.authoring.cards import Row
from designer.authoring.field_values import Unfit
from designer.authoring.fields import Field, FieldKind, Piece
from designer.screens.widgets.field_box import FieldBox, FieldChoice
from designer.screens.widgets.flow import Sentence, Word
from dsl.diagnostics.diagnostic import Diagnostic, Fix

_SIGNS = {"error": "✗", "warning": "!", "note": "i"}
Choices = Callable[[Field], tuple[str, ...]]


class LineMenu(Word, can_focus=True):
    """Opens what can be done with a line."""

    HELP = "form"
    SAID = "Enter or ^L: move this line, delete it, add another one."

    class Opened(Message):
        """The menu of the line is asked for."""

    def __init__(self) -> None:
        super().__init__("⋮", classes="menu")

    def on_click(self, event: events.Click) -> None:
        """Ask for the menu."""
        event.stop()
        self.post_message(self.Opened())

    def key_enter(self) -> None:
        """Ask for the menu."""
        self.post_message(self.Opened())


class UseFix(Button):
    """Offers to make the change that mends a problem."""

    HELP = "form"
    SAID = "Enter makes this change. ^Z takes it back."

    def __init__(self, fix: Fix) -> None:
        title = fix.title[:1].upper() + fix.title[1:]
        super().__init__(f"{title}", compact=True, classes="fix")
        self.fix = fix


class FormRow(Vertical):
    """A line of a card.

    Attributes:
        row: the line that is shown.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormRow { height: auto; }
    FormRow .notes { color: $foreground 60%; }
    FormRow .comment { color: $foreground 60%; }
    FormRow .menu { color: $foreground 60%; }
    FormRow .menu:focus { text-style: reverse; }
    FormRow .problem { padding-left: 2; }
    FormRow .problem.error { color: $text-error; }
    FormRow .problem.warning { color: $text-warning; }
    FormRow .fix { margin-left: 4; width: auto; }
    """

    def __init__(self, row: Row, pieces: Sequence[Piece], choices: Choices) -> None:
        super().__init__()
        self.row = row
        self._pieces = tuple(pieces)
        self._choices = choices
        self._told: tuple[Diagnostic, ...] = ()

    def compose(self) -> ComposeResult:
        self.styles.padding = (0, 0, 0, 2 * self.row.depth)
        notes = "\n".join(self.row.notes)
        if notes:
            yield Static(notes, markup=False, classes="notes")
        yield Sentence(*self._boxes())
        yield Vertical(*self._problems(), classes="problems")

    def on_mount(self) -> None:
        self._told = self.row.problems
        self.query_one(".problems").styles.height = "auto"

    def shows(self, row: Row, pieces: Sequence[Piece], choices: Choices) -> bool:
        """Show another state of the line; False where it has another shape, and nothing changed."""
        if self._shape(row, pieces, choices) != self._shape(self.row, self._pieces, self._choices):
            return False
        self.row, self._pieces, self._choices = row, tuple(pieces), choices
        fields = [piece for piece in pieces if isinstance(piece, Field)]
        boxes = self._field_boxes()
        shown = [field for field in fields if _is_box(field, choices)]
        for box, field in zip(boxes, shown, strict=True):
            if isinstance(box, FieldChoice):
                box.show(field, choices(field))
            else:
                box.show(field)
        if self._told != row.problems:
            self._told = row.problems
            self._show_problems(self._problems())
        return True

    def refuse(self, path: str, refused: Unfit) -> None:
        """Say below the line why a value cannot stand in its box."""
        for box in self._field_boxes():
            if box.path == path:
                box.add_class("-wrong")
        words = Static(f"✗ {refused.sentence}", markup=False, classes="problem error refused")
        self._show_problems([words])

    def accept(self, path: str, shown: str) -> None:
        """Know that a box's value now stands in the program."""
        for box in self._field_boxes():
            if box.path == path and isinstance(box, FieldBox):
                box.agree(shown)
        if self.query(".refused"):
            self._show_problems(self._problems())

    def first_box(self) -> Widget:
        """What the arrow keys go to in this line."""
        return next(iter(self._field_boxes()), self.query_one(LineMenu))

    def _field_boxes(self) -> list[FieldBox | FieldChoice]:
        found = self.query_one(Sentence).children
        return [each for each in found if isinstance(each, FieldBox | FieldChoice)]

    def _shape(self, row: Row, pieces: Sequence[Piece], choices: Choices) -> tuple[object, ...]:
        """What the widgets of a line depend on."""
        shape: list[object] = [row.notes, row.comment, row.depth]
        for piece in pieces:
            if isinstance(piece, Field) and _is_box(piece, choices):
                shape.append(bool(choices(piece)))
            else:
                shape.append(piece if isinstance(piece, str) else piece.text)
        return tuple(shape)

    def _boxes(self) -> Iterator[Widget]:
        gap = 0
        has_box = False
        for piece in self._pieces:
            if isinstance(piece, str):
                for word in piece.split():
                    yield Word(word, 0 if word.startswith(",") else gap or 0)
                    gap = 1
                gap = 1 if piece.endswith(" ") else 0
            elif not _is_box(piece, self._choices):
                yield Word(piece.text, gap)
                gap = 1
            else:
                has_box = True
                options = self._choices(piece)
                yield FieldChoice(piece, options, gap) if options else FieldBox(piece, gap)
                gap = 1
        if self.row.comment:
            for word in self.row.comment.split():
                yield Word(word, classes="comment")
        menu = LineMenu()
        menu.can_focus = not has_box
        yield menu

    def _problems(self) -> Iterator[Widget]:
        for problem in self.row.problems:
            words = f"{_SIGNS[problem.severity]} {problem.title}"
            yield Static(words, markup=False, classes=f"problem {problem.severity}")
            if problem.fix and problem.fix.edits:
                yield UseFix(problem.fix)

    def _show_problems(self, widgets: Iterator[Widget] | list[Widget]) -> None:
        around = self.query_one(".problems")
        around.remove_children()
        around.mount(*widgets)


def _is_box(field: Field, choices: Choices) -> bool:
    """Whether there is anything to change: a unit with no other is a word."""
    is_open = field.kind not in (FieldKind.WORD, FieldKind.WORDING, FieldKind.NAME)
    return is_open or len(choices(field)) != 1
