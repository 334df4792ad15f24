"""A stretch of a document: where something was written."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of character offsets, `start <= end`, counted from 0."""

    start: int
    end: int
