"""What the caller hands in: the files, the policies, and who is told of progress."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many rows are done, and how many there are (0: unknown)."""


class JoinPolicy(StrEnum):
    """How people became members where the history does not say."""

    FIRST_ORDER = "first-order"
    AT_START = "at-start"
    FILE = "file"


class MatchPolicy(StrEnum):
    """Which purchase a return belongs to that names none."""

    RECENT = "recent"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSources:
    """The shop's files.

    Attributes:
        mapping: a TOML file that says how files of another layout are read.
        joins: member and joined_at, for `JoinPolicy.FILE`.
    """

    orders: Path
    lines: Path | None = None
    returns: Path | None = None
    facts: Path | None = None
    joins: Path | None = None
    mapping: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """The stated policies of an import.

    Attributes:
        return_window_days: purchases older than this take no returns any more, which keeps the
            memory of a long history flat; None keeps them all.
        keep_ids: members keep the shop's own ids instead of keyed hashes.
        key: the key of the hashes; None reads it from the key file.
        currency: of orders that name none, where the mapping states none either.
        since, until: facts from this instant on, and before that instant; None is no limit.
        today: orders of later days are noticed; None notices none.
        state: `History.state()` of the import that ended where this one starts.
        keep_state: `History.state()` will be asked for.
    """

    join: JoinPolicy = JoinPolicy.FIRST_ORDER
    match_returns: MatchPolicy = MatchPolicy.RECENT
    return_window_days: int | None = None
    keep_ids: bool = False
    key: bytes | None = None
    currency: str | None = None
    since: int | None = None
    until: int | None = None
    today: date | None = None
    state: dict[str, Any] | None = None
    keep_state: bool = False
