"""Copies the columns that are needed out of a CSV file: every row numbered and whole.

DuckDB reads the copy. A reader made for speed skips or joins what it does not understand without
a word; here every row is either in the copy or counted.
"""

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import TextIO

from simulator.orders.encodings import WESTERN, is_western
from simulator.orders.orders_error import OrdersError, place_in, unread_file
from simulator.orders.report import SAMPLE_ROWS

_DELIMITERS = ",;\t|"
_HEAD_BYTES = 1 << 16
_LONGEST_VALUE = 1 << 20
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8"}
_SPREADSHEET_LINE = re.compile(r'"?sep=(.)"?\r?\n')
_PROGRESS_ROWS = 100_000


@dataclass(slots=True)
class Sampled:
    """How many rows were met, and the first of them by number; the header is row 1."""

    count: int = 0
    rows: list[int] = field(default_factory=list)

    def add(self, row: int) -> None:
        """Count a row."""
        self.count += 1
        if len(self.rows) < SAMPLE_ROWS:
            self.rows.append(row)


@dataclass(slots=True)
class CopyCounts:
    """What the copying met.

    Attributes:
        rows: rows of data, whole or not.
        wrong_columns, broken_quotes: the rows that were not copied.
    """

    rows: int = 0
    wrong_columns: Sampled = field(default_factory=Sampled)
    broken_quotes: Sampled = field(default_factory=Sampled)


class CsvSource:
    """A CSV file whose shape is known: encoding, delimiter and header."""

    def __init__(self, path: Path, encoding: str, delimiter: str | None) -> None:
        """Look at the head of the file.

        Raises:
            OrdersError: the file is no CSV file that can be read.
        """
        self.path = path
        head = _head_of(path)
        self.has_mark = head[:2] in _MARKS or head[:3] in _MARKS
        self.encoding = _encoding(path, head, encoding)
        self.is_western = not self.has_mark and encoding == "utf-8" and is_western(path)
        if self.is_western:
            self.encoding = WESTERN
        with self._open() as file:
            try:
                first = file.read(_HEAD_BYTES)
            except UnicodeError as problem:
                raise self._not_text(1) from problem
        stated = _SPREADSHEET_LINE.match(first)
        if not first[stated.end() if stated else 0 :].strip():
            raise OrdersError("the file is empty", place=str(path), fix=_A_HEADER)
        self._lines_above = 1 if stated else 0
        self.delimiter = delimiter or (stated[1] if stated else _delimiter(first))
        reader = csv.reader(io.StringIO(first, newline=""), delimiter=self.delimiter)
        self.header = [name.strip() for name in self._header_row(reader)]

    def _open(self) -> TextIO:
        return self.path.open(encoding=self.encoding, newline="")

    def _not_text(self, row: int) -> OrdersError:
        return OrdersError(
            f"the file is not written in {self.encoding.removesuffix('-sig').upper()}",
            place=place_in(self.path, row),
            cause="In this row, or not far behind it, stands a byte that is no letter there.",
            fix='save it as "CSV UTF-8", or state the encoding in a mapping file:'
            ' [formats] encoding = "cp1252"',
        )

    def copy_to(
        self, copy: Path, columns: Sequence[int], progress: Callable[[int], None]
    ) -> CopyCounts:
        """Write row number and columns of every whole row to another file, without outer blanks.

        Raises:
            OrdersError: the text cannot be decoded, or a quote is never closed.
        """
        counts = CopyCounts()
        limit = csv.field_size_limit(_LONGEST_VALUE)
        try:
            with self._open() as file, copy.open("w", encoding="utf-8", newline="") as out:
                reader = csv.reader(file, delimiter=self.delimiter, strict=True)
                self._header_row(reader)
                rows = self._whole_rows(reader, counts, progress)
                taken = itemgetter(*columns, columns[0])  # twice: one alone gives no tuple
                csv.writer(out, lineterminator="\n").writerows(
                    (number, *map(str.strip, taken(row)[:-1])) for number, row in rows
                )
        except UnicodeError as problem:
            raise self._not_text(counts.rows + 1) from problem
        finally:
            csv.field_size_limit(limit)
        return counts

    def first_rows(self, most: int) -> list[tuple[int, tuple[str, ...]]]:
        """So many whole rows below the header, with their numbers; a broken row is passed over.

        Raises:
            OrdersError: the text cannot be decoded.
        """
        try:
            with self._open() as file:
                first = itertools.islice(self._rows_of(file), most)
                return [(number, tuple(map(str.strip, row))) for number, row in first]
        except csv.Error:
            return []
        except UnicodeError as problem:
            raise self._not_text(2) from problem

    def column(self, name: str) -> Iterator[str]:
        """What stands in a column, in whole rows, down to the first that cannot be read."""
        place = self.header.index(name)
        with suppress(csv.Error, UnicodeError), self._open() as file:
            for _, row in self._rows_of(file):
                yield row[place].strip()

    def _rows_of(self, file: TextIO) -> Iterator[tuple[int, list[str]]]:
        """The whole rows below the header, with their numbers."""
        reader = csv.reader(file, delimiter=self.delimiter)
        self._header_row(reader)
        numbered = enumerate(reader, 2 + self._lines_above)
        return (each for each in numbered if len(each[1]) == len(self.header))

    def _header_row(self, reader: Iterator[list[str]]) -> list[str]:
        for _ in range(self._lines_above):
            next(reader)
        return next(reader)

    def _whole_rows(
        self,
        reader: Iterator[list[str]],
        counts: CopyCounts,
        progress: Callable[[int], None],
    ) -> Iterator[tuple[int, list[str]]]:
        width, number = len(self.header), 1 + self._lines_above
        while True:
            number += 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                self._stop_at_open_quote(problem, number)
                counts.rows += 1
                counts.broken_quotes.add(number)
                continue
            if not row:
                continue
            counts.rows += 1
            if not counts.rows % _PROGRESS_ROWS:
                progress(counts.rows)
            if len(row) != width:
                counts.wrong_columns.add(number)
                continue
            yield number, row

    def _stop_at_open_quote(self, problem: csv.Error, number: int) -> None:
        text = str(problem)
        if "field limit" in text:
            raise OrdersError(
                f"a value has more than {_LONGEST_VALUE:,} letters",
                place=place_in(self.path, number),
                cause="Perhaps a quote before it is opened and never closed.",
                fix="close the quote in this row, or export the file again",
            ) from problem
        if "end of data" in text:
            raise OrdersError(
                "a quote is opened and never closed",
                place=place_in(self.path, number),
                cause="Everything behind it would be read as one value.",
                fix="close the quote in this row, or export the file again",
            ) from problem


