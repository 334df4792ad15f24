"""Where a place in a text is, as the grammar knows it: from the lines above that it is inside of.

Only those lines are read, so it takes as long in a long text as in a short one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dsl.syntax.layout import STEP
from dsl.syntax.scanner import scan
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepts, bodies, walk

_START: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Place:
    """A place on a line that is being written.

    Attributes:
        words: those before it on its line, but for the one that is being written.
        written: what is written of that one.
        states: how far the text was read there.
        indent: the blanks before its line.
        kind: the block whose line it is, as its header says it; `text` outside of all.
    """

    words: tuple[Leaf, ...]
    written: str
    states: tuple[int, ...]
    indent: str
    kind: str


def place_at(text: str, offset: int) -> Place | None:
    """The place at an offset; None in a comment, and where its line cannot be read so far."""
    start = text.rfind("\n", 0, offset) + 1
    before = text[start:offset]
    lines = scan(before)
    words = tuple(lines[0].words) if lines else ()
    if lines and lines[0].comment is not None:
        return None
    written = ""
    if words and words[-1].end == len(before) and words[-1].kind != "COMMA":
        written = words[-1].text
        words = words[:-1]
    indent = before[: len(before) - len(before.lstrip())]
    above, kind = _above(text[:start].split("\n")[:-1], len(indent))
    count, states = walk(above, words)
    return Place(words, written, tuple(states), indent, kind) if count == len(words) else None


def indent_below(text: str, offset: int) -> str:
    """The blanks before a new line that begins at an offset."""
    line = text[text.rfind("\n", 0, offset) + 1 : offset]
    indent = line[: len(line) - len(line.lstrip())]
    words = [word for scanned in scan(line) for word in scanned.words]
    if not words:
        return indent
    above, _ = _above(text[: offset - len(line)].split("\n")[:-1], len(indent))
    count, states = walk(above, [*words, NL])
    opens = count > len(words) and accepts(states, "<INDENT>")
    return indent + " " * STEP if opens else indent


def _above(lines: Sequence[str], width: int) -> tuple[tuple[int, ...], str]:
    """How far the text is read where a line starts that is moved in so far, and in which block."""
    states, kind = _START, "text"
    for header in _chain(lines, width):
        words = scan(header)[0].words
        if words[0].text in bodies():
            kind = words[0].text
            states = bodies()[kind]
        else:
            states = tuple(walk(states, [*words, NL, INDENT])[1])
    return states, kind


def _chain(lines: Sequence[str], width: int) -> list[str]:
    """The lines above that a line stands inside of, outermost first."""
    found: list[str] = []
    for line in reversed(lines):
        bare = line.lstrip()
        own = len(line) - len(bare)
        if bare and bare[0] != "#" and own < width:
            found.append(line)
            width = own
        if not width:
            break
    return found[::-1]
