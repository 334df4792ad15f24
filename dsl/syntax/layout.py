"""Indentation: which block a line belongs to, and which lines are moved in too far or too little.

Lines of a block may be moved in by any number of blanks, as long as they agree. Where one does
not, its first word often still says where it belongs; then it is read there, and the slip is
told once for all lines that share it.
"""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import NamedTuple

from dsl.syntax.scanner import Line
from dsl.syntax.stack import DEDENT, INDENT, Stack
from dsl.syntax.tables import load_tables
from dsl.syntax.trial import bodies
from dsl.syntax.words import key_of

STEP = 2
"""Blanks by which the formatter moves the lines of a block in."""

_SKIPPED = {"<UNREAD>", "<DEDENT>"}


class Reason(Enum):
    """Why a line does not stand where it should."""

    TOO_FAR = auto()
    """Moved in although nothing above it takes lines of its own."""
    NOT_MOVED_IN = auto()
    """A block's lines start where its header starts."""
    TOO_LITTLE = auto()
    """A line that stands further out than the block whose line it is."""
    UNEVEN = auto()
    """A line that starts at another column than the other lines of its block."""
    BLOCK_INSIDE = auto()
    """A block inside another one that cannot hold it."""


@dataclass(slots=True)
class Level:
    """A depth of indentation.

    Attributes:
        width: how far its lines are moved in, in blanks.
        target: how far they should be; differs from `width` where they slipped.
        row: what may start one of its lines.
        depth: how many blocks it is inside of.
        kind: the block's kind as its first word says it; empty for the outermost level.
        header: the block's first line, but for the outermost level.
        is_real: false where the lines belong to the level below and are only moved in too far.
        is_flat: the block's lines are not moved in at all.
        is_skipped: its lines hang below a line that could not be read, and are not read either.
        reason: why its lines slipped, where they did.
    """

    width: int
    target: int
    row: dict[str, int]
    depth: int = 0
    kind: str = ""
    header: Line | None = None
    is_real: bool = True
    is_flat: bool = False
    is_skipped: bool = False
    reason: Reason = Reason.TOO_LITTLE


class Slip(NamedTuple):
    """A line that is moved in too far or too little.

    Attributes:
        line: the line.
        level: where it was read.
        inside: the level that was open before it.
        reason: what is wrong with its place.
    """

    line: Line
    level: Level
    inside: Level
    reason: Reason


