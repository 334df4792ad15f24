"""One layout for every text: same tree, same comments, and formatting twice changes nothing."""

import random

import pytest

from dsl.source.document import Document
from dsl.syntax.from_text import read
from dsl.syntax.to_text import format_text
from dsl.syntax.tree import Leaf, Node
from tests.house_rules.tree import ROOT
from tests.unit.dsl.clause_examples import whole_language

BAKERY = (ROOT / "tests/unit/dsl/bakery.loyalty").read_text(encoding="utf-8")


def formatted(text: str) -> str:
    return format_text(Document("shop.loyalty", text))


def meaning(node: Node) -> object:
    """A tree without places; two conditions on a line are two lines, numbers have no commas."""
    parts: list[object] = []
    for part in node.parts:
        if isinstance(part, Leaf):
            is_number = part.kind in ("NUMBER", "PERCENT")
            parts.append(part.text.replace(",", "") if is_number else part.text)
        elif part.kind == "when":
            parts += [("when", meaning(condition)) for condition in part.nodes()]
        else:
            parts.append(meaning(part))
    return (node.kind, *parts)


def meaning_of(text: str) -> object:
    return meaning(read(Document("shop.loyalty", text)).tree)


def comments_of(text: str) -> list[str]:
    return [comment.text for comment in read(Document("shop.loyalty", text)).comments]


def mangled(text: str, seed: int) -> str:
    """The text with other blanks, indentation and empty lines, but the same words."""
    chance = random.Random(seed)
    step = chance.choice([1, 3, 4, 8])
    rows: list[str] = []
    for row in text.split("\n"):
        depth = (len(row) - len(row.lstrip())) // 2
        code, mark, comment = row.strip().partition("#")
        words = code.split('"')
        words[::2] = [gap.replace(" ", " " * chance.randint(1, 4)) for gap in words[::2]]
        rows += [""] * chance.choice([0, 0, 0, 1, 2]) if row else ["", " "]
        rows.append(" " * (step * depth) + '"'.join(words) + mark + comment + " " * (seed % 3))
    return "\n".join(rows)


def test_a_text_in_its_layout_stays_as_it_is() -> None:
    assert formatted(BAKERY) == BAKERY


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("text", [BAKERY, whole_language()], ids=["bakery", "all"])
def test_any_layout_becomes_the_one_layout(text: str, seed: int) -> None:
    other = mangled(text, seed)
    once = formatted(other)
    assert formatted(once) == once
    assert meaning_of(once) == meaning_of(other) == meaning_of(text)
    assert comments_of(once) == comments_of(text)


