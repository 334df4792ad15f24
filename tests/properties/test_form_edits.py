"""Random edits by form: nothing outside the edited value changes, and all of it can be undone."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import settings

from designer.authoring.cards import Card, cards_of
from designer.authoring.choices import choices
from designer.authoring.draft import Checked, Draft
from designer.authoring.field_values import Unfit
from designer.authoring.fields import Field, FieldKind, fields_of
from designer.authoring.patches import (
    Patch,
    delete_card,
    delete_row,
    move_card,
    move_row,
    set_field,
)
from dsl.diagnostics.diagnostic import Severity
from dsl.source.span import Span
from dsl.syntax.words import MONTHS
from tests.unit.designer.authoring.library import LIBRARY, text_of

IS_NIGHTLY = settings.default is not None and settings.default.max_examples > 100
EDITS = 1_000 if IS_NIGHTLY else 15
MOVES = 100 if IS_NIGHTLY else 5
NAMES = ("Crème brûlée", "10% off, now", "Ünïcode №5", "x", "paused", "# no comment")


def typed(draw: random.Random, checked: Checked, field: Field) -> str:
    """Something that an owner could type into a field."""
    found = choices(checked, field)
    if found:
        return draw.choice(found)
    number = draw.choice((draw.randint(0, 99), draw.randint(1_000, 10_000_000)))
    match field.kind:
        case FieldKind.NUMBER:
            return draw.choice((str(number), f"{number:,}", f"{number}.{draw.randint(0, 99):02}"))
        case FieldKind.PERCENT:
            return draw.choice((f"{number % 100}", f"{number % 100}.5%"))
        case FieldKind.DATE:
            return f"{draw.randint(1, 28)} {draw.choice(MONTHS)} {draw.randint(2020, 2040)}"
        case FieldKind.DAY:
            return f"{draw.randint(1, 28)} {draw.choice(MONTHS)[:3]}"
        case FieldKind.TIME:
            return f"{draw.randint(0, 23)}:{draw.randint(0, 59):02}"
        case FieldKind.ORDINAL:
            return str(draw.randint(1, 31))
        case FieldKind.ZONE:
            return "Pacific/Auckland"
    return draw.choice(NAMES) if field.kind is FieldKind.NAME else draw.choice(("stars", "EUR"))


def all_fields(cards: Sequence[Card]) -> list[tuple[Card, int, Field]]:
    return [
        (card, at, field)
        for card in cards
        for at, row in enumerate(card.rows)
        for field in fields_of(card.kind, row, at)
    ]


def names_of_things(checked: Checked) -> set[Span]:
    return {each.span for each in checked.compiled.places.names if each.is_definition}


def check_rename(before: Checked, patch: Patch, new: str) -> None:
    """A new name stands wherever the old one stood for the same thing, and all else stays."""
    after = Draft("", patch.text).checked()
    assert len(after.of(Severity.ERROR)) == len(before.of(Severity.ERROR))
    assert comments_of(after) == comments_of(before)
    assert f'"{new}"' in patch.text
    lines = zip(before.document.text.split("\n"), patch.text.split("\n"), strict=True)
    assert all(one == two or f'"{new}"' in two for one, two in lines)


def comments_of(checked: Checked) -> list[str]:
    return [comment.text for comment in checked.compiled.reading.comments]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_an_edit_changes_its_value_and_nothing_else(path: Path) -> None:
    draw = random.Random(path.stem)
    draft = Draft(path.name, text_of(path))
    comments = comments_of(draft.checked())
    done = 0
    for _ in range(EDITS):
        checked = draft.checked()
        card, at, field = draw.choice(all_fields(cards_of(checked)))
        value = typed(draw, checked, field)
        patch = set_field(checked, card.rows[at], field, value)
        if isinstance(patch, Unfit):
            assert patch.sentence.endswith(".")
            continue
        before = draft.text
        if field.span in names_of_things(checked):
            check_rename(checked, patch, value)
            done += draft.change(patch.text, patch.why) is not None
            continue
        new = patch.text[field.span.start : len(patch.text) - len(before) + field.span.end]
        assert patch.text == before[: field.span.start] + new + before[field.span.end :]
        if field.kind in (FieldKind.NAME, FieldKind.WORDING, FieldKind.WORD, FieldKind.ZONE):
            assert new.strip('"') == value
        done += draft.change(patch.text, patch.why) is not None
        now = draft.checked()
        assert comments_of(now) == comments
        row = next(each for each in cards_of(now) if each.id == card.id).rows[at]
        assert new in row.text
        assert not row.is_unread
    assert done > EDITS // 3
    while draft.undo():
        pass
    assert draft.text == text_of(path)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_moved_moves_back_and_takes_its_comments_along(path: Path) -> None:
    draw = random.Random(path.stem)
    draft = Draft(path.name, text_of(path))
    before = draft.checked()
    cards = cards_of(before)
    for _ in range(MOVES):
        card = draw.choice(cards)
        patch = move_card(before, card, cards, 1)
        if patch is not None:
            after = Draft("", patch.text).checked()
            moved = cards_of(after)
            there = next(each for each in moved if each.id == patch.card)
            assert (there.name, there.header.notes) == (card.name, card.header.notes)
            assert sorted(comments_of(after)) == sorted(comments_of(before))
            back = move_card(after, there, moved, -1)
            assert back is not None
            assert back.text == before.document.text
        check_rows(draw, before, card)


def check_rows(draw: random.Random, before: Checked, card: Card) -> None:
    row = draw.choice(card.rows)
    patch = move_row(before, card, row, 1)
    if patch is None:
        return
    after = Draft("", patch.text).checked()
    there = next(each for each in cards_of(after) if each.id == card.id)
    moved = next(
        each for each in reversed(there.rows) if (each.text, each.notes) == (row.text, row.notes)
    )
    back = move_row(after, there, moved, -1)
    assert back is not None
    assert back.text == before.document.text


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_what_is_deleted_goes_alone(path: Path) -> None:
    draft = Draft(path.name, text_of(path))
    checked = draft.checked()
    cards = cards_of(checked)
    lines = draft.text.split("\n")
    for card in cards:
        gone = {card.id} | {each.id for each in cards if each.id.startswith(f"{card.id}-")}
        left = cards_of(Draft("", delete_card(checked, card, cards).text).checked())
        kept = [row.text for each in cards if each.id not in gone for row in each.rows]
        assert [row.text for each in left for row in each.rows] == kept
        row = card.rows[-1]
        if row.depth == 1:
            patch: Patch = delete_row(checked, card, row)
            first = row.number - 1 - len(row.notes)
            assert patch.text.split("\n") == lines[:first] + lines[row.number :]
