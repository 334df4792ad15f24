"""The workplace of an import: the files as tables of text, and what is noticed about them."""

from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from dsl.program.program import Program
from simulator.orders.amounts_sql import AmountReader
from simulator.orders.clean_copy import CopyCounts, CsvSource, damaged_parquet, is_parquet
from simulator.orders.columns_found import Columns, find_columns
from simulator.orders.instants_sql import instant, odd_hour
from simulator.orders.layout import Kind
from simulator.orders.mapping import Mapping
from simulator.orders.report import Tally
from simulator.orders.sources import ImportChoices, Progress
from simulator.orders.sql_text import name, text, texts, trimmed
from simulator.orders.wall_time import Stretch, stretches

_MEMORY = "1GB"  # beyond it tables and sorting go to temporary files
_THREADS = 2


@dataclass
class Staging:
    """One import at work.

    Attributes:
        connection: holds a view `<kind>_text` for each file that was loaded: `row`, one text
            column for each column of the layout, and `meant`, whether the filters ask for it.
        rows: rows of data in each file.
        present: the columns of the layout that each file has.
    """

    program: Program
    mapping: Mapping
    choices: ImportChoices
    progress: Progress
    folder: Path
    connection: duckdb.DuckDBPyConnection
    tally: Tally = field(default_factory=Tally)
    rows: dict[Kind, int] = field(default_factory=dict)
    present: dict[Kind, frozenset[str]] = field(default_factory=dict)

    @property
    def amounts(self) -> AmountReader:
        """Reads amounts as the mapping says they are written."""
        return AmountReader(
            self.program.currency, self.program.currency_decimals, self.mapping.formats
        )

    @property
    def dates(self) -> tuple[str, ...]:
        """The formats of dates; none means ISO 8601."""
        return self.mapping.formats.dates

    def run(self, sql: str) -> None:
        """Run a statement."""
        self.connection.execute(sql)

    def one(self, sql: str) -> tuple[int, ...]:
        """The only row of an answer that consists of whole numbers."""
        row = self.connection.execute(sql).fetchone()
        assert row is not None
        return tuple(value or 0 for value in row)

    def load(self, path: Path, *kinds: Kind) -> None:
        """Bring a file in as text: one table for each kind of rows that it holds.

        Raises:
            OrdersError: the file cannot be read, or lacks columns.
        """
        if is_parquet(path):
            found = self._load_parquet(kinds, path)
        else:
            found = self._load_csv(kinds, path)
        for kind, columns in found.items():
            self.present[kind] = frozenset(
                name for name, places in columns.fields.items() if places
            )
            fields = ", ".join(
                f"{_as_text(places)} as {name(column)}" for column, places in columns.fields.items()
            )
            meant = " and ".join(
                f"coalesce(lower(c{place}) in {texts(value.lower() for value in values)}, false)"
                for place, values in columns.filters
            )
            self.run(
                f"create view {kind}_text as"
                f" select row, {fields}, {meant or 'true'} as meant from {kinds[0]}_copy"
            )

    def _load_csv(self, kinds: tuple[Kind, ...], path: Path) -> dict[Kind, Columns]:
        formats, label = self.mapping.formats, kinds[0]
        source = CsvSource(path, formats.encoding, formats.delimiter)
        found, places = self._find(kinds, path, source.header)
        copy = self.folder / f"{label}.csv"
        counts = source.copy_to(
            copy, places, lambda done: self.progress(f"reading {label}", done, 0)
        )
        self._tally_copy(label, source, counts)
        types = {"row": "BIGINT"} | {f"c{place}": "VARCHAR" for place in places}
        self.run(
            f"create table {label}_copy as select * from read_csv({text(str(copy))},"
            f" auto_detect=false, header=false, parallel=false, delim=',', quote='\"',"
            f" escape='\"', max_line_size=16777216, columns={_struct(types)})"
        )
        copy.unlink()
        return found

    def _find(
        self, kinds: tuple[Kind, ...], path: Path, header: Sequence[str]
    ) -> tuple[dict[Kind, Columns], tuple[int, ...]]:
        """The columns of each kind of rows, and all their places."""
        found = {
            kind: find_columns(kind, path, header, self.mapping, self.program.currency)
            for kind in kinds
        }
        return found, tuple(sorted({place for each in found.values() for place in each.places}))

    def _tally_copy(self, kind: Kind, source: CsvSource, counts: CopyCounts) -> None:
        self.rows[kind] = counts.rows
        self.tally.add("byte-order-mark", kind, int(source.has_mark))
        self.tally.add("other-encoding", kind, int(source.is_western))
        self.tally.add("other-delimiter", kind, int(source.delimiter != ","))
        for rule, met in (
            ("wrong-columns", counts.wrong_columns),
            ("broken-quotes", counts.broken_quotes),
        ):
            self.tally.add(rule, kind, met.count, met.rows)

    def _load_parquet(self, kinds: tuple[Kind, ...], path: Path) -> dict[Kind, Columns]:
        label = kinds[0]
        link = self.folder / f"{label}.parquet"  # the path itself may hold signs of a pattern
        link.symlink_to(path.absolute())
        scan = f"read_parquet({text(str(link))}, file_row_number=true)"
        try:
            described = self.connection.execute(f"select * from {scan} limit 0").description
            header = [str(column[0]) for column in described or ()]
            found, places = self._find(kinds, path, header)
            taken = "".join(
                f", {trimmed(name(header[place]) + '::varchar')} as c{place}" for place in places
            )
            self.run(
                f"create table {label}_copy as select file_row_number + 2 as row{taken} from {scan}"
            )
        except duckdb.Error as problem:
            raise damaged_parquet(path) from problem
        self.rows[label] = self.one(f"select count(*) from {label}_copy")[0]
        return found

    def _zone_of(self, table: str) -> tuple[Stretch, ...]:
        """The stretches of the shop's zone that the wall times of a table need."""
        zone = ZoneInfo(self.mapping.formats.time_zone or self.program.time_zone)
        first, last = self.one(f"select min(wall), max(wall) from {table}")
        return stretches(zone, first, last)

    def timed(self, table: str) -> str:
        """A query of a table with `wall` and `shift`: adds `instant` and whether it is odd."""
        zone = self._zone_of(table)
        return (
            f"(select *, {instant('wall', 'shift', zone)} as instant,"
            f" {odd_hour('wall', 'shift', zone, 'repeated')} as repeated_hour,"
            f" {odd_hour('wall', 'shift', zone, 'skipped')} as skipped_hour from {table})"
        )

    def tally_problems(self, table: str, kind: Kind) -> None:
        """Count the rows of a table by their `problem`, with their `money`."""
        found = self.connection.execute(
            f"select problem, count(*), min(row, 5), coalesce(sum(money), 0) from {table}"
            " where problem is not null group by problem"
        ).fetchall()
        for rule, count, rows, money in found:
            self.tally.add(rule, kind, count, rows, int(money))

    def tally_notes(self, table: str, kind: Kind, notes: Table[str, str]) -> None:
        """Count the rows of a table for which each note's condition holds."""
        for rule, condition in notes.items():
            count, money = self.one(f"select count(*), sum(money) from {table} where {condition}")
            if count:
                rows = self.connection.execute(
                    f"select row from {table} where {condition} order by row limit 5"
                ).fetchall()
                self.tally.add(rule, kind, count, [row for (row,) in rows], int(money))


def open_staging(
    program: Program,
    mapping: Mapping,
    choices: ImportChoices,
    progress: Progress,
    folder: Path,
) -> Staging:
    """A workplace without files."""
    connection = duckdb.connect(
        config={"temp_directory": str(folder), "memory_limit": _MEMORY, "threads": _THREADS}
    )
    return Staging(program, mapping, choices, progress, folder, connection)


def _as_text(places: tuple[int, ...]) -> str:
    """One text of a column's places in the file; several are joined by a blank."""
    if not places:
        return "null::varchar"
    columns = [f"c{place}" for place in places]
    return columns[0] if len(columns) == 1 else f"nullif(concat_ws(' ', {', '.join(columns)}), '')"


def _struct(types: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name(key)}: {text(kind)}" for key, kind in types.items()) + "}"