class Layout:
    """The depths of indentation that are open."""

    def __init__(self, stack: Stack) -> None:
        """Start at the outermost level, with nothing read."""
        self._stack = stack
        self._levels = [Level(0, 0, load_tables().rows[0])]
        self._slips: list[Slip] = []
        self.header: Line | None = None
        self.header_kind = ""

    def place(self, line: Line, following: Line | None) -> tuple[Level, list[Slip]]:
        """Bring the stack to where a line belongs.

        Args:
            line: the line.
            following: the next one, which says where a block's lines start if the first slipped.

        Returns:
            The line's level, and the slips that ended before it and are to be told together.
        """
        inside = self._levels[-1]
        level = self._level_of(line, following, key_of(line.words[0]))
        if level.target == line.width:
            return level, self._slips_so_far()
        is_new = level is self._levels[-1] and level is not inside and not level.is_real
        reason = level.reason
        if level.target == level.width and line.width > self._width_outside(level):
            reason = Reason.UNEVEN
        told = self._slips_so_far() if is_new and reason is Reason.BLOCK_INSIDE else []
        self._slips.append(Slip(line, level, inside, reason))
        return level, told

    def close(self) -> list[Slip]:
        """End all blocks, and give the slips that are still to be told."""
        self._pop_to(0)
        return self._slips_so_far()

    def _slips_so_far(self) -> list[Slip]:
        if not self._slips:
            return []
        told, self._slips = self._slips, []
        return told

    def _width_outside(self, level: Level) -> int:
        """How far the header of a level is moved in."""
        return level.header.width if level.header else -1

    def _level_of(self, line: Line, following: Line | None, key: str) -> Level:
        top = self._levels[-1]
        body_row = self._stack.body_row
        if body_row is not None:
            if line.width > top.width or self._is_below_a_slip(line, body_row):
                return self._open(line, following, key, body_row)
            if self._is_body(line, key, body_row):
                return self._open_flat(body_row)
        if top.is_skipped and line.width >= top.width:
            return top
        if line.width > top.width:
            return self._too_far(line, key)
        if line.width < top.width or top.is_flat:
            return self._back_to(line, key)
        outer = self._level_that_holds(line, top.row)
        return top if outer is None else self._stray_block(line, outer)

    def _is_below_a_slip(self, line: Line, row: dict[str, int]) -> bool:
        """Whether a line belongs to the header above it, which itself is moved in too far."""
        is_between = self._real_width() < line.width < self._levels[-1].width
        return is_between and not row.keys() <= _SKIPPED

    def _real_width(self) -> int:
        """How far the lines of the open block are moved in, but for those that slipped."""
        return next(level.width for level in reversed(self._levels) if level.is_real)

    def _open(self, line: Line, following: Line | None, key: str, row: dict[str, int]) -> Level:
        """The first line of a block, moved in."""
        is_skipped = row.keys() <= _SKIPPED
        outer = None if is_skipped else self._level_that_holds(line, row)
        if outer is not None:
            return self._stray_block(line, outer)
        top = self._levels[-1]
        self._stack.read([INDENT])
        width = line.width
        if following and self._real_width() < following.width < width:
            width = following.width
        target = top.target + (width - top.width if width > top.width else STEP)
        level = Level(width, target, row, top.depth + 1, self.header_kind, self.header)
        level.is_skipped, level.reason = is_skipped, top.reason
        self._levels.append(level)
        return level

    def _open_flat(self, row: dict[str, int]) -> Level:
        """The first line of a block, not moved in."""
        top = self._levels[-1]
        self._stack.read([INDENT])
        target, depth = top.target + STEP, top.depth + 1
        level = Level(top.width, target, row, depth, self.header_kind, self.header)
        level.is_flat, level.reason = True, Reason.NOT_MOVED_IN
        self._levels.append(level)
        return level

    def _is_body(self, line: Line, key: str, row: dict[str, int]) -> bool:
        """Whether a line that is not moved in can only belong to the header above it."""
        return key in row and not any(
            key in level.row for level in self._levels if level.width <= line.width
        )

    def _too_far(self, line: Line, key: str) -> Level:
        top = self._levels[-1]
        if top.is_flat:
            top.width, top.is_flat = line.width, False
            return top
        outer = self._level_that_holds(line, top.row)
        if outer is not None:
            return self._stray_block(line, outer)
        return self._push_alias(line, Reason.TOO_FAR)

    def _push_alias(self, line: Line, reason: Reason) -> Level:
        """A further width for the lines of the level that is open."""
        top = self._levels[-1]
        alias = replace(top, width=line.width, is_real=False, is_flat=False, reason=reason)
        self._levels.append(alias)
        return alias

    def _level_that_holds(self, line: Line, row: dict[str, int]) -> int | None:
        """The innermost level for a block that cannot stand where `row` says what can."""
        key = line.words[0].text
        has_name = len(line.words) > 1 and line.words[1].kind in ("NAME", "OPEN")
        if not has_name or key in row or key not in bodies():
            return None
        return next((at for at in self._downwards() if key in self._levels[at].row), None)

    def _stray_block(self, line: Line, outer: int) -> Level:
        self._pop_to(outer)
        return self._push_alias(line, Reason.BLOCK_INSIDE)

    def _back_to(self, line: Line, key: str) -> Level:
        """The level of a line that stands further out than the line above it."""
        levels = self._levels
        at = next(
            at
            for at in self._downwards()
            if levels[at].width <= line.width and not levels[at].is_flat
        )
        if at + 1 < len(levels) and not levels[at + 1].is_flat:
            is_nearer = levels[at + 1].width - line.width <= line.width - levels[at].width
            at += is_nearer
        if key not in levels[at].row:
            inner = [each for each in self._downwards() if each > at and key in levels[each].row]
            outer = self._level_that_holds(line, levels[at].row)
            if inner:
                at = inner[0]
            elif outer is not None:
                return self._stray_block(line, outer)
        self._pop_to(at)
        return levels[-1]

    def _downwards(self) -> range:
        """The places of the open levels, innermost first."""
        return range(len(self._levels) - 1, -1, -1)

    def _pop_to(self, place: int) -> None:
        while len(self._levels) > place + 1:
            if self._levels.pop().is_real:
                self._stack.read([DEDENT])
