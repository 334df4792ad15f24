"""Finds the columns of a layout in a file's header."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dsl.diagnostics.suggest import suggest
from simulator.orders.column_names import column_for, is_called_within
from simulator.orders.layout import LAYOUTS, Kind
from simulator.orders.mapping import FileMapping, Mapping
from simulator.orders.orders_error import OrdersError, columns_told, place_in, quoted_list
from simulator.orders.to_toml import toml_text

_UNKNOWN = "..."


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


def find_columns(kind: Kind, path: Path, header: Sequence[str], mapping: Mapping) -> Columns:
    """The columns of a file.

    Raises:
        OrdersError: a column that is needed is not there, or is there twice.
    """
    part = mapping.of(kind)
    _check_required(kind, path, header, mapping, part)
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
    kind: Kind, path: Path, header: Sequence[str], mapping: Mapping, part: FileMapping
) -> None:
    needed = [column.name for column in LAYOUTS[kind] if column.required]
    if kind == Kind.ORDERS and mapping.formats.currency:
        needed.remove("currency")
    present = part.columns or dict.fromkeys(_lowered(header))
    missing = [name for name in needed if name not in present]
    if not missing:
        return
    if part.columns:
        raise OrdersError(
            f"the mapping does not say which column of {kind} is {quoted_list(missing)}",
            place=place_in(path, 1),
            cause=columns_told(header),
            fix=f'name it under [{_section(kind)}]: {missing[0]} = "..."',
        )
    raise OrdersError(
        f"the file of {kind} has no column {quoted_list(missing)}",
        place=place_in(path, 1),
        cause=columns_told(header),
        fix="\n".join(_mapping_to_try(kind, header, needed)),
    )


def _mapping_to_try(kind: Kind, header: Sequence[str], needed: Sequence[str]) -> Iterator[str]:
    """The lines of a mapping file, to be looked through by the owner."""
    guessed = dict(_guessed(kind, header, needed))
    yield "say in a mapping file (--map) which column is which:"
    formats = []
    if guessed.get("currency") == _UNKNOWN:
        del guessed["currency"]
        formats.append(f'currency = "{_UNKNOWN}"')
    if kind == Kind.ORDERS and is_called_within(guessed["net_amount"], guessed.get("tax", "")):
        formats.append('tax = "contained"')
    if formats:
        yield from ("", "[formats]", *formats)
    yield from ("", f"[{_section(kind)}]")
    yield from (f"{name} = {toml_text(source)}" for name, source in guessed.items())


def _guessed(kind: Kind, header: Sequence[str], needed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Our columns, and those of a file that seem to hold them; `_UNKNOWN` where none does."""
    taken = set[str]()
    for column in LAYOUTS[kind]:
        own = (name for name in header if name.strip().lower() == column.name)
        found = next(own, None) or column_for(column.name, header, taken)
        if found is None and column.name in needed:
            free = [name for name in header if name not in taken]
            found = next(iter(suggest(column.name, free).nearest), _UNKNOWN)
        if found is not None:
            taken.add(found)
            yield column.name, found


def _section(kind: Kind) -> str:
    return "columns" if kind == Kind.ORDERS else f"{kind}.columns"


def _check_alternatives(kind: Kind, path: Path, fields: dict[str, tuple[int, ...]]) -> None:
    if kind != Kind.RETURNS:
        return
    for one, other in (("order_id", "customer_id"), ("amount", "line_id")):
        if not fields[one] and not fields[other]:
            raise OrdersError(
                f'the file of returns has neither "{one}" nor "{other}"',
                place=place_in(path, 1),
                cause="Without one of them no return can be counted.",
                fix=f"add one of the two, or name it under [{_section(kind)}] in a mapping file",
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
            fix="give each column its own name",
        )
    near = suggest(source, header)
    raise OrdersError(
        f'the mapping names a column "{source}" that the file does not have',
        place=place_in(path, 1),
        cause=columns_told(header),
        fix=f'write "{near.nearest[0]}" instead' if near.nearest else "",
    )
