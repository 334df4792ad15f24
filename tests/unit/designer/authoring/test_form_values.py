"""What is typed into a field becomes what the language writes, or a sentence says why not."""

import pytest

from designer.authoring.cards import Card, cards_of
from designer.authoring.choices import choices
from designer.authoring.draft import Checked
from designer.authoring.field_values import Unfit
from designer.authoring.fields import Field, fields_of
from designer.authoring.patches import Patch, can_pause, pause_card, set_field
from tests.house_rules.test_messages import BANNED
from tests.unit.designer.authoring.library import LIBRARY, checked, text_of

TEXT = """perkwright 1

program "Corner"
  currency USD
  time zone UTC
  join free
  channels "till", "web"
  starts on 1 May 2026

wallet "Beans"
  unit bean, plural beans
  round down per purchase
  expire 12 months after the last purchase

wallet "Money"
  holds USD
  expire never

products "Coffee"
  category "Coffee", "Tea"

products "Cakes"
  category "Cakes"

earn "All"  # agreed with Priya
  on a purchase
  when the time is between 8:00 and 10:00
  when the channel is "till"
  when the day is Monday
  give 10 beans per 1 USD of net spend on "Coffee"
  at most 2,500 beans per member per month

earn "Second"
  on the 2nd purchase
  give 3% of net spend as "Money"
  on top of "All"

benefit "Christmas"
  on 24 December each year
  give 5 USD off
"""
RATE = 'give 10 beans per 1 USD of net spend on "Coffee"'
SHARE = 'give 3% of net spend as "Money"'
LIMIT = "at most 2,500 beans per member per month"
HOURS = "when the time is between 8:00 and 10:00"
START = "starts on 1 May 2026"
PLACE = "on the 2nd purchase"
LIFE = "expire 12 months after the last purchase"


def found(text: str, line: str, shown: str) -> tuple[Checked, Card, int, Field]:
    """A field by its line and what it shows."""
    now = checked(text)
    for card in cards_of(now):
        for at, row in enumerate(card.rows):
            if row.text == line:
                for field in fields_of(card.kind, row, at):
                    if field.shown == shown:
                        return now, card, at, field
    raise AssertionError(f"{line} has no field {shown}")


@pytest.mark.parametrize(
    ("line", "shown", "typed", "written"),
    [
        (LIMIT, "2,500", "20000", "20,000"),
        (LIMIT, "2,500", "1 250", "1250"),
        (LIMIT, "2,500", "1,250", "1250"),
        (LIMIT, "month", "calendar week", "calendar week"),
        (LIMIT, "per member", "in total", "in total"),
        (RATE, "10", " 2.5 ", "2.5"),
        (RATE, "Coffee", "Cakes", '"Cakes"'),
        (RATE, "net spend", "amount paid", "amount paid"),
        (SHARE, "3%", "4", "4%"),
        (SHARE, "3%", "2.5 %", "2.5%"),
        (SHARE, "3%", "2,5 %", "2.5%"),
        (RATE, "10", "1,60", "1.60"),
        (PLACE, "2nd", "13", "13th"),
        (PLACE, "2nd", "3RD", "3rd"),
        (START, "1 May 2026", "2026-12-24", "24 December 2026"),
        (START, "1 May 2026", "3 sept. 2027", "3 September 2027"),
        ("on 24 December each year", "24 December", "29 feb", "29 February"),
        (HOURS, "8:00", "07.30", "7:30"),
        ("when the day is Monday", "Monday", "tue", "Tuesday"),
        ("time zone UTC", "UTC", "Europe/London", "Europe/London"),
        ('earn "Second"', "Second", "Crème brûlée", '"Crème brûlée"'),
        ("round down per purchase", "down", "to the nearest", "to the nearest"),
    ],
)
def test_a_value_is_written_as_the_language_writes_it(
    line: str, shown: str, typed: str, written: str
) -> None:
    now, card, at, field = found(TEXT, line, shown)
    patch = set_field(now, card.rows[at], field, typed)
    assert isinstance(patch, Patch)
    assert patch.text == TEXT[: field.span.start] + written + TEXT[field.span.end :]


