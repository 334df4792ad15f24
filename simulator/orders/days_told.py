"""How days are written; later rows are looked at where the first ones fit several formats."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import duckdb

from simulator.orders.clean_copy import CsvSource, is_parquet
from simulator.orders.first_rows import FirstRows
from simulator.orders.mapping import Formats
from simulator.orders.orders_error import OrdersError
from simulator.orders.recognise import dates_that_fit, doubtful_day, is_moment
from simulator.orders.sql_text import name, text

_MOST_TELLING = 200


def dates_told(
    path: Path, formats: Formats, head: FirstRows, sources: Sequence[str]
) -> tuple[str, ...]:
    """The formats in which most of the first moments are written, as far as the file tells.

    None means ISO 8601, or that none fits, or that no row tells which of several is meant.

    Args:
        path: the file.
        formats: encoding and delimiter of it.
        head: its first rows.
        sources: the column of days, and one of times where it is apart.
    """
    moments = [value for _, value in head.numbered(sources)]
    fitting = dates_that_fit(moments)
    if len(fitting) < 2 or () in fitting:
        return next(iter(fitting), ())
    whole = {tuple(each.split()[0] for each in dates): dates for dates in fitting}

    @cache
    def tells(day: str) -> bool:
        return len({is_moment(day, dates) for dates in whole}) > 1

    days = (moment.split()[0] for moment in _column(path, formats, sources[0]) if moment)
    telling = list(itertools.islice(filter(tells, days), _MOST_TELLING))
    told = dates_that_fit(telling, tuple(whole))
    if len(told) == 1:
        return whole[told[0]]
    return () if telling or doubtful_day(moments, fitting) else fitting[0]


def _column(path: Path, formats: Formats, column: str) -> Iterator[str]:
    """What stands in a column, row by row, as far as the file can be read."""
    with suppress(OrdersError, OSError, duckdb.Error):
        if not is_parquet(path):
            yield from CsvSource(path, formats.encoding, formats.delimiter).column(column)
            return
        query = f"select trim({name(column)}::varchar) from read_parquet({text(str(path))})"
        with duckdb.connect() as connection:
            found = connection.execute(query)
            while rows := found.fetchmany(1000):
                yield from (value or "" for (value,) in rows)
