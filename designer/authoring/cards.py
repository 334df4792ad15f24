"""A program as cards, one for each block, with a row for each of its lines.

The cards come from the lines as they were read, and nothing is left out: a line that could not be
read is a row as well, or a card of its own where it stands in no block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from designer.authoring.draft import Checked
from dsl.diagnostics.diagnostic import Diagnostic
from dsl.source.span import Span
from dsl.syntax.scanner import Line
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.trial import bodies, walk

_AT_THE_START = (0,)
_TITLES = {"version": "Version"}
_HEADER = 0
_LONGEST_TITLE = 40


@dataclass(frozen=True)
class Row:
    """One line of a program.

    Attributes:
        number: its line in the text, from 1.
        depth: 0 for the header of its card, 1 for the card's lines, 2 for lines below those.
        text: its words as they are written, without the blanks before and the comment behind.
        start: the offset of its first word.
        words: its words.
        states: how far the text above it was read, as the grammar's tables know it.
        comment: the comment behind it, with its sign, or nothing.
        notes: the comments that stand alone directly above it.
        is_unread: whether it could not be read as it is written.
        has_lines: whether lines of its own follow it in the same card.
        problems: what checking says of it.
    """

    number: int
    depth: int
    text: str
    start: int
    words: tuple[Leaf, ...]
    states: tuple[int, ...]
    comment: str = ""
    notes: tuple[str, ...] = ()
    is_unread: bool = False
    has_lines: bool = False
    problems: tuple[Diagnostic, ...] = ()

    @property
    def span(self) -> Span:
        """From its first to its last word."""
        return Span(self.start, self.start + len(self.text))


@dataclass(frozen=True)
class Card:
    """One block of a program.

    Attributes:
        id: what it is found by again after an edit: its kind and its place among those of its kind.
        kind: the first word of its header; `version` for the first line of a text, `unread` for a
            line in no block that could not be read.
        name: as its header says it, or nothing.
        title: what a list shows.
        rows: its header and its lines; blocks inside it are cards of their own.
        outside: the card that it stands in, by its id, or nothing.
    """

    id: str
    kind: str
    name: str
    title: str
    rows: tuple[Row, ...]
    outside: str = ""

    @property
    def header(self) -> Row:
        """Its first line."""
        return self.rows[_HEADER]

    @property
    def span(self) -> Span:
        """From its first to its last word, without blocks inside it that follow."""
        return Span(self.rows[0].span.start, self.rows[-1].span.end)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What checking says of its lines."""
        return tuple(problem for row in self.rows for problem in row.problems)

    def row_on(self, line: int) -> Row | None:
        """Its row on a line of the text."""
        return next((row for row in self.rows if row.number == line), None)


def cards_of(checked: Checked) -> tuple[Card, ...]:
    """The cards of a text in its order; a block inside another one follows it."""
    return _Dealer(checked).deal()


def card_with(cards: Sequence[Card], card_id: str) -> Card | None:
    """The card of an id, if there is one."""
    return next((card for card in cards if card.id == card_id), None)


def card_on(cards: Sequence[Card], line: int) -> Card | None:
    """The card of a line of the text; between two cards the one above."""
    found: Card | None = None
    for card in cards:
        for row in card.rows:
            if row.number <= line and (found is None or row.number >= found.rows[0].number):
                found = card
    return found


@dataclass
class _Open:
    """A line that deeper lines below it belong to."""

    depth: int
    card: "_Dealt"
    row: Row

    def states(self) -> tuple[int, ...]:
        """How far the text was read where a line below it begins."""
        if self.row.depth == _HEADER:
            return bodies().get(self.card.kind, _AT_THE_START)
        return tuple(walk(self.row.states, [*self.row.words, NL, INDENT])[1])


@dataclass
class _Dealt:
    """A card that is being made."""

    id: str
    kind: str
    outside: str
    rows: list[Row] = field(default_factory=list)

    def card(self) -> Card:
        header = self.rows[0]
        name = next((word.text for word in header.words if word.kind == "NAME"), "")
        name = name[1:-1] if self.kind != "unread" else ""
        title = name or _TITLES.get(self.kind) or header.text[:_LONGEST_TITLE]
        return Card(self.id, self.kind, name, title, tuple(self.rows), self.outside)


class _Dealer:
    """Goes through the lines of a text and gives each to its card."""

    def __init__(self, checked: Checked) -> None:
        self._reading = checked.compiled.reading
        self._document = checked.document
        self._kinds = dict(self._headers(self._reading.tree))
        self._problems = self._problems_by_line(checked)
        self._counts: dict[str, int] = {}
        self._open: list[_Open] = []
        self._dealt: list[_Dealt] = []

    def deal(self) -> tuple[Card, ...]:
        notes: list[str] = []
        for line, depth in zip(self._reading.lines, self._reading.depths, strict=True):
            if line.words:
                self._give(line, depth, tuple(notes))
            if line.comment and not line.words:
                notes.append(line.comment.text)
            else:
                notes = []
        return tuple(dealt.card() for dealt in self._dealt)

    def _headers(self, outside: Node) -> Iterator[tuple[int, str]]:
        """The lines on which blocks start, with their kinds."""
        for node in outside.nodes():
            if node.kind.endswith("_block"):
                yield self._document.line_of(node.start), node.kind.removesuffix("_block")
                yield from self._headers(node)
            elif node.kind == "version":
                yield self._document.line_of(node.start), "version"

    def _problems_by_line(self, checked: Checked) -> dict[int, list[Diagnostic]]:
        """The problems, each by the line with words at or above it."""
        written = {line.number for line in self._reading.lines if line.words}
        first = min(written, default=0)
        found: dict[int, list[Diagnostic]] = {}
        for problem in checked.compiled.diagnostics:
            number = self._document.line_of(problem.label.span.start)
            while number not in written and number > first:
                number -= 1
            found.setdefault(max(number, first), []).append(problem)
        return found

    def _give(self, line: Line, depth: int, notes: tuple[str, ...]) -> None:
        while self._open and self._open[-1].depth >= depth:
            self._open.pop()
        above = self._open[-1] if self._open else None
        kind = self._kinds.get(line.number)
        states = above.states() if above else _AT_THE_START
        if kind is None and above is not None:
            row = self._row(line, above.row.depth + 1, states, notes)
            self._add_below(above.card, row)
            self._open.append(_Open(depth, above.card, row))
            return
        kind = kind or "unread"
        outside = above.card.id if above else ""
        dealt = _Dealt(self._id(outside, kind), kind, outside)
        row = self._row(line, _HEADER, states, notes)
        dealt.rows.append(row)
        self._dealt.append(dealt)
        self._open.append(_Open(depth, dealt, row))

    def _add_below(self, dealt: _Dealt, row: Row) -> None:
        above = dealt.rows[-1]
        if row.depth > above.depth > _HEADER:
            dealt.rows[-1] = replace(above, has_lines=True)
        dealt.rows.append(row)

    def _id(self, outside: str, kind: str) -> str:
        stem = f"{outside}-{kind}" if outside else kind
        self._counts[stem] = self._counts.get(stem, 0) + 1
        return f"{stem}-{self._counts[stem]}"

    def _row(self, line: Line, depth: int, states: tuple[int, ...], notes: tuple[str, ...]) -> Row:
        start = line.words[0].start
        return Row(
            number=line.number,
            depth=depth,
            text=self._document.text[start : line.end],
            start=start,
            words=tuple(line.words),
            states=states,
            comment=line.comment.text if line.comment else "",
            notes=notes,
            is_unread=line.number in self._reading.unread,
            problems=tuple(self._problems.get(line.number, ())),
        )
