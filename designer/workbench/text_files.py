"""Reading a file that should be a text, safely."""

from pathlib import Path

from designer.workbench.refusal import Refusal
from dsl.source.document import Document

LARGEST_BYTES = 2_000_000
"""A program is a few hundred lines; far above this, the file is something else."""


def read_document(path: Path) -> Document:
    """The text of a program file, with line feeds alone.

    Raises:
        Refusal: there is no such file, it cannot be read, it is too large, or it is not text.
    """
    return Document(str(path), text_in(path, read_content(path)))


def unread(path: Path, problem: OSError, fix: str = "") -> Refusal:
    """What is said of a file that cannot be read, in the same words by all commands.

    Args:
        path: the file.
        problem: why.
        fix: what to name in its place, as a sentence; "" for nothing.
    """
    is_folder = isinstance(problem, IsADirectoryError)
    said = (
        "is a folder. Name a file in it." if is_folder else f"cannot be read: {problem.strerror}."
    )
    return Refusal(" ".join(filter(None, (f"{path} {said}", fix))), wrong_usage=True)


def read_content(path: Path) -> bytes:
    """The bytes of a file that should be a text.

    Raises:
        Refusal: there is no such file, it cannot be read, or it is too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_BYTES + 1)
        if len(content) > LARGEST_BYTES:
            raise Refusal(
                f"{path} has more than {LARGEST_BYTES:,} bytes, and a program has a few hundred "
                "lines. Is this an order file?"
            )
    except OSError as problem:
        raise unread(path, problem) from problem
    return content


def text_in(path: Path, content: bytes) -> str:
    """The text that the bytes of a file hold, with line feeds alone.

    Raises:
        Refusal: they are not text.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise Refusal(
            f"{path} is not text in UTF-8: line {line} holds the byte "
            f"{content[problem.start]:#04x}. Save it as UTF-8 and try again."
        ) from problem
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Refusal(f"{path} is not a text: line {line} holds a zero byte.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
