"""One line of a card: its sentence with its boxes, and below it what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from designer.authoring.cards import Card, Row
from designer.authoring.choices import choices
from designer.authoring.draft import Checked
from designer.authoring.field_values import Unfit
from designer.authoring.fields import Field, Piece, sentence
from designer.authoring.marks import SIGNS
from designer.screens.widgets.field_box import FieldBox, FieldChoice, Wanted
from designer.screens.widgets.flow import Sentence, Word
from designer.screens.widgets.form_buttons import UseFix
from dsl.diagnostics.diagnostic import Diagnostic

_LONGEST_RUN = 20


class Part(NamedTuple):
    """A piece of a line, with what may be chosen for it if it is a field."""

    piece: Piece
    options: tuple[str, ...] = ()

    @property
    def field(self) -> Field | None:
        """The field that has a box; a unit, say, for which there is no other is a word."""
        piece = self.piece
        if isinstance(piece, str):
            return None
        return None if self.options == (piece.shown,) else piece

    @property
    def text(self) -> str:
        """As it is written."""
        return self.piece if isinstance(self.piece, str) else self.piece.text


def parts_of(checked: Checked, card: Card, row: Row, at: int) -> tuple[Part, ...]:
    """A line in pieces, with what may be chosen."""
    return tuple(
        Part(piece, choices(checked, piece) if isinstance(piece, Field) else ())
        for piece in sentence(card.kind, row, at)
    )


class LineMenu(Word, can_focus=True):
    """Opens what can be done with a line."""

    HELP = "form"
    SAID = "Enter or ^L: move this line, delete it, add another one."

    @dataclass
    class Opened(Message):
        """The menu of the line is asked for."""

        menu: "LineMenu"

    def __init__(self) -> None:
        super().__init__("⋮", classes="menu")

    def on_click(self, event: events.Click) -> None:
        """Ask for the menu."""
        event.stop()
        self.post_message(self.Opened(self))

    def key_enter(self) -> None:
        """Ask for the menu."""
        self.post_message(self.Opened(self))


class FormRow(Vertical):
    """A line of a card.

    Attributes:
        card: the card whose line it is, by its id.
        row: the line that is shown.
    """

    DEFAULT_CSS: ClassVar[str] = """
    FormRow { height: auto; }
    FormRow .notes { color: $foreground 80%; }
    FormRow .comment { color: $foreground 80%; }
    FormRow .menu { color: $foreground 80%; }
    FormRow .menu:focus { text-style: reverse; }
    FormRow .problem { padding-left: 2; }
    FormRow .problem.error { color: $text-error; }
    FormRow .problem.warning { color: $text-warning; }
    FormRow .fix { margin-left: 4; width: auto; }
    """

    def __init__(self, card: str, row: Row, parts: Sequence[Part]) -> None:
        super().__init__()
        self.card = card
        self.row = row
        self._parts = tuple(parts)
        self._told: tuple[Diagnostic, ...] = ()
        self._refused_in = -1

    def compose(self) -> ComposeResult:
        self.styles.padding = (0, 0, 0, 2 * self.row.depth)
        for paragraph in _paragraphs(self.row.notes):
            yield Static(paragraph, markup=False, classes="notes")
        yield Sentence(*self._boxes())
        self._told = self.row.problems
        yield from self._problems()

    def on_wanted(self, event: Wanted) -> None:
        """Say whose value it is: by the time that it is set, another card may be shown."""
        event.card = self.card

    def shows(self, row: Row, parts: Sequence[Part]) -> bool:
        """Show another state of the line; False where it has another shape, and nothing changed."""
        if _shape(row, parts) != _shape(self.row, self._parts):
            return False
        was, self.row, self._parts = self._parts, row, tuple(parts)
        shown = [part for part in parts if part.field]
        if was != self._parts:
            for box, part in zip(self._field_boxes(), shown, strict=True):
                assert part.field is not None
                if isinstance(box, FieldChoice):
                    box.show(part.field, part.options)
                else:
                    box.show(part.field)
        is_wrong = any(box.has_class("-wrong") for box in self._field_boxes())
        if self._told != row.problems or (self.query(".refused") and not is_wrong):
            self._told = row.problems
            self._show_problems(self._problems())
        return True

    def refuse(self, path: str, refused: Unfit, revision: int) -> None:
        """Say below the line why a value cannot stand in its box, in the text of a revision."""
        self._refused_in = revision
        for box in self._field_boxes():
            if box.path == path:
                box.add_class("-wrong")
        words = Static(f"✗ {refused.sentence}", markup=False, classes="problem error refused")
        self._show_problems([words])

    def take_back(self, revision: int) -> bool:
        """Show again what the program has where a box's value was refused.

        False if none was, or something was done since: the revision is another one then.
        """
        wrong = [box for box in self.query(FieldBox) if box.has_class("-wrong")]
        return revision == self._refused_in and any(box.take_back() for box in wrong)

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

    def _boxes(self) -> Iterator[Widget]:
        gap = 0
        for part in self._parts:
            if part.field is not None:
                yield _box(part.field, part.options, gap)
                gap = 1
                continue
            for words in _runs(part.text.split()):
                yield Word(words, 0 if words.startswith(",") else gap)
                gap = 1
            gap = int(part.text.endswith(" ") or not isinstance(part.piece, str))
        for words in _runs(self.row.comment.split()):
            yield Word(words, classes="comment")
        menu = LineMenu()
        menu.can_focus = not any(part.field for part in self._parts)
        yield menu

    def _problems(self) -> Iterator[Widget]:
        for problem in self.row.problems:
            words = f"{SIGNS[problem.severity]} {problem.title}"
            yield Static(words, markup=False, classes=f"problem {problem.severity}")
            if problem.fix and problem.fix.edits:
                yield UseFix(problem.fix)

    def _show_problems(self, widgets: Iterator[Widget] | list[Widget]) -> None:
        self.query(".problem, .fix").remove()
        self.mount(*widgets)


def _runs(words: Sequence[str]) -> Iterator[str]:
    """Words in short runs, which break between lines only as a whole: fewer widgets to make."""
    run = ""
    for word in words:
        if run and len(run) + len(word) >= _LONGEST_RUN:
            yield run
            run = ""
        run = f"{run} {word}".strip()
    if run:
        yield run


def _paragraphs(notes: Sequence[str]) -> Iterator[str]:
    """Comments as they are read: lines that follow each other in one paragraph."""
    words: list[str] = []
    for note in (*notes, "#"):
        if note.strip("# "):
            words.append(note.lstrip("# "))
        elif words:
            yield f"# {' '.join(words)}"
            words = []


def _box(field: Field, options: Sequence[str], gap: int) -> FieldBox | FieldChoice:
    return FieldChoice(field, options, gap) if options else FieldBox(field, gap)


def _shape(row: Row, parts: Sequence[Part]) -> tuple[object, ...]:
    """What the widgets of a line depend on."""
    boxes = (bool(part.options) if part.field else part.text for part in parts)
    return (row.notes, row.comment, row.depth, *boxes)
