"""Recognises how an orders file of another layout is written, from its head.

A guess, to be shown to the owner and put right: what is read is what the mapping says in the end.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from simulator.orders.column_names import TIME_OF_DAY, column_for, columns_called
from simulator.orders.first_rows import FirstRows
from simulator.orders.layout import ORDERS
from simulator.orders.mapping import Formats, Mapping

DATES = tuple(
    f"{day}{time}"
    for day in ("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%y", "%m/%d/%y")
    for time in (" %H:%M:%S", " %H:%M", " %I:%M %p", "")
)
"""How days are written that are not in ISO 8601; of two that fit, the first is taken."""

AMOUNTS = ((".", ""), (".", ","), (",", ""), (",", "."), (",", " "), (".", "'"))
"""Decimal sign and thousands sign, the usual ones first."""


def recognised(head: FirstRows, currency: str) -> Mapping:
    """How a file seems to be written; no columns where it is in our own layout.

    Args:
        head: its first rows.
        currency: the one to take for orders that name none.
    """
    columns = dict(_columns(head))
    amounts = [value for source in columns.get("net_amount", ()) for value in head.values(source)]
    decimal, thousands = amounts_of(amounts)
    own = all(sources == (name,) for name, sources in columns.items())
    return Mapping(
        columns={} if own else columns,
        formats=Formats.model_validate(
            {
                "currency": None if "currency" in columns else currency,
                "dates": dates_of(_moments(head, columns.get("occurred_at", ()))),
                "decimal": decimal,
                "thousands": thousands,
            }
        ),
    )


def _columns(head: FirstRows) -> Iterator[tuple[str, tuple[str, ...]]]:
    taken: set[str] = set()
    for column in ORDERS:
        found = column_for(column.name, head.header, taken)
        if found is None:
            continue
        taken.add(found)
        sources: tuple[str, ...] = (found,)
        if column.name == "occurred_at":
            is_day_alone = not any(":" in value for value in head.values(found))
            times = columns_called(TIME_OF_DAY, head.header)
            sources += tuple(times[:1]) if is_day_alone else ()
        yield column.name, sources


def _moments(head: FirstRows, sources: tuple[str, ...]) -> list[str]:
    return [" ".join(values) for values in zip(*map(head.values, sources), strict=False)]


def dates_of(moments: list[str]) -> tuple[str, ...]:
    """The formats in which moments are written; none means ISO 8601, or that no format fits."""
    if all(map(_is_iso, moments)):
        return ()
    return next(((written,) for written in DATES if _all_read(moments, written)), ())


def days_read(moments: Iterable[str], dates: Sequence[str]) -> bool:
    """Whether days are written in one of these formats; in ISO 8601 where there are none."""
    if not dates:
        return all(map(_is_iso, moments))
    return all(any(_all_read([moment], written) for written in dates) for moment in moments)


def amounts_of(values: list[str]) -> tuple[str, str]:
    """The signs in which amounts are written; the usual ones where nothing tells."""
    return next((signs for signs in AMOUNTS if amounts_read(values, *signs)), AMOUNTS[0])


def amounts_read(values: Iterable[str], decimal: str, thousands: str) -> bool:
    """Whether amounts are written with these signs."""
    return all(_fits(_bare_amount(value), decimal, thousands) for value in values)


def _is_iso(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment.replace(" UTC", "Z").replace(" +", "+"))
    except ValueError:
        return False
    return True


def _all_read(moments: list[str], written: str) -> bool:
    with suppress(ValueError):
        for moment in moments:
            datetime.strptime(moment, written)  # noqa: DTZ007 - only whether it can be read
        return True
    return False


def _bare_amount(value: str) -> str:
    """Digits and the signs among them."""
    return re.sub(r"[^\d.,' ]|^\W+|\W+$", "", value)


def _fits(value: str, decimal: str, thousands: str) -> bool:
    whole = r"\d+"
    if thousands:
        whole = rf"(\d{{1,3}}({re.escape(thousands)}\d{{3}})+|\d+)"
    fraction = rf"({re.escape(decimal)}\d*)?"
    return re.fullmatch(whole + fraction, value) is not None
