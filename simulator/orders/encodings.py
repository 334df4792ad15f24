"""Tells text of Western tills, which is older than UTF-8, from text in UTF-8 that is damaged."""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from functools import partial
from pathlib import Path

WESTERN = "cp1252"
_CHUNK_BYTES = 1 << 20


def is_western(path: Path) -> bool:
    """Whether a text is no UTF-8, and is text in Windows-1252, of which Latin-1 is nearly a part.

    A text with more lines that only UTF-8 explains is damaged UTF-8, and no other encoding.
    """
    if _is_in(path, "utf-8"):
        return False
    with path.open("rb") as file:
        told = [_is_utf8(line) for line in file if not line.isascii()]
    return 2 * sum(told) < len(told) and _is_in(path, WESTERN)


def _is_in(path: Path, encoding: str) -> bool:
    decoder = getincrementaldecoder(encoding)()
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, _CHUNK_BYTES), b"")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
