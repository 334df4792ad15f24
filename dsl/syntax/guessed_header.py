"""The header that a line with a mistake was probably meant to be, so that its lines are read."""

from collections.abc import Sequence

from dsl.diagnostics.suggest import suggest
from dsl.syntax.scanner import Line, scan
from dsl.syntax.stack import NL
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import bodies, fits

_LONGEST_WORD = 40


def guessed_header(
    line: Line, row: dict[str, int], states: Sequence[int], below: Sequence[Line]
) -> list[Leaf] | None:
    """The words of the nearest header, with offsets inside the line.

    Args:
        line: the line with a mistake.
        row: what may start a line there.
        states: the states at the start of the line.
        below: the lines that are moved in below it.

    Returns:
        Words that fit; nothing where the line looks like no header.
    """
    first = line.words[0].text
    has_name = len(line.words) > 1 and line.words[1].kind in ("NAME", "OPEN")
    if not below and not has_name:
        return None
    kind = _kind_of_block(first, row, states, below)
    if kind:
        words = [Leaf("WORD", kind, line.words[0].start, line.words[0].end), _name(line)]
        if kind == "change":
            words += _written(line, "on 1 January 2000")
    elif first == "when":
        words = _written(line, "when any of these")
    elif first == "give":
        words = _written(line, "give by bands of net spend per purchase")
    else:
        return None
    words = [*words, NL]
    return words if fits(states, words) else None


def _kind_of_block(
    first: str, row: dict[str, int], states: Sequence[int], below: Sequence[Line]
) -> str | None:
    """The block that is written, or nearly written, or that the lines below would fit."""
    possible = [kind for kind in bodies() if kind in row]
    if first in possible:
        return first
    near = suggest(first[:_LONGEST_WORD], possible).nearest
    if near:
        return near[0]
    direct = [line for line in below if line.width == below[0].width]
    votes = {kind: _votes(kind, direct) for kind in possible}
    most = max(votes.values(), default=0)
    return next((kind for kind in possible if most and votes[kind] == most), None)


def _votes(kind: str, below: Sequence[Line]) -> int:
    """How many of the lines could be lines of a kind of block."""
    return sum(1 for line in below if fits(bodies()[kind], [*line.words, NL]))


def _name(line: Line) -> Leaf:
    """The header's name: the one that is written, or the words behind the first in quotes."""
    found = next((word for word in line.words if word.kind == "NAME"), None)
    if found is not None:
        return found
    rest = [word for word in line.words[1:] if word.kind not in ("COMMA", "OTHER")]
    text = " ".join(word.text.strip('"') for word in rest)
    start = rest[0].start if rest else line.end
    return Leaf("NAME", f'"{text}"', start, line.end)


def _written(line: Line, text: str) -> list[Leaf]:
    """Words that are not written on the line, each spanning the whole of it."""
    start = line.words[0].start
    return [
        word._replace(
            kind="MONTH" if word.text == "January" else word.kind, start=start, end=line.end
        )
        for word in scan(text)[0].words
    ]
