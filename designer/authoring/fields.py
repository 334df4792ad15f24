"""A row as the sentence it is: its fixed words, and a field for each value in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from designer.authoring.cards import Row
from designer.authoring.wordings import FIXED, Place, Wording, kinds_of, wordings
from dsl.source.span import Span
from dsl.syntax.trial import fits


class FieldKind(StrEnum):
    """What a field holds."""

    NUMBER = "NUMBER"
    PERCENT = "PERCENT"
    DATE = "DATE"
    DAY = "DAY"
    TIME = "TIME"
    ORDINAL = "ORDINAL"
    WEEKDAY = "WEEKDAY"
    ZONE = "ZONE"
    NAME = "NAME"
    WORD = "WORD"
    WORDING = "WORDING"
    """Words of the language for which there are others."""
    LINE = "LINE"
    """A whole line that could not be read."""


@dataclass(frozen=True)
class Field:
    """A value in a line.

    Attributes:
        path: where it is found again in its card: the place of its row and its place in the row.
        kind: what it holds; a date, and a day of a year, is one value.
        text: as it is written, a name with its quotes.
        span: where it is written.
        wordings: for a WORDING, all that may be said there.
    """

    path: str
    kind: FieldKind
    text: str
    span: Span
    wordings: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What a box shows: names without their quotes."""
        return self.text[1:-1] if self.kind is FieldKind.NAME else self.text


Piece = str | Field
"""Words that stay as they are, or a value."""

_DATE = ("NUMBER", "MONTH", "NUMBER")
_SINGLE = {kind.value: kind for kind in FieldKind}


def sentence(kind: str, row: Row, place: int) -> tuple[Piece, ...]:
    """A row in pieces; joined together they are its text.

    The version of the language is no field: with another one nothing of the text can be read.

    Args:
        kind: the kind of the row's card.
        place: the row's place in its card.
    """
    if kind == "version":
        return (row.text,)
    if row.is_unread or not _is_read(row):
        field = Field(f"{place}.0", FieldKind.LINE, row.text, row.span)
        return (field,)
    pieces: list[Piece] = []
    position = row.span.start
    for number, (field_kind, span, options) in enumerate(_found(kind, row)):
        if span.start > position:
            pieces.append(_cut(row, position, span.start))
        text = _cut(row, *span)
        pieces.append(Field(f"{place}.{number}", field_kind, text, span, options))
        position = span.end
    if position < row.span.end:
        pieces.append(_cut(row, position, row.span.end))
    return tuple(pieces)


def fields_of(kind: str, row: Row, place: int) -> tuple[Field, ...]:
    """The fields of a row."""
    return tuple(piece for piece in sentence(kind, row, place) if isinstance(piece, Field))


def place_of(kind: str, row: Row) -> Place:
    """Where the line of a row stands."""
    return Place(kind, row.states, row.has_lines, is_header=row.depth == 0)


def _cut(row: Row, start: int, end: int) -> str:
    return row.text[start - row.start : end - row.start]


def _is_read(row: Row) -> bool:
    """Whether the words fit as they are written: not with other capitals, say."""
    return fits(row.states, row.words)


def _found(kind: str, row: Row) -> Iterator[tuple[FieldKind, Span, tuple[str, ...]]]:
    """The values of a row with their places, in the order of the text."""
    words = row.words
    kinds = kinds_of(row.states, words)
    others = {wording.first: wording for wording in wordings(place_of(kind, row), words)}
    at = 0
    while at < len(words):
        wording = others.get(at)
        end, found = _value_at(at, kinds, wording)
        if found is not None:
            span = Span(words[at].start, words[end - 1].end)
            yield found, span, wording.options if wording else ()
        at = end


def _value_at(
    at: int, kinds: Sequence[str], wording: Wording | None
) -> tuple[int, FieldKind | None]:
    """Where the value ends that starts with a word, and its kind; FIXED words are no value."""
    if wording is not None:
        return wording.end, FieldKind.WORDING
    if kinds[at] == FIXED:
        return at + 1, None
    if tuple(kinds[at : at + 3]) == _DATE:
        return at + 3, FieldKind.DATE
    if tuple(kinds[at : at + 2]) == _DATE[:2]:
        return at + 2, FieldKind.DAY
    return at + 1, _SINGLE.get(kinds[at], FieldKind.WORD)
