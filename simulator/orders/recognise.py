"""Recognises how an orders file of another layout is written, from its head.

A guess, to be shown to the owner and put right: what is read is what the mapping says in the end.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from dsl.values.currencies import DECIMALS
from simulator.orders.column_names import (
    TIME_OF_DAY,
    column_for,
    columns_called,
    is_called_within,
)
from simulator.orders.first_rows import FirstRows
from simulator.orders.layout import ORDERS
from simulator.orders.mapping import Formats, Mapping
from simulator.orders.signs_alike import with_plain_signs

DATES = tuple(
    f"{day}{time}"
    for day in (
        *("%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y"),
        *("%d.%m.%y", "%d/%m/%y", "%m/%d/%y", "%d-%m-%y"),
    )
    for time in (" %H:%M:%S", " %H:%M", " %I:%M %p", "")
)
"""How days are written that are not in ISO 8601; of two that fit, the first is taken."""
_WAYS: tuple[tuple[str, ...], ...] = ((), *((written,) for written in DATES))

ON_TOP, CONTAINED = "on top", "contained"
USUAL_RATES = (
    *(21, 25, 26, 38, 40, 48, 50, 55, 60, 70, 77, 80, 81, 90, 100, 120, 130, 135, 140, 150, 160),
    *(170, 180, 190, 200, 210, 220, 230, 240, 250, 255, 270),
)
"""Of value added tax in Europe and beyond, in tenths of a percent."""
_THOUSANDTHS = 3
_PARTED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
_WITH_COMMA = re.compile(r"\d+,\d{1,2}")

AMOUNTS = ((".", ""), (".", ","), (",", ""), (",", "."), (",", " "), (".", "'"))
"""Decimal sign and thousands sign, the usual ones first."""


def recognised(head: FirstRows, currency: str) -> Mapping:
    """How a file seems to be written, but for its days; no columns where it is in our own layout.

    Args:
        head: its first rows.
        currency: the one to take for orders that name none.
    """
    columns = dict(_columns(head))
    amounts = _values(head, columns.get("net_amount", ()))
    decimal, thousands = amounts_of(amounts, currency)
    own = all(sources == (name,) for name, sources in columns.items())
    net, tax = ("" if own else columns.get(name, ("",))[0] for name in ("net_amount", "tax"))
    return Mapping(
        columns={} if own else columns,
        formats=Formats.model_validate(
            {
                "currency": None if "currency" in columns else currency,
                "decimal": decimal,
                "thousands": thousands,
                "tax": tax_of(head, net, tax, decimal),
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
        yield column.name, moment_columns(head, found) if column.name == "occurred_at" else (found,)


def moment_columns(head: FirstRows, day: str) -> tuple[str, ...]:
    """The column with the day, and the one beside it that holds the time where it is apart."""
    is_day_alone = not any(":" in value for value in head.values(day))
    times = columns_called(TIME_OF_DAY, head.header) if is_day_alone else []
    return day, *times[:1]


def _values(head: FirstRows, sources: tuple[str, ...]) -> list[str]:
    return [value for _, value in head.numbered(sources)]


@dataclass(frozen=True)
class DoubtfulDay:
    """A day such as `03/04/25`, of which nothing tells how it is meant.

    Attributes:
        written: as it stands in the file, without the time of day.
        meant: the days that it can be.
    """

    written: str
    meant: tuple[date, ...]


def doubtful_day(moments: list[str], fitting: Sequence[Sequence[str]]) -> DoubtfulDay | None:
    """The first day that formats which fit equally well read as different days.

    Args:
        moments: days, with a time of day or without.
        fitting: those formats, as `dates_that_fit` finds them.
    """
    if () in fitting:
        return None
    for moment in moments:
        days = dict.fromkeys(_days_meant(moment, fitting))
        if len(days) > 1:
            return DoubtfulDay(moment.split()[0], tuple(days))
    return None


def _days_meant(moment: str, ways: Sequence[Sequence[str]]) -> Iterator[date]:
    for written in (each for dates in ways for each in dates):
        with suppress(ValueError):
            yield datetime.strptime(moment, written).date()  # noqa: DTZ007 - a day on a wall


def dates_that_fit(
    moments: list[str], ways: Sequence[tuple[str, ...]] = _WAYS
) -> tuple[tuple[str, ...], ...]:
    """All formats in which as many moments are written as in no other; none where none fits."""
    fitting = {dates: sum(is_moment(each, dates) for each in moments) for dates in ways}
    most = max(fitting.values())
    return tuple(dates for dates, count in fitting.items() if count == most and most)


def is_moment(moment: str, dates: Sequence[str]) -> bool:
    """Whether a moment is written in one of these formats; in ISO 8601 where there are none."""
    if not dates:
        return _is_iso(moment)
    return any(_is_written(moment, written) for written in dates)


def amounts_of(values: list[str], currency: str) -> tuple[str, str]:
    """The signs in which most amounts are written; where nothing tells, those without a mapping.

    So an amount such as `1.250` is one and a quarter, as it is without a mapping. Only a currency
    without decimals tells that it is a thousand and more, and in one of thousandths three digits
    are its decimals, be it behind a point or a comma.
    """
    decimals = DECIMALS.get(currency)
    has_thousandths = decimals == _THOUSANDTHS
    bare = [_bare_amount(value) for value in values]
    pointed = [value for value in bare if "." in value]
    if pointed and decimals == 0 and all(map(_PARTED.fullmatch, pointed)):
        return ",", "."
    tried = sorted(AMOUNTS, key=lambda signs: bool(signs[1])) if has_thousandths else AMOUNTS
    signs = max(tried, key=lambda each: sum(is_amount(value, each) for value in values))
    # Where a comma parts decimals, an amount of thousands may come later, and has a point.
    is_comma = signs == (",", "") and any(map(_WITH_COMMA.fullmatch, bare))
    return (",", ".") if is_comma else signs


def tax_of(head: FirstRows, net: str, tax: str, decimal: str) -> str:
    """Whether tax stands on top of the amounts, or is contained in them.

    Told by the figures: at the usual rates of value added tax one of the two fits more rows. Where
    they do not tell, a column of value added tax beside a total is contained in it.

    Args:
        net: the column of what was paid for the goods.
        tax: the column of the tax; "" where there is none.
        decimal: the decimal sign of both.
    """
    if not net or not tax:
        return ON_TOP
    rows = zip(head.column(net), head.column(tax), strict=True)
    pairs = [(_hundredths(one, decimal), _hundredths(other, decimal)) for one, other in rows]
    known = [(paid, part) for paid, part in pairs if paid and part and 0 < part < paid]
    within = sum(_is_usual_tax(part, paid - part) for paid, part in known)
    above = sum(_is_usual_tax(part, paid) for paid, part in known)
    if within != above:
        return CONTAINED if within > above else ON_TOP
    return CONTAINED if is_called_within(net, tax) else ON_TOP


def _hundredths(value: str, decimal: str) -> int | None:
    """An amount in hundredths of its unit; None: it cannot be read."""
    whole, _, fraction = _bare_amount(value).partition(decimal)
    digits = re.sub(r"\D", "", whole)
    if not digits or not re.fullmatch(r"\d{0,2}", fraction):
        return None
    return int(digits + fraction.ljust(2, "0"))


def _is_usual_tax(tax: int, net: int) -> bool:
    """Whether one is a usual rate of value added tax on the other, to the hundredth."""
    return any(abs(2000 * tax - 2 * net * rate) <= 1000 for rate in USUAL_RATES)


def is_amount(value: str, signs: tuple[str, str]) -> bool:
    """Whether an amount is written with this decimal sign and this thousands sign."""
    return _fits(_bare_amount(value), *signs)


def _is_iso(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment.replace(" UTC", "Z").replace(" +", "+"))
    except ValueError:
        return False
    return True


def _is_written(moment: str, written: str) -> bool:
    with suppress(ValueError):
        datetime.strptime(moment, written)  # noqa: DTZ007 - only whether it can be read
        return True
    return False


def _bare_amount(value: str) -> str:
    """Digits and the signs among them."""
    return re.sub(r"^\W+|\W+$", "", re.sub(r"[^\d.,' ]", "", with_plain_signs(value)))


def _fits(value: str, decimal: str, thousands: str) -> bool:
    whole = r"\d+"
    if thousands:
        whole = rf"(\d{{1,3}}({re.escape(thousands)}\d{{3}})+|\d+)"
    fraction = rf"({re.escape(decimal)}\d*)?"
    return re.fullmatch(whole + fraction, value) is not None
