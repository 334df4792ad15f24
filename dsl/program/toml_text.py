"""Small files of names and values (TOML), read with the line that stands in the way."""

import re
import tomllib
from typing import Any

_LINE = re.compile(r"at line (\d+)")


class NotToml(Exception):
    """A text that is not laid out as names and values.

    Attributes:
        line: from 1, where it could not be read further.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} cannot be read; write a name, = and a value in quotes")
        self.line = line


def values_in(text: str) -> dict[str, Any]:
    """The values of a TOML text by their names; numbers with a point as texts.

    Raises:
        NotToml: it is none.
    """
    try:
        return tomllib.loads(text, parse_float=str)
    except tomllib.TOMLDecodeError as problem:
        told = _LINE.search(str(problem))
        last = len(text.rstrip().splitlines())
        raise NotToml(int(told[1]) if told else max(last, 1)) from problem
