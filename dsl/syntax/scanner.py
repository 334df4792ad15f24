"""Cuts a text into lines of words, numbers, names and signs, each with its offsets.

One expression finds everything; blanks are what it leaves out. A name in curly quotes is read as
a name all the same, and noted, so that the rest of its line can be read.
"""

import re
from typing import NamedTuple

from dsl.syntax.tree import Leaf

_SCAN = re.compile(
    r"""
      [^\W\d_][\w'’-]*                                        # words
          (?: (?P<ZONE> (?: /[\w+-]+ )+ ) | (?P<WORD>) )
    | (?P<NAME> "[^"\n]*" )
    | [0-9]+ (?: ,[0-9]{3}(?![0-9]) )* (?: \.[0-9]+ )?        # numbers
          (?: (?P<PERCENT> % ) | (?P<TIME> :[0-9]{2}(?![0-9]) )
            | (?P<ORDINAL> (?:st|nd|rd|th)\b ) | (?P<NUMBER>) )
    | (?P<COMMA> , )
    | (?P<NL> \n )
    | (?P<COMMENT> \#[^\n]* )
    | (?P<CURLY> [“”„‟«»] [^“”„‟«»"\n]* [“”‟«»"] )            # a name in other quotes
    | (?P<OPEN> "[^\n]* )                                     # a quote that is never closed
    | (?P<OTHER> [^\s\ufeff\u200b] )
    """,
    re.VERBOSE,
)
_KINDS = {number: name for name, number in _SCAN.groupindex.items()}
_TAB_WIDTH = 2
_UNEVEN = ("\t", "\ufeff", "\u200b")


class Line(NamedTuple):
    """One line of a text.

    Attributes:
        number: from 1.
        start: offset of its first character.
        width: how far its first word is moved in, in blanks; a tab reaches to the next even place.
        words: what is written on it, blanks and comment left out.
        comment: from `#` to the last character that is no blank, where there is one.
        curly: the names in curly quotes among its words.
    """

    number: int
    start: int
    width: int
    words: list[Leaf]
    comment: Leaf | None = None
    curly: tuple[Leaf, ...] = ()

    @property
    def end(self) -> int:
        """The offset after its last word; the line's start where it has none."""
        return self.words[-1].end if self.words else self.start


def scan(text: str) -> list[Line]:
    """The lines of a text, empty ones included."""
    lines: list[Line] = []
    start = 0
    words: list[Leaf] = []
    odd: list[Leaf] = []
    leaf = tuple.__new__
    kinds = _KINDS
    uneven = any(mark in text for mark in _UNEVEN)
    for match in _SCAN.finditer(text):
        kind = kinds[match.lastindex or 0]
        if kind == "NL":
            end = match.start()
            lines.append(_line(len(lines) + 1, text, start, words, odd, uneven))
            start = end + 1
            words, odd = [], []
        elif kind == "COMMENT" or kind == "CURLY":
            _keep_odd(Leaf(kind, match.group(), match.start(), match.end()), words, odd)
        else:
            words.append(leaf(Leaf, (kind, match.group(), match.start(), match.end())))
    if words or odd or start < len(text):
        lines.append(_line(len(lines) + 1, text, start, words, odd, uneven))
    return lines


def _keep_odd(found: Leaf, words: list[Leaf], odd: list[Leaf]) -> None:
    if found.kind == "CURLY":
        found = found._replace(kind="NAME")
        words.append(found)
    odd.append(found)


def _line(
    number: int, text: str, start: int, words: list[Leaf], odd: list[Leaf], uneven: bool
) -> Line:
    """The line of what was found; `uneven` says whether not every blank is one wide."""
    if not words and not odd:
        return Line(number, start, 0, words)
    first = words[0].start if words else odd[0].start
    width = first - start
    if uneven and width:
        blanks = text[start:first].replace("\ufeff", "").replace("\u200b", "")
        width = len(blanks.expandtabs(_TAB_WIDTH))
    if not odd:
        return Line(number, start, width, words)
    curly = tuple(leaf for leaf in odd if leaf.kind == "NAME")
    comment = odd[-1] if odd[-1].kind == "COMMENT" else None
    if comment:
        comment = comment._replace(text=comment.text.rstrip())
        comment = comment._replace(end=comment.start + len(comment.text))
    return Line(number, start, width, words, comment, curly)
