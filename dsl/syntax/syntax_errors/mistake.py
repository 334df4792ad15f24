"""A line that could not be read, as everything that explains it sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dsl.diagnostics.diagnostic import Edit, Fix
from dsl.diagnostics.edits import apply_edits
from dsl.source.document import Document
from dsl.source.span import Span
from dsl.syntax.layout import Level
from dsl.syntax.scanner import Line, scan
from dsl.syntax.stack import DEDENT, INDENT, NL
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, fits, walk

_LONGEST_TRIED = 400
"""Characters of a line beyond which no correction is tried."""


@dataclass(frozen=True)
class Mistake:
    """One line with a mistake.

    Attributes:
        document: the text.
        line: the line.
        words: its words, and the line's end.
        position: which of them does not fit.
        level: the block whose line it is.
        reached: the states in which that word was met.
        states: the states at the start of the line.
    """

    document: Document
    line: Line
    words: Sequence[Leaf]
    position: int
    level: Level
    reached: tuple[int, ...]
    states: tuple[int, ...]

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The keys of what could have stood there."""
        return accepted(self.reached)

    @property
    def accepted_words(self) -> list[str]:
        """The words of the language that could have stood there, in alphabetical order."""
        return sorted(key for key in self.accepted if key[0].isalpha())

    @property
    def is_line_end(self) -> bool:
        """Whether the line ends where more is needed."""
        return self.words[self.position] is NL

    @property
    def word(self) -> Leaf:
        """The word that does not fit; the last one where something is missing after it."""
        return self.line.words[min(self.position, len(self.line.words) - 1)]

    @property
    def first(self) -> str:
        """The line's first word as it is written."""
        return self.line.words[0].text

    @cached_property
    def text(self) -> str:
        """The line as it is written, from its first word to its last."""
        return self.document.text[self.line.words[0].start : self.line.end]

    @cached_property
    def bare_text(self) -> str:
        """The same without names, so that nothing is found in them; nothing of a very long line."""
        text = self.text
        if len(text) > _LONGEST_TRIED:
            return ""
        for word in self.line.words:
            if word.kind in ("NAME", "OPEN"):
                start, end = word.start - self.offset, word.end - self.offset
                text = text[:start] + " " * (end - start) + text[end:]
        return text

    @property
    def offset(self) -> int:
        """Where `text` starts in the document."""
        return self.line.words[0].start

    @property
    def indent(self) -> str:
        """What starts a new line as deep as this one."""
        return "\n" + " " * self.level.target

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of `text`."""
        return Span(self.offset + start, self.offset + end)

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch of `text` holds the word that does not fit, or is next to it."""
        return start <= self.word.end - self.offset and self.word.start - self.offset <= end + 1

    def cures(self, edits: Sequence[Edit]) -> bool:
        """Whether the line could be read with these edits of it."""
        moved = [
            Edit(Span(edit.span.start - self.offset, edit.span.end - self.offset), edit.replacement)
            for edit in edits
        ]
        if len(self.text) > _LONGEST_TRIED or any(edit.span.start < 0 for edit in moved):
            return False
        blanks = " " * self.level.target
        return self.reads(blanks + apply_edits(self.text, moved))

    def reads(self, text: str) -> bool:
        """Whether a text could stand here in place of the line."""
        return fits(self.states, list(_words_of(text)))

    def reads_in(self, states: Sequence[int]) -> bool:
        """Whether the line could be read as it is in other states."""
        return walk(states, self.words)[0] == len(self.words)

    def fix(self, title: str, *edits: Edit, example: str = "") -> Fix | None:
        """The edits as a fix where they cure the line; otherwise the example, if there is one."""
        if edits and self.cures(edits):
            return Fix(title, "", edits)
        return Fix(title, example) if example else None


def _words_of(text: str) -> Iterator[Leaf]:
    """The words of some lines, as they are read, with the depths they open and close."""
    widths: list[int] = []
    for line in scan(text):
        while widths and line.width < widths[-1]:
            widths.pop()
            yield DEDENT
        if widths and line.width > widths[-1]:
            yield INDENT
        if not widths or line.width > widths[-1]:
            widths.append(line.width)
        yield from line.words
        yield NL
