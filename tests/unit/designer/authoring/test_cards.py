"""Every line of a text is a row of one card, and every row joined together is its line."""

import pytest

from designer.authoring.cards import card_on, cards_of
from designer.authoring.fields import FieldKind, fields_of, sentence
from designer.authoring.sections import (
    first_to_look_at,
    kind_in_words,
    next_without,
    sections,
)
from dsl.diagnostics.diagnostic import Severity
from tests.unit.designer.authoring.library import all_texts, checked
from tests.unit.dsl.clause_examples import whole_language

TEXT = """perkwright 1

program "Corner"
  currency USD
  time zone UTC
  join free

# agreed with Priya
wallet "Beans"  # what members collect
  unit bean, plural beans
  expire never

tier "Gold"
  from 300 USD of net spend in a calendar year
  kept 12 months

  benefit "A gift"
    on the birthday
    give 5 USD off

earn "All"
  on a purchase
  give 1 bean per 1 USD of net spend
"""


@pytest.mark.parametrize("text", all_texts(), ids=lambda text: text[14:40].strip())
def test_no_line_is_hidden_and_pieces_joined_are_the_line(text: str) -> None:
    cards = cards_of(checked(text))
    rows = [(card, row, at) for card in cards for at, row in enumerate(card.rows)]
    lines = {at: line for at, line in enumerate(text.split("\n"), 1) if line.split("#")[0].strip()}
    assert sorted(row.number for _, row, _ in rows) == list(lines)
    for card, row, at in rows:
        assert text[row.start : row.start + len(row.text)] == row.text
        assert lines[row.number].strip().startswith(row.text)
        pieces = sentence(card.kind, row, at)
        assert "".join(each if isinstance(each, str) else each.text for each in pieces) == row.text
        for field in fields_of(card.kind, row, at):
            assert text[field.span.start : field.span.end] == field.text
            assert field.kind is not FieldKind.LINE
    assert len({card.id for card in cards}) == len(cards)


def test_cards_name_their_blocks_and_keep_comments() -> None:
    cards = {card.id: card for card in cards_of(checked(TEXT))}
    assert list(cards) == [
        *("version-1", "program-1", "wallet-1", "tier-1", "tier-1-benefit-1", "earn-1"),
    ]
    assert cards["tier-1-benefit-1"].outside == "tier-1"
    assert cards["tier-1-benefit-1"].name == "A gift"
    assert cards["wallet-1"].header.notes == ("# agreed with Priya",)
    assert cards["wallet-1"].header.comment == "# what members collect"
    assert [row.text for row in cards["earn-1"].rows[1:]] == [
        "on a purchase",
        "give 1 bean per 1 USD of net spend",
    ]


def test_the_card_of_a_line_is_the_innermost_one() -> None:
    cards = cards_of(checked(TEXT))
    places = {text: at for at, text in enumerate(TEXT.split("\n"), 1)}
    for line, card_id in (
        ("    on the birthday", "tier-1-benefit-1"),
        ("# agreed with Priya", "program-1"),
        ('earn "All"', "earn-1"),
        ("  from 300 USD of net spend in a calendar year", "tier-1"),
    ):
        card = card_on(cards, places[line])
        assert card is not None
        assert card.id == card_id


def test_a_mistake_locks_its_line_and_no_other() -> None:
    text = TEXT.replace("give 1 bean per 1 USD", "gvie 1 bean per 1 USD")
    cards = {card.id: card for card in cards_of(checked(text))}
    broken = cards["earn-1"]
    assert [row.is_unread for row in broken.rows] == [False, False, True]
    (line,) = fields_of("earn", broken.rows[2], 2)
    assert (line.kind, line.text) == (FieldKind.LINE, "gvie 1 bean per 1 USD of net spend")
    wrong = {
        card.id
        for card in cards.values()
        if any(problem.severity is Severity.ERROR for problem in card.problems)
    }
    assert wrong == {"earn-1"}
    assert fields_of("benefit", cards["tier-1-benefit-1"].rows[2], 2)[0].text == "5"


def test_a_line_with_other_capitals_is_shown_as_it_is_written() -> None:
    text = TEXT.replace("on a purchase", "On a purchase")
    card = next(card for card in cards_of(checked(text)) if card.id == "earn-1")
    (line,) = fields_of("earn", card.rows[1], 1)
    assert (line.kind, line.text) == (FieldKind.LINE, "On a purchase")


def test_what_stands_in_no_block_has_a_card_of_its_own() -> None:
    cards = cards_of(checked(f"{TEXT}\nhello there\n  and more\n"))
    assert [(card.id, len(card.rows)) for card in cards][-1] == ("unread-1", 2)


def test_a_text_of_another_version_is_shown_line_by_line() -> None:
    cards = cards_of(checked(TEXT.replace("perkwright 1", "perkwright 9")))
    assert {card.kind for card in cards} == {"unread"}
    assert sum(len(card.rows) for card in cards) == len(
        [line for line in TEXT.split("\n") if line.split("#")[0].strip()]
    )


def test_an_empty_text_has_no_card() -> None:
    assert cards_of(checked("")) == ()
    assert cards_of(checked("# nothing yet\n\n")) == ()


def test_every_kind_of_block_has_a_heading() -> None:
    cards = cards_of(checked(f"{whole_language()}\nhello there\n"))
    shown = [card.id for section in sections(cards) for card in section.cards]
    assert sorted(shown) == sorted(card.id for card in cards)
    assert all(kind_in_words(card) for card in cards if card.kind not in ("version", "unread"))


def test_what_is_looked_at_first_says_what_a_purchase_gives() -> None:
    for text in all_texts():
        first = first_to_look_at(cards_of(checked(text)))
        assert first is not None
    first = first_to_look_at(cards_of(checked(TEXT)))
    assert first is not None
    assert first.id == "earn-1"


def test_where_a_part_was_deleted_the_next_one_of_the_list_is_at_hand() -> None:
    more = TEXT.replace('tier "Gold"', 'earn "First"\n  on joining\n  give 1 bean\n\ntier "Gold"')
    cards = {card.title: card for card in cards_of(checked(more))}
    every = tuple(cards.values())
    followed = {title: next_without(every, cards[title]) for title in ("First", "All", "Gold")}
    assert followed == {"First": "earn-1", "All": "tier-1", "Gold": "version-1"}
    without_a_version = tuple(card for card in every if card.kind != "version")
    assert next_without(without_a_version, cards["Gold"]) == "earn-2"
