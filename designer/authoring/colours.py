"""What each word of a line is, for colours: from the words alone, so a line never waits."""

from functools import cache, lru_cache
from typing import NamedTuple

from dsl.syntax.scanner import scan
from dsl.syntax.tables import load_tables
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import bodies
from dsl.syntax.words import JOINING, KINDS_OF_WORDS

_LINES_KEPT = 4096
_KINDS = {
    "NAME": "name",
    "NUMBER": "number",
    "PERCENT": "number",
    "TIME": "number",
    "ORDINAL": "number",
    "ZONE": "name",
}


class Stretch(NamedTuple):
    """Characters of one line that are of one kind.

    Attributes:
        kind: "header", "keyword", "name", "number", "unit" or "comment".
        start, end: columns from 0, `end` beyond the last.
    """

    kind: str
    start: int
    end: int


@lru_cache(_LINES_KEPT)
def stretches(line: str) -> tuple[Stretch, ...]:
    """The words of a line by what they are; a text between them has no kind."""
    found = []
    for scanned in scan(line):
        words = scanned.words
        is_header = len(words) > 1 and words[0].text in bodies() and words[1].kind == "NAME"
        for place, word in enumerate(words):
            kind = "header" if is_header and not place else _kind_of(word)
            if kind:
                found.append(Stretch(kind, word.start, word.end))
        if scanned.comment:
            found.append(Stretch("comment", scanned.comment.start, len(line)))
    return tuple(found)


def _kind_of(word: Leaf) -> str:
    if word.kind != "WORD":
        return _KINDS.get(word.kind, "")
    if word.text in KINDS_OF_WORDS:
        return "number"
    return "keyword" if word.text in _words_of_the_language() else "unit"


@cache
def _words_of_the_language() -> frozenset[str]:
    return JOINING.union(*load_tables().rows)
