"""How the days and amounts are written that were left out, as lines of a mapping to be copied.

A file with `31.12.2025` and `12,50` is sound, and only lacks the mapping that says so.
"""

from collections.abc import Iterator

from simulator.orders.amounts_sql import AmountReader
from simulator.orders.doubtful_amounts import is_told_by
from simulator.orders.instants_sql import wall
from simulator.orders.layout import Kind
from simulator.orders.mapping_to_try import dates_asked
from simulator.orders.recognise import amounts_of, dates_that_fit
from simulator.orders.report import UnreadAmounts
from simulator.orders.staging import Staging
from simulator.orders.statuses import lines_that_count
from simulator.orders.to_toml import toml_text

_LOOKED_AT = 200
_FEW = 10
"""Less than one row in so many is a few: what reads all others reads nearly all."""
_AMOUNTS = "(select row, net_amount as written from orders_text where meant)"


def note_unread_amounts(staging: Staging) -> None:
    """Note orders that other signs of amounts would read; a question about signs says enough."""
    unreadable = {
        each.kind for each in staging.tally.findings() if each.rule == "unreadable-amount"
    }
    asked = {each.kind for each in staging.tally.doubtful_amounts}
    if Kind.ORDERS in unreadable - asked:
        staging.tally.unread_amounts = _unread_amounts(staging)


def lines_that_read(staging: Staging) -> dict[str, tuple[str, ...]]:
    """Lines of a mapping, by its tables, that read orders; without what nothing tells."""
    lines = list(_lines_for_dates(staging))
    unread = _unread_amounts(staging)
    if unread is not None:
        lines += [
            f"decimal = {toml_text(unread.decimal)}",
            f"thousands = {toml_text(unread.thousands)}",
        ]
    tables = {"statuses": lines_that_count(staging), "formats": tuple(lines)}
    return {name: lines for name, lines in tables.items() if lines}


def _lines_for_dates(staging: Staging) -> Iterator[str]:
    """The line for days that reads nearly all of them, more than any other and than now.

    The first rows of a file may all be of the first days of a month, which could be two days each:
    so those formats that fit them are tried on all rows. Where several read as many, there is a
    line for each, to be chosen from.
    """
    rows = "select occurred_at from orders_text where meant"
    fitting = [each for each in dates_that_fit(_first(staging, rows)) if each]
    if not fitting:
        return
    fitting = [staging.dates, *(each for each in fitting if each != staging.dates)]
    walls = [wall("occurred_at", dates) for dates in fitting]
    counts = ", ".join(f"count({each})" for each in walls)
    among, *read = staging.one(f"select count(occurred_at), {counts} from ({rows})")
    most = max(read)
    if most == read[0] or (among - most) * _FEW >= among:
        return
    first, *others = (place for place, count in enumerate(read) if count == most)
    differ = " or ".join(f"{walls[first]} <> {walls[place]}" for place in others)
    doubtful = _first(staging, f"{rows} and ({differ})") if others else []
    if doubtful:
        yield from dates_asked(doubtful, [fitting[place] for place in (first, *others)])
    else:
        yield f"dates = {toml_text(fitting[first][0])}"


def _unread_amounts(staging: Staging) -> UnreadAmounts | None:
    """Amounts that are read with other signs alone; None unless these read more and are told."""
    program, now = staging.program, staging.amounts
    unread = _parted(now, _AMOUNTS, is_read=False)
    signs = amounts_of(_first(staging, f"select written from {unread}"), program.currency)
    update = {"decimal": signs[0], "thousands": signs[1]}
    formats = staging.mapping.formats.model_copy(update=update)
    other = AmountReader(program.currency, program.currency_decimals, formats)
    gained = _parted(other, unread, is_read=True)
    lost = _parted(other, _parted(now, _AMOUNTS, is_read=True), is_read=False)
    (count,), (less,) = (staging.one(f"select count(*) from {each}") for each in (gained, lost))
    if count <= less or not is_told_by(staging, _AMOUNTS, gained, formats):
        return None
    query = f"select row, written from {gained} order by row limit 1"
    ((row, written),) = staging.connection.execute(query).fetchall()
    return UnreadAmounts(
        count=count, row=row, written=written, decimal=signs[0], thousands=signs[1]
    )


def _parted(reader: AmountReader, source: str, *, is_read: bool) -> str:
    """A query of those amounts of a source that are read, or of the others."""
    which = "not " if is_read else ""
    return (
        f"(select row, written from ({reader.sized(source, ['written'])})"
        f" where written is not null and {which}{reader.amount('written').unreadable})"
    )


def _first(staging: Staging, query: str) -> list[str]:
    """The first texts that a query gives, empty ones left out."""
    rows = staging.connection.execute(f"{query} order by row limit {_LOOKED_AT}").fetchall()
    return [value for (value,) in rows if value]
