"""Changes of a program by its cards: a value set, a line or block moved, deleted, paused.

Each gives the whole new text, in which nothing else has changed by a single letter. Comments that
stand directly above a line or block belong to it: they move and go with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from designer.authoring.cards import Card, Row, card_with, cards_of
from designer.authoring.draft import Checked
from designer.authoring.field_values import Unfit, written
from designer.authoring.fields import Field, FieldKind, fields_of
from designer.authoring.names_in_text import name_at, refused_name, renaming
from dsl.diagnostics.diagnostic import Edit
from dsl.diagnostics.edits import apply_edits
from dsl.syntax.layout import STEP
from dsl.syntax.scanner import scan
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.trial import bodies, fits

PAUSED = "paused"

Stretch = tuple[int, int]
"""Lines of a text, from the first (counted from 0) to the one after the last."""


@dataclass(frozen=True)
class Patch:
    """A new text.

    Attributes:
        text: the whole of it.
        why: what changed, for the person who may take it back.
        card: the card to show after it, by its id; nothing where it stays.
        shown: what a box shows of a value that was set.
    """

    text: str
    why: str
    card: str = ""
    shown: str = ""


# ---------------------------------------------------------------- values


def field_at(checked: Checked, card_id: str, path: str) -> tuple[Row, Field] | None:
    """The field of a path in a card, with its row; None where the text has no such field."""
    card = card_with(cards_of(checked), card_id)
    at = int(path.split(".")[0])
    if card is None or at >= len(card.rows):
        return None
    row = card.rows[at]
    fields = fields_of(card.kind, row, at)
    return next(((row, each) for each in fields if each.path == path), None)


def set_field(checked: Checked, row: Row, field: Field, typed: str) -> Patch | Unfit:
    """Put a value in the place of another one; a thing with a new name has it wherever it is named.

    Args:
        typed: the value as a person writes it.

    Returns:
        The new text, or why the value cannot stand there.
    """
    if typed == field.shown:
        return Patch(checked.document.text, "", shown=typed)
    new = written(field, typed)
    if isinstance(new, Unfit):
        return new
    if field.kind is not FieldKind.LINE and not _is_read(row, field, new):
        return Unfit(f"The line cannot be read with {typed.strip()} in this place.")
    edits: Sequence[Edit] = [Edit(field.span, new)]
    name = name_at(checked, field.span.start)
    if name is not None and name.definition == field.span:
        refused = refused_name(checked, name, new[1:-1])
        if refused:
            return Unfit(refused)
        edits = renaming(name, new[1:-1])
    text = apply_edits(checked.document.text, edits)
    return Patch(text, f"Change {field.text} to {new}", shown=replace(field, text=new).shown)


def _is_read(row: Row, field: Field, new: str) -> bool:
    """Whether a row can be read with another value in it."""
    before = row.text[: field.span.start - row.start]
    behind = row.text[field.span.end - row.start :]
    lines = scan(f"{before}{new}{behind}")
    ending = [NL, INDENT] if row.has_lines else [NL]
    return len(lines) == 1 and not lines[0].comment and fits(row.states, [*lines[0].words, *ending])


# ---------------------------------------------------------------- rows


def delete_row(checked: Checked, card: Card, row: Row) -> Patch:
    """Delete a line with the lines below it, and with their comments; a header takes its block."""
    if row.depth == 0:
        return delete_card(checked, card, (card,))
    lines = _lines(checked)
    first, end = _stretch_of(card, row)
    return Patch("\n".join(lines[:first] + lines[end:]), f"Delete the line {_short(row.text)}")


def move_row(checked: Checked, card: Card, row: Row, by: int) -> Patch | None:
    """Move a line, with the lines below it, past the next one of its card.

    Args:
        by: -1 up, 1 down.

    Returns:
        The new text; None at the end of the card.
    """
    siblings = _siblings(card, row)
    at = siblings.index(row) + by
    if row.depth == 0 or not 0 <= at < len(siblings):
        return None
    pair = sorted((_stretch_of(card, row), _stretch_of(card, siblings[at])))
    where = "up" if by < 0 else "down"
    return Patch(_swapped(checked, *pair), f"Move the line {_short(row.text)} {where}")


def pause_card(checked: Checked, card: Card) -> Patch:
    """Pause a rule, or let it run again."""
    row = next((row for row in card.rows[1:] if row.text == PAUSED), None)
    if row is not None:
        return Patch(delete_row(checked, card, row).text, f"Let {card.title} run again")
    return Patch(add_lines(checked, card, (PAUSED,)).text, f"Pause {card.title}")


def can_pause(card: Card) -> bool:
    """Whether blocks of the card's kind can be paused."""
    words = scan(PAUSED)[0].words
    return card.kind in bodies() and fits(bodies()[card.kind], [*words, NL])


