"""Whatever is added is in the program's own words, and the program has no new mistake."""

from pathlib import Path

import pytest

from designer.authoring.adding import BlockToAdd, add_block, blocks_to_add, lines_to_add
from designer.authoring.cards import card_with, cards_of
from designer.authoring.from_template import BLANK
from designer.authoring.patches import delete_card, delete_row
from dsl.diagnostics.diagnostic import Severity
from tests.house_rules.test_messages import BANNED
from tests.unit.designer.authoring.library import LIBRARY, checked, text_of

CLASSIC = next(path for path in LIBRARY if path.stem == "classic_points")
FEW = BLANK.replace("costs 100 points", "costs 1,000 points")
STAMPS = text_of(next(path for path in LIBRARY if path.stem == "punch_card"))
YEN = text_of(CLASSIC).replace("USD", "JPY").replace("America/New_York", "Asia/Tokyo")


def block(title: str) -> BlockToAdd:
    return next(each for each in blocks_to_add() if each.title == title)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_block_can_be_added_to_every_program_and_deleted_again(path: Path) -> None:
    before = checked(text_of(path))
    own = {(card.kind, card.name) for card in cards_of(before)}
    for choice in blocks_to_add():
        patch = add_block(before, choice)
        after = checked(patch.text)
        assert after.of(Severity.ERROR) == before.of(Severity.ERROR), choice.title
        cards = cards_of(after)
        added = card_with(cards, patch.card)
        assert added is not None
        blocks = {(card.kind, card.name) for card in cards}
        if len(blocks) == len(own) + 1:
            assert delete_card(after, added, cards).text == text_of(path)


@pytest.mark.parametrize("text", ["", "perkwright 1\n", "# a start\n", YEN, YEN.rstrip("\n")])
def test_blocks_bring_what_they_need(text: str) -> None:
    for choice in blocks_to_add():
        after = checked(add_block(checked(text), choice).text)
        assert after.of(Severity.ERROR) == []
        assert after.document.text.endswith("\n") == (text.endswith("\n") or not text)


def test_amounts_are_those_of_the_wallet_and_the_currency() -> None:
    cashback = next(path for path in LIBRARY if path.stem == "cashback")
    money = add_block(checked(text_of(cashback)), block("A gift for joining")).text
    assert '  give 2 EUR as "Cash back"\n' in money
    yen = add_block(checked(BLANK.replace("USD", "JPY")), block("Money off as a reward")).text
    assert 'reward "500 JPY off"\n  costs 10,000 points\n  gives 500 JPY off\n' in yen


@pytest.mark.parametrize(
    ("text", "title", "line"),
    [
        (BLANK, "A gift for joining", "give 40 points"),
        (BLANK, "Money off as a reward", "costs 100 points"),
        (FEW, "A gift for joining", "give 400 points"),
        (FEW, "A free product as a reward", "costs 600 points"),
        (FEW, "Points for every purchase", "add 100 points"),
        (STAMPS, "A gift for a birthday", "give 4 stamps"),
        (STAMPS, "A limit over several rules", "at most 20 stamps per member per month"),
        (STAMPS, "Points for every purchase", "add 1 stamp"),
    ],
)
def test_amounts_fit_what_the_first_reward_gives_for_a_unit(
    text: str, title: str, line: str
) -> None:
    assert f"\n  {line}\n" in add_block(checked(text), block(title)).text


def test_a_name_that_is_taken_gets_a_number() -> None:
    once = add_block(checked(text_of(CLASSIC)), block("A gift for a birthday"))
    assert 'earn "Birthday 2"\n' in once.text
    assert (
        'earn "Birthday 3"\n' in add_block(checked(once.text), block("A gift for a birthday")).text
    )


def test_a_new_block_follows_those_of_its_kind() -> None:
    added = add_block(checked(text_of(CLASSIC)), block("Come back"))
    names = [card.name for card in cards_of(checked(added.text)) if card.kind == "earn"]
    assert names[-1] == "Come back"
    assert added.text.index('"Come back"') < added.text.index("# --- What points buy")


def test_lines_that_fit_are_told_from_those_that_do_not() -> None:
    before = checked(text_of(CLASSIC))
    card = next(card for card in cards_of(before) if card.name == "Every purchase")
    found = {line.clause.words: line for line in lines_to_add(before, card)}
    assert found["paused"].problem == ""
    assert found["paused"].patch.text == text_of(CLASSIC).replace(
        "  give 10 points per 1 USD of net spend\n",
        "  give 10 points per 1 USD of net spend\n  paused\n",
    )
    limit = found["at most AMOUNT per member / household / purchase / store (per PERIOD)"]
    assert "\n  at most 120 points per member per month\n" in limit.patch.text
    assert found["on a purchase"].problem == "this rule says the same thing twice"
    for line in found.values():
        after = checked(line.patch.text)
        assert (line.problem == "") == (after.of(Severity.ERROR) == [])
        assert not after.compiled.reading.unread
        again = card_with(cards_of(after), card.id)
        assert again is not None
        row = again.rows[len(card.rows)]
        assert delete_row(after, again, row).text == text_of(CLASSIC)


def test_what_is_offered_uses_the_owners_words() -> None:
    words = [word for choice in blocks_to_add() for word in (choice.title, choice.meaning)]
    assert [word for word in words if BANNED.search(word)] == []
    assert all(choice.meaning.endswith(".") for choice in blocks_to_add())
