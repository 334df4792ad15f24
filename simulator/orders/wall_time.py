"""Wall time of a zone to instants: which offset holds from which wall time on."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

SECOND = 1_000_000
_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of wall time with one offset.

    Attributes:
        start: wall time in microseconds since 1970-01-01T00:00 on the wall.
        offset: wall time minus UTC, in microseconds.
        odd_from: from here to the stretch's end the clock shows each time twice (`repeated`),
            or never (`skipped`); equal to the end when neither is so.
        odd: which of the two.
    """

    start: int
    offset: int
    odd_from: int
    odd: Literal["repeated", "skipped", ""]


def stretches(zone: ZoneInfo, first: int, last: int) -> tuple[Stretch, ...]:
    """The stretches that hold for wall times from `first` to `last`, both in microseconds.

    Of a time shown twice the first is meant; a time never shown counts with the offset that
    held before, which moves it on by as much as the clock was moved.
    """
    begin, end = first // SECOND - 2 * _DAY, last // SECOND + 2 * _DAY
    found: list[Stretch] = []
    start, offset = first - 2 * _DAY * SECOND, _offset(zone, begin)
    for moment in _changes(zone, begin, end):
        following = _offset(zone, moment)
        change = max(offset, following)
        found.append(
            Stretch(
                start,
                offset * SECOND,
                (moment + min(offset, following)) * SECOND,
                "repeated" if following < offset else "skipped",
            )
        )
        start, offset = (moment + change) * SECOND, following
    found.append(Stretch(start, offset * SECOND, last + 3 * _DAY * SECOND, ""))
    return tuple(found)


def _offset(zone: ZoneInfo, seconds: int) -> int:
    moment = (_EPOCH + timedelta(seconds=seconds)).astimezone(zone)
    offset = moment.utcoffset()
    assert offset is not None
    return offset.days * _DAY + offset.seconds


def _changes(zone: ZoneInfo, begin: int, end: int) -> list[int]:
    """The seconds since 1970 at which the zone's offset changes."""
    found = []
    low, before = begin, _offset(zone, begin)
    while low < end:
        high = low + _DAY
        after = _offset(zone, high)
        if after != before:
            found.append(_change_between(zone, low, high))
        low, before = high, after
    return found


def _change_between(zone: ZoneInfo, low: int, high: int) -> int:
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high