@pytest.mark.parametrize(
    ("line", "shown", "typed", "sentence"),
    [
        (START, "1 May 2026", "31 April 2026", "There is no 31 April 2026."),
        (START, "1 May 2026", "soon", '"soon" is not a date. Write it like 24 December 2026.'),
        (PLACE, "2nd", "often", '"often" is not a place in a row. Write it like 2nd or 10th.'),
        (SHARE, "3%", "", "This box cannot be empty. Write it like 5% or 2.5%."),
        (SHARE, "3%", "x", '"x" is not a share. Write it like 5% or 2.5%.'),
        (RATE, "10", "2,1255", "Write 2.1255 with a point: a comma parts thousands."),
        (RATE, "10", "-3", "A number here cannot be below zero."),
        (RATE, "10", "ten", '"ten" is not a number. Write it like 25 or 1.5.'),
        (HOURS, "8:00", "25:00", '"25:00" is not a time of day. Write it like 17:30.'),
        ('earn "All"', "All", 'the "best"', 'A name cannot have the sign " inside.'),
        (
            "round down per purchase",
            "down",
            "sideways",
            "The line cannot be read with sideways in this place.",
        ),
        ("currency USD", "USD", "a b", '"a b" is not one word. Write one word, like points.'),
    ],
)
def test_what_cannot_stand_there_is_refused_with_a_sentence(
    line: str, shown: str, typed: str, sentence: str
) -> None:
    now, card, at, field = found(TEXT, line, shown)
    refused = set_field(now, card.rows[at], field, typed)
    assert refused == Unfit(sentence)
    assert not BANNED.search(sentence)


@pytest.mark.parametrize(
    ("line", "shown", "expected"),
    [
        (RATE, "Coffee", ("Coffee", "Cakes")),
        (RATE, "beans", ("beans",)),
        (SHARE, "Money", ("Beans", "Money")),
        ('when the channel is "till"', "till", ("till", "web")),
        ('on top of "All"', "All", ("All", "Second", "Christmas")),
        ('category "Coffee", "Tea"', "Tea", ()),
        ('earn "All"', "All", ()),
        ("unit bean, plural beans", "bean", ()),
        (LIFE, "months", ("days", "weeks", "months", "years")),
        (LIMIT, "beans", ("times", "beans")),
        ("round down per purchase", "down", ("down", "up", "to the nearest")),
        (START, "1 May 2026", ()),
    ],
)
def test_choices_are_of_the_same_kind(line: str, shown: str, expected: tuple[str, ...]) -> None:
    now, _, _, field = found(TEXT, line, shown)
    assert choices(now, field) == expected


def test_every_other_wording_can_be_read() -> None:
    for path in LIBRARY:
        now = checked(text_of(path))
        for card in cards_of(now):
            for at, row in enumerate(card.rows):
                for field in fields_of(card.kind, row, at):
                    assert field.text in field.wordings or not field.wordings
                    for wording in field.wordings:
                        assert isinstance(set_field(now, row, field, wording), Patch)


def test_a_line_that_could_not_be_read_is_mended_as_a_whole() -> None:
    text = TEXT.replace("give 3% of", "gvie 3% of")
    now, card, at, field = found(
        text, 'gvie 3% of net spend as "Money"', 'gvie 3% of net spend as "Money"'
    )
    patch = set_field(now, card.rows[at], field, 'give 3% of net spend as "Money"')
    assert isinstance(patch, Patch)
    assert patch.text == TEXT


def test_a_pause_is_a_line_and_goes_again() -> None:
    now = checked(TEXT)
    cards = {card.name: card for card in cards_of(now)}
    assert can_pause(cards["All"])
    assert not can_pause(cards["Beans"])
    paused = pause_card(now, cards["Second"])
    assert paused.text == TEXT.replace('on top of "All"\n', 'on top of "All"\n  paused\n')
    again = checked(paused.text)
    card = next(card for card in cards_of(again) if card.name == "Second")
    assert pause_card(again, card).text == TEXT


def test_a_name_that_stands_for_nothing_can_be_chosen_anew() -> None:
    now, _, _, field = found(
        TEXT.replace('on top of "All"', 'on top of "Al"'), 'on top of "Al"', "Al"
    )
    assert "All" in choices(now, field)


def test_a_thing_with_a_new_name_has_it_everywhere() -> None:
    now, card, at, field = found(TEXT, 'earn "All"', "All")
    patch = set_field(now, card.rows[at], field, "Every drink")
    assert isinstance(patch, Patch)
    assert patch.text == TEXT.replace('"All"', '"Every drink"')
    taken = set_field(now, card.rows[at], field, "Second")
    assert taken == Unfit('There is a rule called "Second" already, on line 33.')


def test_what_comes_with_an_activity_is_chosen_among_its_own() -> None:
    text = (
        TEXT
        + """
activity "review"
  has "stars", a number from 1 to 5
  has "network", one of "web", "paper"

earn "Thanks"
  on a "review"
  when its "network" is "web"
  give 5 beans
"""
    )
    line = 'when its "network" is "web"'
    now, _, _, field = found(text, line, "network")
    assert choices(now, field) == ("stars", "network")
    now, _, _, field = found(text, line, "web")
    assert choices(now, field) == ("web", "paper")
