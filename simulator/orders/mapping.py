"""How files of another layout are read: the mapping, checked."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from simulator.orders.layout import LAYOUTS, Kind
from simulator.orders.orders_error import offer_names
from simulator.orders.status_words import CANCELLED, COUNTED, PENDING

_DATE_PARTS = frozenset("YymdHMSfBbpI")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


def _as_tuple(value: object) -> object:
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list) else value


def _date_format(written: str) -> str:
    parts = re.findall(r"%-?(.?)", written)
    for letter in parts:
        if letter not in _DATE_PARTS:
            known = ", ".join(f"%{part}" for part in sorted(_DATE_PARTS, key=str.lower))
            raise ValueError(f'"%{letter}" is no part of a date; the parts are {known}')
        if parts.count(letter) > 1:
            raise ValueError(f'"{written}" has %{letter} twice')
    if not ("%d" in written.replace("-", "") and "%m" in written.replace("-", "")) and not (
        "%b" in written or "%B" in written
    ):
        raise ValueError(f'"{written}" does not say where day and month are (%d, %m)')
    return written


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
DateFormat = Annotated[str, AfterValidator(_date_format)]
DateFormats = Annotated[tuple[DateFormat, ...], BeforeValidator(_as_tuple)]


class Formats(_Part):
    """How values are written.

    Attributes:
        currency: for files without a currency column.
        time_zone: of times without an offset; left away, the program's.
        dates: formats such as `%d/%m/%Y %H:%M`, tried in turn; left away, ISO 8601.
        thousands: the sign between thousands; empty means that there is none.
        tax: whether the net amounts hold the tax, which is then taken off them.
        more_decimals: what happens to amounts with more decimals than the currency has.
        guests: customer ids that mean "nobody", besides an empty one.
        delimiter: between columns; left away, it is found from the header.
    """

    currency: str | None = None
    time_zone: str | None = None
    dates: DateFormats = ()
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ".", ",", " ", "'"] = ""
    tax: Literal["on top", "contained"] = "on top"
    more_decimals: Literal["refuse", "round"] = "refuse"
    guests: Texts = ()
    label_separator: Annotated[str, Field(min_length=1, max_length=1)] = ";"
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: Literal["utf-8", "latin-1", "cp1252", "utf-16"] = "utf-8"

    @model_validator(mode="after")
    def _signs_differ(self) -> Self:
        if self.decimal == self.thousands:
            raise ValueError("the decimal sign and the thousands sign are the same")
        return self


def plain_status(status: str) -> str:
    """A status without what does not matter in it: capitals, blanks and hyphens."""
    return status.lower().replace(" ", "_").replace("-", "_")


class Statuses(_Part):
    """Which statuses count; see `plain_status` for what does not matter in them."""

    counted: Texts = COUNTED
    cancelled: Texts = CANCELLED
    pending: Texts = PENDING

    def knows(self, status: str) -> bool:
        """Whether one of the lists has a status."""
        listed = (*self.counted, *self.cancelled, *self.pending)
        return plain_status(status) in map(plain_status, listed)


class FileMapping(_Part):
    """Which columns of a file mean what, and which of its rows are meant.

    Attributes:
        columns: our name of a column, and the file's; a time may stand in several columns.
        filters: column of the file, and the values that a row must have one of.
    """

    columns: dict[str, Texts] = Field(default_factory=dict)
    filters: dict[str, Texts] = Field(default_factory=dict)


class Mapping(_Part):
    """A whole mapping file; `columns` and `filters` at the top are those of the orders."""

    columns: dict[str, Texts] = Field(default_factory=dict)
    filters: dict[str, Texts] = Field(default_factory=dict)
    formats: Formats = Formats()
    statuses: Statuses = Statuses()
    lines: FileMapping = FileMapping()
    returns: FileMapping = FileMapping()

    @model_validator(mode="after")
    def _columns_exist(self) -> Self:
        for kind in (Kind.ORDERS, Kind.LINES, Kind.RETURNS):
            known = [column.name for column in LAYOUTS[kind]]
            for name, sources in self.of(kind).columns.items():
                if name not in known:
                    raise ValueError(
                        f'{kind} have no column "{name}"; {offer_names(name, known)}'.rstrip("; ")
                    )
                if len(sources) != 1 and name != "occurred_at":
                    raise ValueError(f'"{name}" is read from one column')
        return self

    def of(self, kind: Kind) -> FileMapping:
        """The part of the mapping for one kind of file."""
        if kind == Kind.ORDERS:
            return FileMapping(columns=self.columns, filters=self.filters)
        if kind == Kind.LINES:
            return self.lines
        return self.returns if kind == Kind.RETURNS else FileMapping()

    @property
    def returns_among_orders(self) -> bool:
        """The file of the orders holds returns, too."""
        return bool(self.returns.columns and self.returns.filters)

    def stating(self, currency: str | None) -> "Mapping":
        """The mapping with a currency for orders that name none, unless it states one itself."""
        if currency is None or self.formats.currency:
            return self
        formats = self.formats.model_copy(update={"currency": currency})
        return self.model_copy(update={"formats": formats})
