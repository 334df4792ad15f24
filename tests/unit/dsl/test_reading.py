"""A text becomes its tree; a mistake costs its own line and nothing else."""

import random
from collections.abc import Iterator

import pytest

from dsl.source.document import Document
from dsl.syntax.from_text import Reading, read
from dsl.syntax.tree import Leaf, Node
from tests.house_rules.tree import ROOT
from tests.unit.dsl.clause_examples import whole_language

BAKERY = (ROOT / "tests/unit/dsl/bakery.loyalty").read_text(encoding="utf-8")


def reading(text: str) -> Reading:
    return read(Document("bakery.loyalty", text))


def outline(node: Node) -> object:
    """A tree without places."""
    parts = [part.text if isinstance(part, Leaf) else outline(part) for part in node.parts]
    return (node.kind, *parts)


def lines_of(node: Node) -> list[Node]:
    """Everything in a tree that stands on a line of its own, from the top."""
    found: list[Node] = []
    for part in node.nodes():
        found.append(part)
        if part.kind.endswith("_block") or part.kind in ("when_any", "give_by_bands"):
            found += lines_of(part)
    return found


def slugs(text: str) -> list[str]:
    return [one.slug for one in reading(text).problems]


def test_a_text_becomes_blocks_and_lines_in_the_order_of_the_text() -> None:
    tree = reading(BAKERY).tree
    assert [block.kind for block in tree.nodes()] == [
        "version",
        "program_block",
        "wallet_block",
        "activity_block",
        "products_block",
        "calendar_block",
        *["earn_block"] * 3,
        "tier_block",
        "reward_block",
    ]
    (tier,) = tree.nodes("tier_block")
    assert [part.kind for part in tier.nodes()] == [
        "from_counted",
        "kept_until_end_of_next",
        "benefit_block",
        "perk_block",
        "perk_block",
    ]
    name = tier.leaf("NAME")
    assert name
    assert name.text == '"Baker"'


def test_every_place_is_what_was_written() -> None:
    rest = [reading(BAKERY).tree]
    while rest:
        node = rest.pop()
        rest += node.nodes()
        assert BAKERY[node.start : node.end].strip() == BAKERY[node.start : node.end]
        for leaf in node.leaves():
            assert BAKERY[leaf.start : leaf.end] == leaf.text
            assert node.start <= leaf.start < leaf.end <= node.end


def test_no_clause_runs_past_its_line() -> None:
    for line in lines_of(reading(BAKERY).tree):
        if not line.kind.endswith(("_block", "when_any", "give_by_bands")):
            assert "\n" not in BAKERY[line.start : line.end]


def test_comments_are_kept_with_their_places() -> None:
    comments = reading(BAKERY).comments
    assert [comment.text for comment in comments][1:] == [
        "# flour went up in spring",
        "# --- what everybody collects",
        "# The end.",
    ]
    assert all(BAKERY[each.start : each.end] == each.text for each in comments)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", "   \t ", "\ufeff"])
def test_a_text_without_lines_is_an_empty_tree(text: str) -> None:
    found = reading(text)
    assert (found.tree.parts, found.problems) == ((), ())


@pytest.mark.parametrize(
    "changed",
    [
        BAKERY.rstrip(),
        BAKERY.replace("\n", "\r\n"),
        "\ufeff" + BAKERY,
        BAKERY.replace(" of ", " \u00a0 of   "),
        BAKERY.replace("\n\n", "\n   \n\n"),
        BAKERY.replace("  ", "     "),
        BAKERY + "  # the last comment",
    ],
    ids=["no last line feed", "CRLF", "BOM", "blanks", "empty lines", "wide", "comment"],
)
def test_the_layout_of_a_text_does_not_change_its_tree(changed: str) -> None:
    found = reading(changed)
    assert found.problems == ()
    assert outline(found.tree) == outline(reading(BAKERY).tree)


def test_an_unread_line_stands_in_its_block() -> None:
    text = 'earn "E"\n  on a purchase\n  gve 5 crumbs\n  paused\n'
    (earn,) = reading(text).tree.nodes()
    assert [line.kind for line in earn.nodes()] == ["on_purchase", "unread", "paused"]
    assert reading(text).unread == {3}


