"""The head of an orders file: the names of its columns and a few rows, before anything is read."""

from collections.abc import Sequence
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
        numbers: of these rows in the file; the header is row 1.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def values(self, column: str) -> tuple[str, ...]:
        """What stands in a column, empty values left out."""
        if column not in self.header:
            return ()
        return tuple(filter(None, self.column(column)))

    def column(self, column: str) -> tuple[str, ...]:
        """What stands in a column that is there, row by row."""
        place = self.header.index(column)
        return tuple(row[place] for row in self.rows)

    def numbered(self, columns: Sequence[str]) -> tuple[tuple[int, str], ...]:
        """What stands in some columns together, and in which row; empty rows left out."""
        if not columns or not set(columns) <= set(self.header):
            return ()
        parts = zip(*map(self.column, columns), strict=True)
        joined = (" ".join(filter(None, values)) for values in parts)
        return tuple(each for each in zip(self.numbers, joined, strict=True) if each[1])


def first_rows(path: Path, formats: Formats) -> FirstRows:
    """The head of a CSV or Parquet file.

    Raises:
        OrdersError: the file cannot be read.
    """
    if is_parquet(path):
        return _of_parquet(path)
    source = CsvSource(path, formats.encoding, formats.delimiter)
    numbered = source.first_rows(MOST_ROWS)
    numbers, rows = tuple(number for number, _ in numbered), tuple(row for _, row in numbered)
    return FirstRows(tuple(source.header), rows, numbers)


def _of_parquet(path: Path) -> FirstRows:
    query = f"select * from read_parquet({text(str(path))}) limit {MOST_ROWS}"
    try:
        with duckdb.connect() as connection:
            found = connection.execute(query)
            header = tuple(str(column[0]) for column in found.description or ())
            rows = found.fetchall()
    except duckdb.Error as problem:
        raise damaged_parquet(path) from problem
    texts = tuple(tuple("" if value is None else str(value) for value in row) for row in rows)
    return FirstRows(header, texts, tuple(range(2, 2 + len(texts))))
