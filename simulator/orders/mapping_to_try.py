"""The mapping that would read a file of another layout, told where it is refused.

A guess from the first rows of the file, to be looked through by the owner.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from dsl.diagnostics.suggest import suggest
from simulator.orders.column_names import column_for, named_once
from simulator.orders.days_told import dates_told
from simulator.orders.first_rows import FirstRows, first_rows
from simulator.orders.layout import LAYOUTS, Kind
from simulator.orders.mapping import Formats, Mapping, Statuses, plain_status
from simulator.orders.recognise import (
    CONTAINED,
    amounts_of,
    dates_that_fit,
    doubtful_day,
    moment_columns,
    tax_of,
)
from simulator.orders.to_toml import toml_text

NO_CURRENCY = "XTS"
"""ISO 4217 for none that is real, while orders are looked through of which nobody has said it."""

_UNKNOWN = "..."
_MOST_STATUSES = 10


def mapping_to_try(
    kind: Kind, path: Path, needed: Sequence[str], mapping: Mapping, currency: str
) -> Iterator[str]:
    """What to write into a mapping file, so that a file is read as its first rows are written.

    Args:
        kind: what the file holds.
        path: the file.
        needed: columns that have to be there.
        mapping: what was said of files; formats that it says are not told again.
        currency: of the program.
    """
    head = first_rows(path, mapping.formats)
    columns = dict(_guessed(kind, head, needed))
    tables: dict[str, list[str]] = {}
    if kind == Kind.ORDERS:
        stated = mapping.formats.currency
        tables["formats"] = list(_formats(path, head, columns, mapping.formats, stated or currency))
        tables["statuses"] = list(_statuses(head, columns, mapping.statuses))
        if columns.get("currency") == (_UNKNOWN,):
            del columns["currency"]
    tables[section(kind)] = [f"{name} = {_told(sources)}" for name, sources in columns.items()]
    yield "say in a mapping file (--map) which column is which:"
    for name, lines in tables.items():
        if lines:
            yield from ("", f"[{name}]", *lines)


def section(kind: Kind) -> str:
    """The table of a mapping that names the columns of a kind of file."""
    return "columns" if kind == Kind.ORDERS else f"{kind}.columns"


def currency_line(currency: str) -> str:
    """The line that says the currency of orders that name none."""
    if currency == NO_CURRENCY:
        return f'currency = "{_UNKNOWN}"  # three letters, such as EUR'
    return f'currency = "{currency}"  # the program\'s, if the orders are in it'


def lines_to_count(statuses: Sequence[str], said: Statuses) -> Iterator[str]:
    """The list of statuses that count; one that no list knows counts once it is chosen."""
    yield "counted = [  # which orders count? Take the # off the lines of their statuses"
    yield from (f"{'' if said.knows(each) else '#'} {toml_text(each)}," for each in statuses)
    yield "]"


def dates_asked(moments: list[str], fitting: Sequence[Sequence[str]]) -> Iterator[str]:
    """A line for each way in which days can be meant, to be chosen from; none without doubt.

    Args:
        moments: days, with a time of day or without.
        fitting: formats that fit them equally well.
    """
    doubt = doubtful_day(moments, fitting)
    if doubt is None:
        return
    meant = " or ".join(map(str, doubt.meant))
    yield f"# Is {doubt.written} {meant}? Take the # off the line that reads it so:"
    for dates in fitting:
        yield from (f"# dates = {toml_text(each)}" for each in dates)


def _guessed(
    kind: Kind, head: FirstRows, needed: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Our columns, and those of a file that seem to hold them; `_UNKNOWN` where none does."""
    taken = set[str]()
    names = named_once(head.header)
    for column in LAYOUTS[kind]:
        own = (name for name in names if name.strip().lower() == column.name)
        found = next(own, None) or column_for(column.name, names, taken)
        if found is None and column.name in needed:
            free = [name for name in names if name not in taken]
            found = next(iter(suggest(column.name, free).nearest), _UNKNOWN)
        if found is not None:
            taken.add(found)
            is_moment = column.name == "occurred_at"
            yield column.name, moment_columns(head, found) if is_moment else (found,)


def _told(sources: tuple[str, ...]) -> str:
    return toml_text(sources[0] if len(sources) == 1 else sources)


def _formats(
    path: Path, head: FirstRows, columns: dict[str, tuple[str, ...]], said: Formats, currency: str
) -> Iterator[str]:
    """Lines of `[formats]`, but those that the mapping has."""
    is_named = columns.get("currency", (_UNKNOWN,)) != (_UNKNOWN,)
    if not is_named and said.currency in (None, NO_CURRENCY):
        yield currency_line(currency)
    amounts, tax = columns["net_amount"], columns.get("tax", ("",))[0]
    signs: tuple[str, str] = (said.decimal, said.thousands)
    if not {"decimal", "thousands"} & said.model_fields_set:
        signs = amounts_of([value for _, value in head.numbered(amounts)], currency)
        yield from _signs(signs)
    if "dates" not in said.model_fields_set:
        told = dates_told(path, said, head, columns["occurred_at"])
        yield from (f"dates = {toml_text(each)}" for each in told)
        if not told:
            moments = [value for _, value in head.numbered(columns["occurred_at"])]
            yield from dates_asked(moments, dates_that_fit(moments))
    if "tax" not in said.model_fields_set and _holds_tax(head, amounts[0], tax, signs[0]):
        yield f'tax = "{CONTAINED}"'


def _signs(signs: tuple[str, str]) -> Iterator[str]:
    if signs != (Formats().decimal, Formats().thousands):
        yield f"decimal = {toml_text(signs[0])}"
        yield f"thousands = {toml_text(signs[1])}"


def _holds_tax(head: FirstRows, net: str, tax: str, decimal: str) -> bool:
    has_both = {net, tax} <= set(head.header)
    return has_both and tax_of(head, net, tax, decimal) == CONTAINED


def _statuses(
    head: FirstRows, columns: dict[str, tuple[str, ...]], said: Statuses
) -> Iterator[str]:
    """Lines of `[statuses]` with all but cancelled and pending, if some are unknown."""
    found = [value for _, value in head.numbered(columns.get("status", ()))]
    if all(map(said.knows, found)):
        return
    first = {plain_status(each): each for each in reversed(found)}
    uncounted = {plain_status(each) for each in (*said.cancelled, *said.pending)}
    common = Counter(map(plain_status, found)).most_common()
    counted = [first[each] for each, _ in common if each not in uncounted]
    yield from lines_to_count(counted[:_MOST_STATUSES], said)
