"""Finds the columns of a layout in a file's header."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics.suggest import suggest
from simulator.orders.layout import LAYOUTS, Kind
from simulator.orders.mapping import Mapping
from simulator.orders.mapping_to_try import currency_line, mapping_to_try, section
from simulator.orders.orders_error import OrdersError, columns_told, place_in, quoted_list


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a file keeps what.

    Attributes:
        fields: each column of the layout, with its places in the file; none when it is absent.
        filters: places in the file, and the values that a row must have one of there.
        places: every place that is needed, once, in order.
    """

    fields: dict[str, tuple[int, ...]]
    filters: tuple[tuple[int, tuple[str, ...]], ...]
    places: tuple[int, ...]


def find_columns(
    kind: Kind, path: Path, header: Sequence[str], mapping: Mapping, currency: str
) -> Columns:
    """The columns of a file.

    Args:
        kind: what the file holds.
        path: the file.
        header: its first row.
        mapping: how it is read.
        currency: of the program, to be offered where the file names none.

    Raises:
        OrdersError: a column that is needed is not there, or is there twice.
    """
    part = mapping.of(kind)
    _check_required(kind, path, header, mapping, currency)
    fields = {}
    for column in LAYOUTS[kind]:
        sources = part.columns.get(column.name, ())
        if not part.columns and column.name in _lowered(header):
            sources = (column.name,)
        fields[column.name] = tuple(_place(path, header, source) for source in sources)
    filters = tuple(
        (_place(path, header, source), values) for source, values in part.filters.items()
    )
    _check_alternatives(kind, path, fields)
    places = {place for found in fields.values() for place in found}
    return Columns(fields, filters, tuple(sorted(places | {place for place, _ in filters})))


def _lowered(header: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in header]


def _check_required(
    kind: Kind, path: Path, header: Sequence[str], mapping: Mapping, currency: str
) -> None:
    needed = [column.name for column in LAYOUTS[kind] if column.required]
    if kind == Kind.ORDERS and mapping.formats.currency:
        needed.remove("currency")
    columns = mapping.of(kind).columns
    present = columns or dict.fromkeys(_lowered(header))
    missing = [name for name in needed if name not in present]
    if not missing:
        return
    if columns:
        fix = f'name it under [{section(kind)}]: {missing[0]} = "..."'
        if missing[0] == "currency":
            fix += f"\n\nor say it under [formats] for all orders:\n\n{currency_line(currency)}"
        raise OrdersError(
            f"the mapping does not say which column of {kind} is {quoted_list(missing)}",
            place=place_in(path, 1),
            cause=columns_told(header),
            fix=fix,
        )
    raise OrdersError(
        f"the file of {kind} has no column {quoted_list(missing)}",
        place=place_in(path, 1),
        cause=columns_told(header),
        fix="\n".join(mapping_to_try(kind, path, needed, mapping, currency)),
    )


def _check_alternatives(kind: Kind, path: Path, fields: dict[str, tuple[int, ...]]) -> None:
    if kind != Kind.RETURNS:
        return
    for one, other in (("order_id", "customer_id"), ("amount", "line_id")):
        if not fields[one] and not fields[other]:
            raise OrdersError(
                f'the file of returns has neither "{one}" nor "{other}"',
                place=place_in(path, 1),
                cause="Without one of them no return can be counted.",
                fix=f"add one of the two, or name it under [{section(kind)}] in a mapping file",
            )


def _place(path: Path, header: Sequence[str], source: str) -> int:
    """The place of a column; capitals do not matter unless two differ in them alone."""
    exact = [place for place, name in enumerate(header) if name.strip() == source]
    found = exact or [
        place for place, name in enumerate(_lowered(header)) if name == source.strip().lower()
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise OrdersError(
            f'the column "{source}" is there {len(found)} times',
            place=place_in(path, 1),
            cause=f"It is the name of columns {' and '.join(str(place + 1) for place in found)}.",
            fix="give each column its own name in the file",
        )
    near = suggest(source, header)
    raise OrdersError(
        f'the mapping names a column "{source}" that the file does not have',
        place=place_in(path, 1),
        cause=columns_told(header),
        fix=f'write "{near.nearest[0]}" instead' if near.nearest else "",
    )
