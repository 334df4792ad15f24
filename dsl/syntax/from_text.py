"""Reads a text into its tree, and says what could not be read.

A mistake costs its own line and nothing else: the stack is cut back to the line's first word, the
line is put into the tree as `unread`, and reading goes on with the next one. A header with a
mistake is read as the nearest block, so that its lines are still read.
"""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, takewhile

from dsl.diagnostics.diagnostic import Diagnostic
from dsl.source.document import Document
from dsl.syntax.guessed_header import guessed_header
from dsl.syntax.layout import Layout, Level
from dsl.syntax.scanner import Line, scan
from dsl.syntax.stack import NL, Stack
from dsl.syntax.syntax_errors.explain import explain
from dsl.syntax.syntax_errors.indentation import tabs, wrong_indentation
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.syntax_errors.quotes import curly_quotes
from dsl.syntax.syntax_errors.respelling import respelled, wrong_capitals
from dsl.syntax.syntax_errors.version import refused_version
from dsl.syntax.tables import load_tables
from dsl.syntax.tree import Leaf, Node

NEWEST_VERSION = 1
MOST_PROBLEMS = 200
_MOST_RESPELLED = 20
_MOST_BELOW = 20


@dataclass(frozen=True)
class Reading:
    """What a text says.

    Attributes:
        tree: the whole text, `start`; lines that could not be read are `unread` nodes in it. It is
            empty where the text is of a newer version than this reader knows.
        comments: every comment, from its `#` on.
        problems: what could not be read, in the order of the text; of very many the first.
        lines: the lines with their words.
        depths: for each line, how many blocks it stands inside of; 0 for lines without words.
        unread: the numbers of the lines that could not be read as they are written.
    """

    tree: Node
    comments: tuple[Leaf, ...]
    problems: tuple[Diagnostic, ...]
    lines: tuple[Line, ...]
    depths: tuple[int, ...]
    unread: frozenset[int]


def read(document: Document) -> Reading:
    """Read a text; whatever it holds, this gives a tree and problems and never fails."""
    with _paused_collector():
        lines = scan(document.text)
        written = [line for line in lines if line.words]
        comments = tuple(line.comment for line in lines if line.comment)
        refused = refused_version(written, NEWEST_VERSION)
        if refused or not written:
            nothing = Node("start", (), 0, 0)
            problems = (refused,) if refused else ()
            unread = frozenset(line.number for line in written)
            return Reading(nothing, comments, problems, tuple(lines), (0,) * len(lines), unread)
        reader = _Reader(document)
        tree = reader.read(written)
    depths = tuple(reader.depths.get(line.number, 0) for line in lines)
    unread = frozenset(reader.unread)
    return Reading(tree, comments, tuple(reader.problems), tuple(lines), depths, unread)


@contextmanager
def _paused_collector() -> Iterator[None]:
    """Leave out the searches for garbage: a tree has no cycles, and reading takes half the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Reader:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._stack = Stack(load_tables())
        self._layout = Layout(self._stack)
        self.problems: list[Diagnostic] = []
        self.depths: dict[int, int] = {}
        self.unread: list[int] = []

    def read(self, lines: list[Line]) -> Node:
        """The tree of the written lines; problems are kept in the order of the text."""
        for place, line in enumerate(lines):
            following = lines[place + 1] if place + 1 < len(lines) else None
            level, slips = self._layout.place(line, following)
            if slips:
                self._tell(wrong_indentation(slips))
            self.depths[line.number] = level.depth
            words = [*line.words, NL]
            if level.is_skipped:
                words = self._note_unread(line)
            position = self._stack.read(words)
            if position < len(words):
                words, position = self._respell(words, position)
            if position < len(words):
                rest = (lines[after] for after in range(place + 1, len(lines)))
                words = self._read_instead(line, level, words, position, rest)
            elif line.curly:
                self._tell(curly_quotes(line))
            self._layout.header, self._layout.header_kind = line, words[0].text
        slips = self._layout.close()
        if slips:
            self._tell(wrong_indentation(slips))
        if "\t" in self._document.text:
            self.problems += tabs(self._document, lines)
        self.problems.sort(key=lambda problem: problem.label.span)
        return self._stack.finish()

    def _respell(self, words: list[Leaf], position: int) -> tuple[list[Leaf], int]:
        """Read a line again with capitals and apostrophes put right, as far as that helps."""
        changes: list[tuple[Leaf, Leaf]] = []
        while position < len(words) and len(changes) < _MOST_RESPELLED:
            right = respelled(words[position], self._stack.states)
            if right is None:
                break
            changes.append((words[position], right))
            words = [*words[:position], right, *words[position + 1 :]]
            self._stack.cut()
            position = self._stack.read(words)
        if changes:
            self._tell(wrong_capitals(changes))
        return words, position

    def _read_instead(
        self, line: Line, level: Level, words: list[Leaf], position: int, rest: Iterable[Line]
    ) -> list[Leaf]:
        """Tell the mistake; read a header in its place, or only note that a line is there."""
        reached = self._stack.states
        self._stack.cut()
        states = self._stack.states
        instead = self._note_unread(line)
        if len(self.problems) < MOST_PROBLEMS:
            self._tell(
                explain(Mistake(self._document, line, words, position, level, reached, states))
            )
            below = takewhile(lambda other: other.width > line.width, rest)
            nearest = list(islice(below, _MOST_BELOW))
            instead = guessed_header(line, level.row, states, nearest) or instead
        self._stack.read(instead)
        return instead

    def _tell(self, problem: Diagnostic) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def _note_unread(self, line: Line) -> list[Leaf]:
        """The words that stand for a line that could not be read."""
        self.unread.append(line.number)
        start, end = line.words[0].start, line.end
        return [Leaf("UNREAD", self._document.text[start:end], start, end), NL]