def add_lines(checked: Checked, card: Card, new: Sequence[str]) -> Patch:
    """Add lines below the last line of a card.

    Args:
        new: the lines, those that belong to the first one moved in.
    """
    lines = _lines(checked)
    last = card.rows[-1]
    at = last.number
    inside = " " * _width_inside(lines, card)
    text = lines[:at] + [f"{inside}{line}" for line in new] + lines[at:]
    return Patch("\n".join(text), f"Add the line {_short(new[0])}", card.id)


def _siblings(card: Card, row: Row) -> list[Row]:
    """The rows at the depth of a row, under the same row."""
    found: list[Row] = []
    for each in card.rows:
        if each.depth < row.depth:
            if row in found:
                break
            found = []
        elif each.depth == row.depth:
            found.append(each)
    return found


def _stretch_of(card: Card, row: Row) -> Stretch:
    """A row with the comments directly above it and the rows below it."""
    at = card.rows.index(row)
    last = row
    for each in card.rows[at + 1 :]:
        if each.depth <= row.depth:
            break
        last = each
    return (row.number - 1 - len(row.notes), last.number)


def _width_inside(lines: Sequence[str], card: Card) -> int:
    """How far the lines of a card are moved in."""
    first = next((row for row in card.rows if row.depth == 1), None)
    row = first or card.header
    width = len(lines[row.number - 1]) - len(lines[row.number - 1].lstrip(" "))
    return width if first else width + STEP


# ---------------------------------------------------------------- cards


def delete_card(checked: Checked, card: Card, cards: Sequence[Card]) -> Patch:
    """Delete a block with all that is in it, and with the comments directly above it."""
    lines = _lines(checked)
    first, end = stretch_of_card(card, cards)
    above = _empty_above(lines, first)
    below = _empty_below(lines, end)
    if first - above == 0:
        end += below
    elif end + below >= len(lines) or above <= below:
        first -= above
    else:
        end += below
    kept = lines[:first] + lines[end:]
    return Patch("\n".join(kept), f"Delete {card.title}")


def move_card(checked: Checked, card: Card, cards: Sequence[Card], by: int) -> Patch | None:
    """Exchange a block with the next one of its kind.

    Args:
        by: -1 up, 1 down.

    Returns:
        The new text; None where there is no further one.
    """
    same = [each for each in cards if (each.kind, each.outside) == (card.kind, card.outside)]
    at = same.index(card) + by
    if not 0 <= at < len(same):
        return None
    pair = sorted((stretch_of_card(card, cards), stretch_of_card(same[at], cards)))
    where = "up" if by < 0 else "down"
    return Patch(_swapped(checked, *pair), f"Move {card.title} {where}", same[at].id)


def stretch_of_card(card: Card, cards: Sequence[Card]) -> Stretch:
    """A block with all that is in it and the comments directly above it."""
    inside = [each for each in cards if each.id.startswith(f"{card.id}-")]
    last = max(each.rows[-1].number for each in (card, *inside))
    return (card.header.number - 1 - len(card.header.notes), last)


def _empty_above(lines: Sequence[str], first: int) -> int:
    count = 0
    while count < first and not lines[first - 1 - count].strip():
        count += 1
    return count


def _empty_below(lines: Sequence[str], end: int) -> int:
    count = 0
    while end + count < len(lines) and not lines[end + count].strip():
        count += 1
    return count


# ---------------------------------------------------------------- lines of the text


def _lines(checked: Checked) -> list[str]:
    return checked.document.text.split("\n")


def _swapped(checked: Checked, upper: Stretch, lower: Stretch) -> str:
    """The text with two stretches of lines exchanged, what is between them left in its place."""
    lines = _lines(checked)
    parts = (
        lines[: upper[0]],
        lines[lower[0] : lower[1]],
        lines[upper[1] : lower[0]],
        lines[upper[0] : upper[1]],
        lines[lower[1] :],
    )
    return "\n".join(line for part in parts for line in part)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:37]}..."
