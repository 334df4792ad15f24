"""The head of an orders file: the names of its columns and a few rows, before anything is read."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from simulator.orders.clean_copy import CsvSource, damaged_parquet, is_parquet
from simulator.orders.mapping import Formats
from simulator.orders.sql_text import text

MOST_ROWS = 200


@dataclass(frozen=True)
class FirstRows:
    """The head of a file.

    Attributes:
        header: the names of the columns.
        rows: whole rows as text, without blanks around the values.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def values(self, column: str) -> tuple[str, ...]:
        """What stands in a column, empty values left out."""
        if column not in self.header:
            return ()
        return tuple(filter(None, self.column(column)))

    def column(self, column: str) -> tuple[str, ...]:
        """What stands in a column that is there, row by row."""
        place = self.header.index(column)
        return tuple(row[place] for row in self.rows)


def first_rows(path: Path, formats: Formats) -> FirstRows:
    """The head of a CSV or Parquet file.

    Raises:
        OrdersError: the file cannot be read.
    """
    if is_parquet(path):
        return _of_parquet(path)
    source = CsvSource(path, formats.encoding, formats.delimiter)
    return FirstRows(tuple(source.header), tuple(source.first_rows(MOST_ROWS)))


def _of_parquet(path: Path) -> FirstRows:
    query = f"select * from read_parquet({text(str(path))}) limit {MOST_ROWS}"
    try:
        with duckdb.connect() as connection:
            found = connection.execute(query)
            header = tuple(str(column[0]) for column in found.description or ())
            rows = found.fetchall()
    except duckdb.Error as problem:
        raise damaged_parquet(path) from problem
    return FirstRows(
        header, tuple(tuple("" if value is None else str(value) for value in row) for row in rows)
    )
