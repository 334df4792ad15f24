"""An owner's file of orders before it is read: which column is which, and how it is written.

What is settled here is kept as the mapping file that `perkwright replay --map` reads.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from designer.workbench.files import write_text
from designer.workbench.notes_kept import with_notes
from designer.workbench.refusal import Refusal
from designer.workbench.text_files import read_document
from dsl.values.currencies import DECIMALS
from simulator.orders.days_told import dates_told
from simulator.orders.doubtful_amounts import doubtful_among, telling_otherwise
from simulator.orders.first_rows import FirstRows, first_rows
from simulator.orders.from_toml import read_mapping
from simulator.orders.layout import ORDERS, Column
from simulator.orders.mapping import Formats, Mapping
from simulator.orders.orders_error import OrdersError, unread_file
from simulator.orders.recognise import (
    DoubtfulDay,
    amounts_of,
    dates_that_fit,
    doubtful_day,
    is_amount,
    is_moment,
    recognised,
    tax_of,
)
from simulator.orders.to_toml import mapping_to_toml

MAP_ENDING = ".map.toml"
WHEN = "occurred_at"
AMOUNT = "net_amount"
TAX = "tax"
FEW = 10
"""Less than one row in so many is a few."""
_HEADING = "# How {name} is read: our name of each column, and the file's.\n\n"


@dataclass(frozen=True)
class Otherwise:
    """Those of the first rows that are not written as the mapping says.

    Attributes:
        rows: their numbers in the file; the header is row 1.
        among: how many of the first rows have a value there.
    """

    rows: tuple[int, ...]
    among: int

    @property
    def are_few(self) -> bool:
        """Whether there are so few that the others are what counts."""
        return len(self.rows) * FEW < max(self.among, 1)


@dataclass(frozen=True)
class OrdersFile:
    """A file of orders, and how it is to be read.

    Attributes:
        head: its first rows.
        mapping: how it is read; without columns it is in our own layout.
        kept: the mapping as its file has it; the empty one while there is no such file.
        currency: of the program, for orders that name none.
        written_ns: when the file was last written, by which another content is known.
    """

    path: Path
    head: FirstRows
    mapping: Mapping
    kept: Mapping
    currency: str
    written_ns: int

    @property
    def map_file(self) -> Path:
        """Where the mapping is kept: NAME.map.toml beside NAME.csv."""
        return self.path.with_suffix(MAP_ENDING)

    def sources(self, column: str) -> tuple[str, ...]:
        """The columns of the file that one of ours is read from; none where it is not there."""
        if self.mapping.columns:
            return self.mapping.columns.get(column, ())
        lowered = {name.lower(): name for name in self.head.header}
        return (lowered[column],) if column in lowered else ()

    def example(self, column: str) -> str:
        """The first value of one of our columns; "" where there is none."""
        values = [self.head.values(source)[:1] for source in self.sources(column)]
        return " ".join(value for each in values for value in each)

    @property
    def other_days(self) -> Otherwise:
        """Those of the first rows whose days are not written as the mapping says."""
        dates = self.mapping.formats.dates
        return self._otherwise(WHEN, lambda value: is_moment(value, dates))

    @property
    def other_amounts(self) -> Otherwise:
        """Those of the first rows whose amounts are not written as the mapping says."""
        signs = self.mapping.formats.decimal, self.mapping.formats.thousands
        return self._otherwise(AMOUNT, lambda value: is_amount(value, signs))

    def _otherwise(self, column: str, is_read: Callable[[str], bool]) -> Otherwise:
        values = self.head.numbered(self.sources(column))
        return Otherwise(tuple(row for row, value in values if not is_read(value)), len(values))

    @cached_property
    def doubtful_day(self) -> DoubtfulDay | None:
        """A day that can be two days, while nobody has said how days are written."""
        if self.mapping.formats.dates or self.other_days.are_few:
            return None
        return doubtful_day(self._moments, self._fitting)

    @property
    def dates_that_fit(self) -> tuple[str, ...]:
        """The formats in which the first days can be written, but ISO 8601."""
        return tuple(each for dates in self._fitting for each in dates)

    @cached_property
    def _fitting(self) -> tuple[tuple[str, ...], ...]:
        return dates_that_fit(self._moments)

    @property
    def _moments(self) -> list[str]:
        return [value for _, value in self.head.numbered(self.sources(WHEN))]

    @property
    def doubtful_amount(self) -> str:
        """One of the first amounts, of which none tells how they are meant; "" where one does."""
        return self._amount_among(doubtful_among)

    @property
    def amount_against(self) -> str:
        """One of the first amounts that tells that all are meant otherwise; "" for none."""
        return self._amount_among(telling_otherwise)

    def _amount_among(self, found: Callable[[Iterable[str], Formats, int], str]) -> str:
        values = [value for _, value in self.head.numbered(self.sources(AMOUNT))]
        return found(values, self.mapping.formats, DECIMALS.get(self.currency, 2))

    @property
    def unknown_status(self) -> str:
        """The first status where no list knows any of the first ones; "" where one is known."""
        found = [value for _, value in self.head.numbered(self.sources("status"))]
        is_known = any(map(self.mapping.statuses.knows, found))
        return "" if is_known else next(iter(found), "")

    @property
    def is_read(self) -> bool:
        """Whether all that is needed is there, written as the mapping says."""
        return not self.lacking and self.other_days.are_few and self.other_amounts.are_few

    @property
    def lacking(self) -> tuple[Column, ...]:
        """What is needed and not recognised."""
        stated = self.mapping.formats.currency is not None
        return tuple(
            column
            for column in ORDERS
            if column.required
            and not self.sources(column.name)
            and not (column.name == "currency" and stated)
        )


def open_orders(path: Path, currency: str) -> OrdersFile:
    """Look at a file of orders; a mapping that is kept beside it counts, else it is recognised.

    Where that finds too little, or leaves open which days are meant, the mapping of another file in
    the folder counts that fits it: one till exports again and again.

    Args:
        path: the file, CSV or Parquet.
        currency: of the program, for orders that name none.

    Raises:
        Refusal: one of the two files cannot be read.
    """
    kept_file = path.with_suffix(MAP_ENDING)
    try:
        kept = _kept_in(kept_file)
        head = first_rows(path, kept.formats)
        written_ns = path.stat().st_mtime_ns
    except OrdersError as problem:
        raise Refusal(str(problem), wrong_usage=problem.wrong_usage) from problem
    except OSError as gone:
        raise Refusal(str(unread_file(path, gone)), wrong_usage=True) from gone
    if kept_file.is_file():
        return OrdersFile(path, head, kept, kept, currency, written_ns)
    file = OrdersFile(path, head, recognised(head, currency), kept, currency, written_ns)
    file = _with_days_told(file)
    return _as_another(file) if file.lacking or file.doubtful_day else file


def _kept_in(map_file: Path) -> Mapping:
    return read_mapping(map_file) if map_file.is_file() else Mapping()


def mapped_otherwise(file: OrdersFile) -> OrdersFile | None:
    """The file as its mapping has it now; None where that is what is known.

    Raises:
        Refusal: the mapping cannot be read, or not with the file.
    """
    try:
        is_known = _kept_in(file.map_file) in (file.kept, file.mapping)
    except OrdersError as problem:
        raise Refusal(str(problem)) from problem
    return None if is_known else open_orders(file.path, file.currency)


def _as_another(file: OrdersFile) -> OrdersFile:
    """The file, read as another one beside it is; as it was where none of them fits."""
    for beside in sorted(file.path.parent.glob(f"*{MAP_ENDING}")):
        with suppress(OrdersError):
            found = replace(file, mapping=read_mapping(beside))
            named = {name for sources in found.mapping.columns.values() for name in sources}
            if named and named <= set(file.head.header) and found.is_read:
                return found
    return file


def with_column(file: OrdersFile, column: str, source: str | None) -> OrdersFile:
    """Read one of our columns from another one of the file; None: from none of them.

    Where the day has a column of its own, the time of day beside it goes on counting. Signs of
    amounts that do not fit the column are recognised anew.
    """
    columns = {each.name: file.sources(each.name) for each in ORDERS if file.sources(each.name)}
    columns.pop(column, None)
    if source is not None:
        columns[column] = (source,)
    formats = file.mapping.formats
    if column == "currency":
        formats = _with(formats, currency=None if source else file.currency)
    changed = _with_columns(file, columns, formats)
    if source is None:
        return changed
    if column == WHEN:
        return _with_days_told(changed)
    if column == AMOUNT and not changed.other_amounts.are_few:
        changed = with_amounts(changed, *amounts_of(list(file.head.values(source)), file.currency))
    return _with_tax(changed) if column in (AMOUNT, TAX) else changed


def _with_tax(file: OrdersFile) -> OrdersFile:
    """Take the tax off the amounts where their figures say that they hold it."""
    net, tax = (file.sources(name) for name in (AMOUNT, TAX))
    if not net or not tax:
        return file
    told = tax_of(file.head, net[0], tax[0], file.mapping.formats.decimal)
    return replace(file, mapping=_formatted(file.mapping, tax=told))


def with_time(file: OrdersFile, source: str | None) -> OrdersFile:
    """Read the time of day from a column of its own, or from none."""
    columns = {each.name: file.sources(each.name) for each in ORDERS if file.sources(each.name)}
    day = columns.get(WHEN, ())[:1]
    columns[WHEN] = (*day, source) if source is not None else day
    changed = _with_columns(file, columns, file.mapping.formats)
    return _with_days_told(changed)


def _with_days_told(file: OrdersFile) -> OrdersFile:
    """Read days as the file tells, beyond its first rows where these leave it open."""
    return with_dates(
        file, dates_told(file.path, file.mapping.formats, file.head, file.sources(WHEN))
    )


def with_dates(file: OrdersFile, dates: tuple[str, ...]) -> OrdersFile:
    """Read days and times as they are written; no format is ISO 8601."""
    return replace(file, mapping=_formatted(file.mapping, dates=dates))


def with_amounts(file: OrdersFile, decimal: str, thousands: str) -> OrdersFile:
    """Read amounts with these signs."""
    return replace(file, mapping=_formatted(file.mapping, decimal=decimal, thousands=thousands))


def keep_mapping(file: OrdersFile) -> OrdersFile:
    """Write the mapping beside the orders where it says anything new; notes in it stay.

    Raises:
        Refusal: nothing can be written there.
    """
    if file.mapping == file.kept:
        return file
    text = _HEADING.format(name=file.path.name) + mapping_to_toml(file.mapping)
    if file.map_file.is_file():
        before = read_document(file.map_file).text
        text = with_notes(before, mapping_to_toml(file.mapping))
    write_text(file.map_file, text)
    return replace(file, kept=file.mapping)


def mapping_words(file: OrdersFile) -> tuple[str, ...]:
    """What a person would type so that the file is read as settled here."""
    return ("--map", str(file.map_file)) if file.kept != Mapping() else ()


def _with_columns(
    file: OrdersFile, columns: dict[str, tuple[str, ...]], formats: Formats
) -> OrdersFile:
    own = all(sources == (name,) for name, sources in columns.items())
    unused = {each.name for each in ORDERS} - columns.keys()
    says_all = own and not unused & {name.lower() for name in file.head.header}
    ordered = {each.name: columns[each.name] for each in ORDERS if each.name in columns}
    update = {"columns": {} if says_all else ordered, "formats": formats}
    return replace(file, mapping=file.mapping.model_copy(update=update))


def _formatted(mapping: Mapping, **changed: object) -> Mapping:
    return mapping.model_copy(update={"formats": _with(mapping.formats, **changed)})


def _with(formats: Formats, **changed: object) -> Formats:
    return formats.model_copy(update=changed)
