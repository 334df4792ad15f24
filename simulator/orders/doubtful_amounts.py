"""Amounts that can be read in two ways: is `1.250` one and a quarter, or a thousand and more?

One sign with three digits behind it may part thousands as well as decimals. Where no amount that is
read tells which, it is read as the mapping says, and whoever knows the shop is asked. Where an
amount that could not be read tells that it is the other way, that is said in place of the question.
"""

import re
from collections.abc import Iterable, Iterator

from simulator.orders.amounts_sql import AmountReader
from simulator.orders.layout import Kind
from simulator.orders.mapping import Formats
from simulator.orders.recognise import is_amount
from simulator.orders.report import DoubtfulAmounts
from simulator.orders.sql_text import text
from simulator.orders.staging import Staging

_MONEY = {
    Kind.ORDERS: ("net_amount", "tax", "shipping", "discount", "gift_card"),
    Kind.LINES: ("net_amount", "discount"),
    Kind.RETURNS: ("amount",),
}
_BEHIND = 3
"""Digits behind a sign that may be decimals as well as hundreds."""
_SIGNS = "[.,]"


def note_doubtful_amounts(staging: Staging, kind: Kind) -> None:
    """Note what the amounts of a file leave open, once it is loaded."""
    formats, decimals = staging.mapping.formats, staging.program.currency_decimals
    columns = ", ".join(each for each in _MONEY[kind] if each in staging.present[kind])
    in_two_ways = f"regexp_matches(written, {text(_in_two_ways(formats, decimals))})"
    amounts = f"(select row, unnest([{columns}]) as written from {kind}_text where meant)"
    count, row = staging.one(
        f"select count(distinct row), min(row) from {amounts} where {in_two_ways}"
    )
    if not count:
        return
    reader = staging.amounts
    (telling,) = staging.one(
        f"select count(*) from ({reader.sized(amounts, ['written'])})"
        f" where regexp_matches(written, '{_SIGNS}') and not {in_two_ways}"
        f" and not {reader.amount('written').unreadable}"
    )
    if telling:
        return
    first = staging.connection.execute(
        f"select any_value(written) from {amounts} where row = {row} and {in_two_ways}"
    ).fetchone()
    assert first is not None
    read, other = _both_ways(first[0], formats, decimals)
    other_formats = _other_way(formats)
    against = _first_telling(staging, amounts, other_formats)
    found = DoubtfulAmounts(
        kind=kind,
        count=count,
        row=row,
        written=first[0],
        read_minor=read,
        other_minor=other,
        other_decimal=other_formats.decimal,
        other_thousands=other_formats.thousands,
        is_stated=bool({"decimal", "thousands"} & formats.model_fields_set),
        against_row=against[0] if against else None,
        against=against[1] if against else "",
    )
    staging.tally.doubtful_amounts.append(found)


def _first_telling(staging: Staging, amounts: str, formats: Formats) -> tuple[int, str] | None:
    """The first amount, and its row, that is read with other signs alone and leaves no doubt."""
    program = staging.program
    reader = AmountReader(program.currency, program.currency_decimals, formats)
    in_two_ways = text(_in_two_ways(formats, program.currency_decimals))
    found: tuple[int, str] | None = staging.connection.execute(
        f"select row, written from ({reader.sized(amounts, ['written'])})"
        f" where regexp_matches(written, '{_SIGNS}') and not regexp_matches(written, {in_two_ways})"
        f" and not {reader.amount('written').unreadable} order by row, written limit 1"
    ).fetchone()
    return found


def is_told_by(staging: Staging, amounts: str, gained: str, formats: Formats) -> bool:
    """Whether amounts tell that other signs are meant: not if these could be others again.

    Args:
        amounts: a query of `row` and `written`, of all amounts.
        gained: a query of those that the other signs alone read.
        formats: has the other signs.
    """
    pattern = text(_in_two_ways(formats, staging.program.currency_decimals))
    (doubtful,) = staging.one(
        f"select count(*) from {gained} where regexp_matches(written, {pattern})"
    )
    return not doubtful or _first_telling(staging, amounts, formats) is not None


def doubtful_among(values: Iterable[str], formats: Formats, decimals: int) -> str:
    """The first of some amounts that can be read in two ways; "" where others tell how."""
    values = tuple(values)
    in_two_ways = re.compile(_in_two_ways(formats, decimals))
    if any(_telling(values, formats, decimals)):
        return ""
    return next(filter(in_two_ways.search, values), "")


def telling_otherwise(values: Iterable[str], formats: Formats, decimals: int) -> str:
    """The first of some amounts that is read the other way alone; "" where there is none."""
    return next(_telling(values, _other_way(formats), decimals), "")


def _telling(values: Iterable[str], formats: Formats, decimals: int) -> Iterator[str]:
    """Those amounts that tell that all are written so."""
    in_two_ways = re.compile(_in_two_ways(formats, decimals))
    for value in values:
        is_read = is_amount(value, (formats.decimal, formats.thousands))
        if is_read and re.search(_SIGNS, value) and not in_two_ways.search(value):
            yield value


def _other_way(formats: Formats) -> Formats:
    """The signs with which amounts are read the other way."""
    decimal = "," if formats.decimal == "." else "."
    return formats.model_copy(update={"decimal": decimal, "thousands": formats.decimal})


def _in_two_ways(formats: Formats, decimals: int) -> str:
    """The pattern of amounts that are read, and could be meant otherwise.

    In a currency of thousandths three digits are its decimals, and in one without decimals they
    are hundreds: there the other way is the one in doubt.
    """
    ways = []
    if decimals != _BEHIND:
        ways.append(f"[1-9][0-9]{{0,2}}[{formats.decimal}]")
    if formats.thousands in (".", ",") and decimals:
        ways.append(f"[0-9]{{1,3}}[{formats.thousands}]")
    if not ways:
        return "^$"
    return f"^[^0-9.,]*({'|'.join(ways)})[0-9]{{{_BEHIND}}}[^0-9.,]*$"


def _both_ways(written: str, formats: Formats, decimals: int) -> tuple[int | None, int | None]:
    """An amount in the smallest unit, as it is read and the other way."""
    whole, sign, behind = re.findall(r"[0-9]+|[.,]", written)
    thousandths = int(whole + behind)
    as_whole: int = thousandths * 10**decimals
    exact, rest = divmod(as_whole, 10**_BEHIND)
    is_rounded = formats.more_decimals == "round"
    nearest = exact + (2 * rest >= 10**_BEHIND)
    as_decimals = nearest if is_rounded or not rest else None
    is_decimal = sign == formats.decimal
    return (as_decimals, as_whole) if is_decimal else (as_whole, as_decimals)