_A_HEADER = "the first row names the columns, each row below is one order"


def _head_of(path: Path) -> bytes:
    """The first bytes of a file that looks like text."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise OrdersError(
                "this is no file that can be read twice",
                place=str(path),
                fix="save what it gives as a file, and name that",
                wrong_usage=True,
            )
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as problem:
        raise unread_file(path, problem) from problem
    if not head.strip():
        raise OrdersError("the file is empty", place=str(path), fix=_A_HEADER)
    return head


def _encoding(path: Path, head: bytes, stated: str) -> str:
    found = _MARKS.get(head[:2]) or _MARKS.get(head[:3]) or stated
    if found != "utf-16" and b"\0" in head:
        kind = "a compressed file" if head[:2] == b"\x1f\x8b" else "not a text file"
        raise OrdersError(
            f"this is {kind}",
            place=str(path),
            fix="export the orders as CSV or Parquet and name that file",
        )
    return "utf-8-sig" if found == "utf-8" else found


def _delimiter(first: str) -> str:
    """The sign that separates most columns of the header."""
    header = first.splitlines()[0]
    bare = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)


def damaged_parquet(path: Path) -> OrdersError:
    """What is told of a Parquet file that cannot be read."""
    return OrdersError(
        "the Parquet file cannot be read",
        place=str(path),
        cause="It is damaged, or only a part of it was copied.",
        fix="export or copy it again, or use CSV",
    )


def is_parquet(path: Path) -> bool:
    """Whether a file starts as Parquet files do."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(4) == b"PAR1"
    except OSError:
        return False
