"""Names of members by row: told, or the row's number."""

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol


class MemberNames(Protocol):
    """A name for each row."""

    def __getitem__(self, row: int) -> str:
        """The name of a row."""
        ...

    def row(self, name: str) -> int:
        """The row of a name."""
        ...


class Names:
    """Names that were told."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def __getitem__(self, row: int) -> str:
        return self._names[row]

    def row(self, name: str) -> int:
        """The row of a name."""
        return self._rows[name]

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self._names)}


class Numbers:
    """Rows named by their numbers, all of one length."""

    def __init__(self, members: int) -> None:
        self._width = len(str(members))

    def __getitem__(self, row: int) -> str:
        return f"{row:0{self._width}}"

    def row(self, name: str) -> int:
        """The row of a name."""
        return int(name)
