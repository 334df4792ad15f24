"""Writes a text in its one layout; neither order nor meaning changes, and no comment is lost.

The work is done on the words of each line, so a line with a mistake stays as it is written and the
lines around it are laid out all the same. What the tree adds is the depth of each line, the units,
and the places where a line says two things.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from dsl.source.document import Document
from dsl.syntax.from_text import Reading, read
from dsl.syntax.layout import STEP
from dsl.syntax.scanner import Line
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.words import ORDINALS

_GAP = 2
"""Blanks between a line and the comment behind it, at least."""
_DIGITS_WITHOUT_COMMA = 4
_MOST_ROUNDS = 4
_NUMBER = re.compile(r"([0-9,]+)(.*)", re.DOTALL)

_COUNTED: MappingProxyType[str, str] = MappingProxyType(
    {
        **{
            word: f"{word}s"
            for word in (
                *("minute", "hour", "day", "week", "month", "quarter", "year"),
                *("time", "item", "product", "purchase", "visit", "return", "winner", "member"),
            )
        },
        "entry": "entries",
    }
)
"""The words of the language that count something, and their plurals."""

_UNIT_IN_SINGULAR = frozenset({"worth_per_unit", "pays_per_unit", "receives_per_unit"})


def format_text(document: Document) -> str:
    """The text in its one layout.

    Two blanks for each level, one between words, one empty line between blocks; numbers from five
    digits on have commas, and units agree with their number. A `when` line with two conditions
    becomes two lines. A text of a newer version of the language is given back unchanged.
    """
    reading = read(document)
    text = _laid_out(document, reading)
    for _ in range(_MOST_ROUNDS if reading.problems else 0):
        again = Document(document.name, text)
        before, text = text, _laid_out(again, read(again))
        if text == before:
            break
    return text


def _laid_out(document: Document, reading: Reading) -> str:
    """The text in its layout; where lines slipped, the next reading can know more about them."""
    if reading.unread and not reading.tree.parts:
        return document.text
    items = list(_items(document, reading))
    _part_blocks(items)
    lines: list[str] = []
    for item in items:
        if item.empty_line_before and lines:
            lines.append("")
        lines += item.texts
    return "\n".join(line.rstrip() for line in lines) + "\n" if lines else ""


@dataclass
class _Item:
    """What stays together: a line, or a comment that has its own line.

    Attributes:
        texts: the lines as they are written out; the first may end in a comment.
        depth: how many blocks it stands inside of.
        empty_line_before: whether an empty line comes before it.
        is_comment: whether it is a comment alone.
        is_header: whether it starts a block.
        has_lines: whether it starts a block that has lines.
    """

    texts: list[str]
    depth: int
    empty_line_before: bool
    is_comment: bool = False
    is_header: bool = False
    has_lines: bool = False


@dataclass
class _Changes:
    """What the tree says about words, by their offsets."""

    words: dict[int, str] = field(default_factory=dict)
    """Other texts for words."""
    conditions: set[int] = field(default_factory=set)
    """Where a second condition of a line starts."""
    headers: dict[int, bool] = field(default_factory=dict)
    """Where blocks start, and whether they have lines."""


def _changes(tree: Node) -> _Changes:
    """Every change that the tree calls for; no depth of nesting is too deep for this."""
    changes = _Changes()
    forms = dict(_COUNTED)
    counted: list[Node] = []
    rest = [tree]
    while rest:
        node = rest.pop()
        inner = list(node.nodes())
        rest += inner
        if node.kind.endswith("_block"):
            changes.headers[node.start] = any(part.kind != "date" for part in inner)
        elif node.kind == "unit":
            singular, plural = node.leaves("WORD")
            forms[singular.text] = plural.text
        elif node.kind == "when":
            changes.conditions.update(part.start for part in inner[1:])
        elif node.leaf("WORD"):
            counted.append(node)
        place = node.leaf("ORDINAL")
        if place and place.text in ORDINALS:
            changes.words[place.start] = ORDINALS[place.text]
    singulars = {plural: singular for singular, plural in forms.items()}
    for node in counted:
        _count(node, forms, singulars, changes.words)
    return changes


def _count(
    node: Node, plurals: dict[str, str], singulars: dict[str, str], words: dict[int, str]
) -> None:
    """Put the unit of an amount, or the name of a wallet, into the number that it needs."""
    unit = node.leaf("WORD")
    number = node.leaf("NUMBER")
    if unit is None:
        return
    if node.kind in _UNIT_IN_SINGULAR or (node.kind == "quantity" and number and _is_one(number)):
        words[unit.start] = singulars.get(unit.text, unit.text)
    elif node.kind in ("quantity", "wallet_name"):
        words[unit.start] = plurals.get(unit.text, unit.text)


def _is_one(number: Leaf) -> bool:
    return number.text == "1"


def _items(document: Document, reading: Reading) -> Iterator[_Item]:
    """The lines and comments in their order."""
    changes = _changes(reading.tree)
    following = _following(reading)
    before: Line | None = None
    is_after_empty = False
    for line, depth, after in zip(reading.lines, reading.depths, following, strict=True):
        if line.words:
            texts = _texts(document, line, reading, changes)
            start = line.words[0].start
            item = _Item([" " * (STEP * depth) + text for text in texts], depth, is_after_empty)
            item.is_header = start in changes.headers
            item.has_lines = changes.headers.get(start, False)
            _add_comment(line, item)
            before = line
        elif line.comment:
            own = _depth_of_comment(line, before, after, reading)
            text = " " * (STEP * own) + line.comment.text
            item = _Item([text], own, is_after_empty, is_comment=True)
        else:
            is_after_empty = True
            continue
        is_after_empty = False
        yield item


def _following(reading: Reading) -> list[Line | None]:
    """For each line the next one with words."""
    found: list[Line | None] = []
    after: Line | None = None
    for line in reversed(reading.lines):
        found.append(after)
        after = line if line.words else after
    return found[::-1]


def _depth_of_comment(line: Line, before: Line | None, after: Line | None, reading: Reading) -> int:
    """With the line below it; or with the line above, where that is deeper and so is it."""
    below = reading.depths[after.number - 1] if after else 0
    above = reading.depths[before.number - 1] if before else 0
    outer = after.width if after else 0
    return above if above > below and line.width > outer else below


def _texts(document: Document, line: Line, reading: Reading, changes: _Changes) -> list[str]:
    """What a line says, without its comment: one text, or one for each of its conditions."""
    if line.number in reading.unread:
        return [document.text[line.words[0].start : line.end]]
    texts: list[str] = []
    words: list[str] = []
    for word in line.words:
        if word.start in changes.conditions and words:
            texts.append(" ".join(words[:-1]))
            words = [line.words[0].text]
        if word.kind == "COMMA" and words:
            words[-1] += ","
        else:
            words.append(changes.words.get(word.start) or figure(word))
    return [*texts, " ".join(words)]


def figure(word: Leaf) -> str:
    """A word as the layout writes it: numbers with commas from five digits on, times as 9:00."""
    if word.kind == "TIME":
        return word.text[1:] if len(word.text) == 5 and word.text[0] == "0" else word.text
    if word.kind not in ("NUMBER", "PERCENT"):
        return word.text
    found = _NUMBER.fullmatch(word.text)
    digits = found[1].replace(",", "") if found else ""
    if found is None or len(digits) <= _DIGITS_WITHOUT_COMMA:
        return word.text
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    groups += [digits[at : at + 3] for at in range(first, len(digits), 3)]
    return ",".join(groups) + found[2]


def _add_comment(line: Line, item: _Item) -> None:
    """Put a comment behind the first text: at its column, or further where that is taken."""
    if line.comment is None:
        return
    is_split = len(item.texts) > 1
    column = 0 if is_split else line.comment.start - line.start
    text = item.texts[0]
    item.texts[0] = text.ljust(max(column, len(text) + _GAP)) + line.comment.text


def _part_blocks(items: list[_Item]) -> None:
    """Set the empty lines between blocks; elsewhere they stay where the author put them."""
    open_items: list[_Item] = []
    for place, item in enumerate(items):
        if item.is_comment:
            continue
        sibling: _Item | None = None
        while open_items and open_items[-1].depth >= item.depth:
            sibling = open_items.pop()
        parent = open_items[-1] if open_items else None
        open_items.append(item)
        if sibling is None:
            if parent is not None and items[place - 1] is parent:
                item.empty_line_before = False
        elif _needs_empty_line(sibling, item):
            _part(items, place)


def _needs_empty_line(before: _Item, item: _Item) -> bool:
    if before.is_header and before.has_lines:
        return True
    if not item.is_header:
        return False
    return item.has_lines or (item.depth == 0 and not before.is_header)


def _part(items: list[_Item], place: int) -> None:
    """An empty line above an item, or above the comments that stand directly on top of it."""
    depth = items[place].depth
    while (
        not items[place].empty_line_before
        and place > 0
        and items[place - 1].is_comment
        and items[place - 1].depth == depth
    ):
        place -= 1
    items[place].empty_line_before = True