def test_a_header_with_a_mistake_keeps_its_lines() -> None:
    text = BAKERY.replace('reward "A free loaf"', 'rewrd "A free loaf" for all')
    found = reading(text)
    assert [one.slug for one in found.problems] == ["unknown-block"]
    assert outline(found.tree) == outline(reading(BAKERY).tree)


def test_lines_below_an_unreadable_line_are_told_once() -> None:
    text = BAKERY.replace("give by bands of net spend per purchase", "give by bunches of spend")
    assert len(slugs(text)) == 1


def test_a_block_without_lines_is_a_block() -> None:
    (tier, version) = (reading(text).tree for text in ('tier "T"\n', "perkwright 1"))
    assert [node.kind for node in tier.nodes()] == ["tier_block"]
    assert [node.kind for node in version.nodes()] == ["version"]


def damaged(text: str, every: int, seed: int) -> Iterator[tuple[int, str]]:
    """The text with one word of one line misspelt, doubled or left out, or a quote left open."""
    rows = text.split("\n")
    chance = random.Random(seed)
    for number, row in enumerate(rows):
        code = row.split("#")[0].rstrip()
        indent = len(code) - len(code.lstrip())
        words = code.split()
        if not words or number % every:
            continue
        at = chance.randrange(len(words))
        for changed in (
            [*words[:at], words[at] + "zz", *words[at + 1 :]],
            [*words[:at], words[at], *words[at:]],
            [*words[:at], *words[at + 1 :]],
            [code[::-1].replace('"', "", 1)[::-1].strip()],
        ):
            new = " " * indent + " ".join(changed)
            if new.strip() and new != code:
                yield number + 1, "\n".join([*rows[:number], new, *rows[number + 1 :]])


def test_damage_to_a_line_is_one_problem_and_costs_no_other_line() -> None:
    """Of all damaged texts only a handful have a second problem or lose a second line."""
    count = more = lost = 0
    for text, every in ((BAKERY, 1), (whole_language(), 25)):
        whole = len(lines_of(reading(text).tree))
        for number, broken in damaged(text, every, seed=7):
            found = reading(broken)
            document = Document("", broken)
            count += 1
            more += len(found.problems) > 1
            lost += whole - len(lines_of(found.tree)) > 1
            lost += any(document.line_of(one.label.span.start) != number for one in found.problems)
    assert count > 220
    assert more * 200 <= count
    assert lost * 100 <= count


def test_a_text_cut_anywhere_is_read_up_to_there() -> None:
    whole = outline(reading(BAKERY).tree)
    assert isinstance(whole, tuple)
    for cut in range(0, len(BAKERY), 3):
        found = outline(reading(BAKERY[:cut]).tree)
        assert isinstance(found, tuple)
        done = found[1:-1]
        assert done == whole[1 : 1 + len(done)]


def test_wrong_indentation_of_one_line_loses_no_other_line() -> None:
    rows = BAKERY.split("\n")
    for number, row in enumerate(rows):
        if not row.strip() or row.lstrip().startswith("#"):
            continue
        moved = "\n".join([*rows[:number], f"   {row}", *rows[number + 1 :]])
        assert len(slugs(moved)) <= 2, row
        assert len(lines_of(reading(moved).tree)) >= len(lines_of(reading(BAKERY).tree)) - 1, row


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 1_000,
        'earn "E"\n' + "".join(f"{' ' * depth}when any of these\n" for depth in range(2_000)),
        "".join(f'{" " * depth}tier "T"\n' for depth in range(2_000)),
        "names " + '"a", ' * 20_000,
        'products "P"\n  category ' + " or ".join(['"a"'] * 20_000),
        "x" * 200_000,
        '"' * 50_001,
        "9" * 100_000 + "%",
        "WHEN " * 20_000,
        "\t" * 50_000 + "earn",
        'earn "E"\n  give ' + "5 " * 50_000,
    ],
    ids=[
        *("zeros", "deep", "blocks", "names", "list", "word", "quotes", "digits", "capitals"),
        *("tabs", "numbers"),
    ],
)
def test_odd_texts_are_read_to_their_end(text: str) -> None:
    assert reading(text).tree.kind == "start"
