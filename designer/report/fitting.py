"""Text that was laid out for a wide terminal, laid out again for a width."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import wrap

_FAR_IN = 16
"""A line that begins so far in goes on with the value of the line above."""
_TO_COPY = re.compile(r"\[[\w.]+\]$|\w+ = |# ")
"""How lines for a mapping file begin: they go on up to an empty line."""
_LABEL = re.compile(r"\s*\S.*?\s{2,}(?=\S)|\s*- ")


def fitted(text: str, width: int) -> list[str]:
    """The lines of a text, none wider than a width; values go on below where they began.

    Lines to be copied into a file stay as they are, however wide.

    Args:
        text: titles, paragraphs, lines of a label and its value, and lines to copy.
        width: of all other lines, 20 or more.
    """
    lines = []
    for are_empty, some in groupby(text.splitlines(), key=lambda line: not line):
        block = list(some)
        if are_empty or _TO_COPY.match(block[0]):
            lines += block
        else:
            lines += [line for whole in _whole_lines(block) for line in _broken(whole, width)]
    return lines


def _whole_lines(block: Iterable[str]) -> Iterator[str]:
    """The lines as they were before they were broken."""
    held = ""
    for line in block:
        if held and _goes_on(held, line):
            held += f" {line.strip()}"
            continue
        if held:
            yield held
        held = line
    yield held


def _goes_on(held: str, line: str) -> bool:
    indent = len(line) - len(line.lstrip())
    above = len(held) - len(held.lstrip())
    is_listed = held.lstrip().startswith("- ")
    return indent >= _FAR_IN or (is_listed and indent > above) or indent == above == 0


def _broken(line: str, width: int) -> list[str]:
    if len(line) <= width:
        return [line]
    label = _LABEL.match(line)
    indent = len(label[0]) if label else len(line) - len(line.lstrip())
    indent = min(indent, width // 2)
    if label and len(label[0]) >= width // 2:
        line = re.sub(r"(\S)\s{2,}", r"\1  ", line)
    return wrap(line, width, subsequent_indent=" " * indent, drop_whitespace=True)