@pytest.mark.parametrize("seed", range(20))
def test_lines_with_mistakes_stay_and_the_rest_is_laid_out(seed: int) -> None:
    rows = mangled(BAKERY, seed).split("\n")
    chance = random.Random(seed)
    for number in chance.sample(range(len(rows)), 6):
        rows[number] = rows[number].replace("a", "z", 1)
    broken = "\n".join(rows)
    once = formatted(broken)
    assert formatted(once) == once
    assert meaning_of(once) == meaning_of(broken)
    assert comments_of(once) == comments_of(broken)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("hold at most 20000 crumbs", "hold at most 20,000 crumbs"),
        ("hold at most 1234567.50 crumbs", "hold at most 1,234,567.50 crumbs"),
        ("hold at most 2,000 crumbs", "hold at most 2,000 crumbs"),
        ("hold at most 2000 crumb", "hold at most 2000 crumbs"),
        ("hold at most 1 crumbs", "hold at most 1 crumb"),
        ("hold at most 0.5 crumb", "hold at most 0.5 crumbs"),
        ("expire 1 months after earning", "expire 1 month after earning"),
        ("worth 5CHF per crumbs", "worth 5 CHF per crumb"),
        ("hold at most 30 stones", "hold at most 30 stones"),
    ],
)
def test_numbers_and_units_agree(written: str, right: str) -> None:
    head = 'wallet "Crumbs"\n  unit crumb, plural crumbs\n  '
    assert formatted(f"{head}{written}") == f"{head}{right}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("multiply crumb by 2", "multiply crumbs by 2"),
        ("when the balance of crumb is 1 crumbs", "when the balance of crumbs is 1 crumb"),
        ("at most 3 time per member", "at most 3 times per member"),
        ("when the time is between 07:00 and 09:30", "when the time is between 7:00 and 9:30"),
        ('for "A" ,"B"', 'for "A", "B"'),
        ('channels  "a"   "b"#c', 'channels  "a"   "b"  #c'),
    ],
)
def test_words_are_set_right_where_they_can_be_read(written: str, right: str) -> None:
    head = 'wallet "Crumbs"\n  unit crumb, plural crumbs\n\nearn "E"\n  '
    assert formatted(f"{head}{written}") == f"{head}{right}\n"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("on the second purchase", "on the 2nd purchase"),
        ('on every fourth "visit"', 'on every 4th "visit"'),
        ("the third Tuesday of each month", "the 3rd Tuesday of each month"),
        ("on the 3rd purchase", "on the 3rd purchase"),
        ("on the first purchase", "on the first purchase"),
    ],
)
def test_places_are_written_in_figures(written: str, right: str) -> None:
    start = 'perkwright 1\n\ncalendar "C"' if "Tuesday" in written else 'perkwright 1\n\nearn "A"'
    assert formatted(f"{start}\n  {written}\n") == f"{start}\n  {right}\n"


def test_a_place_in_words_is_no_word_of_its_own_elsewhere() -> None:
    text = (
        'perkwright 1\n\nwallet "Time"\n  unit second, plural seconds\n\nearn "A"\n'
        "  on the 2nd purchase\n  give 1 second\n  add 5 seconds\n"
    )
    reading = read(Document("shop.loyalty", text.replace("2nd", "second")))
    assert not reading.unread
    assert formatted(text.replace("2nd", "second")) == text


def test_two_conditions_on_a_line_become_two_lines() -> None:
    text = (
        'earn "E"\n  when the day is Monday and the date is between 1 May 2026 and 2 May 2026 # m\n'
    )
    assert formatted(text).split("\n")[1:] == [
        "  when the day is Monday  # m",
        "  when the date is between 1 May 2026 and 2 May 2026",
        "",
    ]


def test_comments_keep_their_column_and_their_block() -> None:
    text = """\
# top
earn "A"   # at A
    # inside
    on a purchase             # far
    # last of A

# about B
earn "B"
"""
    assert (
        formatted(text)
        == """\
# top
earn "A"   # at A
  # inside
  on a purchase               # far
  # last of A

# about B
earn "B"
"""
    )


def test_blocks_stand_apart_and_single_lines_stay_together() -> None:
    text = 'perkwright 1\ncause "A"\ncause "B"\n\n\n\ncause "C"\ntier "T"\n\n  for everyone\n'
    text += '  perk "P"\n  perk "Q"\n    worth 1 CHF\n  perk "R"\nwallet "W"\n  expire never\n'
    assert (
        formatted(text)
        == """\
perkwright 1

cause "A"
cause "B"

cause "C"

tier "T"
  for everyone
  perk "P"

  perk "Q"
    worth 1 CHF

  perk "R"

wallet "W"
  expire never
"""
    )


def test_slipped_lines_are_written_where_they_were_read() -> None:
    text = 'earn "E"\non a purchase\ngive 5 crumbs\n'
    assert formatted(text) == 'earn "E"\n  on a purchase\n  give 5 crumbs\n'


@pytest.mark.parametrize("text", ["", "\n \n", "perkwright 2\n\nearn   “x”\n", "# c"])
def test_what_cannot_be_laid_out_stays(text: str) -> None:
    assert formatted(text).strip() == text.strip()
