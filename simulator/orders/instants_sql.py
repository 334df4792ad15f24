"""Dates and times from text to instants, in SQL."""

import itertools
from collections.abc import Sequence

from simulator.orders.sql_text import text
from simulator.orders.wall_time import Stretch

_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_ISO = (
    rf"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[T ]{_TIME})?)"
    r"[ ]?([Zz]|UTC|[-+][0-9]{2}(?::?[0-9]{2})?)?$"
)
EARLIEST = "timestamp '1970-01-03'"
LATEST = "timestamp '2199-12-30'"


def wall(column: str, dates: Sequence[str]) -> str:
    """The time on the wall in microseconds since 1970; no value when it cannot be read."""
    if dates:
        formats = ", ".join(text(written) for written in dates)
        read = f"try_strptime({column}, [{formats}])"
    else:
        plain = f"try_cast(left({column}, 19) as timestamp)"
        found = f"regexp_extract({column}, {text(_ISO)}, 1)"
        read = (
            f"case when {_is_plain(column)} then {plain}"
            f" else try_cast(nullif({found}, '') as timestamp) end"
        )
    return f"case when {read} between {EARLIEST} and {LATEST} then epoch_us({read}) end"


def _is_plain(column: str) -> str:
    """Whether a text is `2025-03-04 10:00:00`, with nothing or `Z` behind: the usual way."""
    start = f"replace(left({column}, 19), 'T', ' ')"
    exact = f"coalesce(try_cast({start} as timestamp)::varchar = {start}, false)"
    return f"({exact} and substr({column}, 20) in ('', 'Z'))"


def offset(column: str, dates: Sequence[str]) -> str:
    """The stated offset in microseconds; no value when none is stated."""
    if dates:
        return "null::bigint"
    found = f"regexp_extract({column}, {text(_ISO)}, 2)"
    found = f"(case when {_is_plain(column)} then substr({column}, 20) else {found} end)"
    signed = f"replace(replace(upper(nullif({found}, '')), 'UTC', '+00'), 'Z', '+00')"
    # As a whole number of hours and minutes: +05:30, and +05, are 530 and 500.
    number = f"rpad(replace({signed}, ':', ''), 5, '0')::bigint"
    return f"({number} - 40 * ({number} // 100)) * 60000000"


def instant(wall_column: str, offset_column: str, zone: Sequence[Stretch]) -> str:
    """The instant of a wall time with a stated offset, or else with the zone's."""
    return f"{wall_column} - coalesce({offset_column}, {_by_stretch(wall_column, zone)})"


def odd_hour(wall_column: str, offset_column: str, zone: Sequence[Stretch], odd: str) -> str:
    """Whether a wall time without an offset was shown twice, or never."""
    times = [
        f"({wall_column} >= {stretch.odd_from} and {wall_column} < {following.start})"
        for stretch, following in itertools.pairwise(zone)
        if stretch.odd == odd
    ]
    if not times:
        return "false"
    return f"({offset_column} is null and ({' or '.join(times)}))"


def _by_stretch(wall_column: str, zone: Sequence[Stretch]) -> str:
    """The zone's offset at a wall time."""
    whens = " ".join(
        f"when {wall_column} < {following.start} then {stretch.offset}"
        for stretch, following in itertools.pairwise(zone)
    )
    last = zone[-1].offset
    return f"case {whens} else {last} end" if whens else str(last)
