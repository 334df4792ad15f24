"""Amounts of money from text to exact whole numbers of the smallest unit, in SQL."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.orders.currency_signs import signs_of
from simulator.orders.mapping import Formats
from simulator.orders.signs_alike import BLANKS, signs_alike
from simulator.orders.sql_text import text

_PIECES = ("opened", "before", "sign", "whole", "fraction", "behind")
_MINUS_PIECES = ("opened", "before", "sign", "behind")
_LISTED = "[" + ", ".join(text(piece) for piece in _PIECES) + "]"
LARGEST_MINOR = (1 << 53) - 1
"""Up to here every tool that a shop may use counts exactly."""


@dataclass(frozen=True, slots=True)
class Amount:
    """SQL expressions of one amount.

    Attributes:
        minor: the amount in the smallest unit, as a 64-bit number; no value unless it is sound.
        unreadable, finer, huge: whether the text is no amount, has more decimals than the
            currency, or is larger than any tool counts exactly.
    """

    minor: str
    unreadable: str
    finer: str
    huge: str


def flags_of(amounts: Iterable[Amount]) -> str:
    """Columns that say whether any of some amounts is unreadable, finer or huge."""
    found = list(amounts)
    return "".join(
        f", ({' or '.join(getattr(amount, flag) for amount in found)}) as {flag}"
        for flag in ("unreadable", "finer", "huge")
    )


ABSENT = Amount("null::bigint", "false", "false", "false")
"""The amount of a column that a file does not have."""


class AmountReader:
    """Reads amounts of one currency, written in one way."""

    def __init__(self, currency: str, decimals: int, formats: Formats) -> None:
        self._pattern = _pattern(currency, formats)
        self._decimals = decimals
        self._formats = formats

    def sized(self, source: str, columns: Iterable[str]) -> str:
        """A query of a source with the pieces of some text columns, as `amount` needs them."""
        parts = "".join(f", {self._parts(column)} as {column}_parts" for column in columns)
        sizes = "".join(f", {self._size(column)} as {column}_size" for column in columns)
        return f"select *{sizes} from (select *{parts} from {source})"

    def amount(self, column: str) -> Amount:
        """The expressions for a text column of a query that `sized` gave."""
        parts, size = f"{column}_parts", f"{column}_size"
        below = " or ".join(f"{parts}.{piece} <> ''" for piece in _MINUS_PIECES)
        readable = f"({parts}.whole <> '' or {parts}.fraction <> '')"
        return Amount(
            minor=f"case when {readable} and {size} <= {LARGEST_MINOR}"
            f" then case when {below} then -{size} else {size} end end",
            unreadable=f"coalesce(not {readable}, false)",
            finer=f"coalesce(regexp_matches({self._further(column)}, '[1-9]'), false)",
            huge=f"coalesce({readable} and coalesce({size} > {LARGEST_MINOR}, true), false)",
        )

    def _parts(self, column: str) -> str:
        """The pieces of a text as a struct of texts; all empty when it is no amount.

        Plain amounts, nearly all there are, take a short way that gives the same.
        """
        point = text(self._formats.decimal)
        pieces = {"whole": f"split_part({column}, {point}, 1)"}
        pieces["fraction"] = f"split_part({column}, {point}, 2)"
        plain = ", ".join(f"{name} := {pieces.get(name, text(''))}" for name in _PIECES)
        found = f"regexp_extract({column}, {text(self._pattern)}, {_LISTED})"
        is_plain = f"regexp_matches({column}, '^[0-9]+[{self._formats.decimal}]?[0-9]*$')"
        return f"case when {is_plain} then struct_pack({plain}) else {found} end"

    def _size(self, column: str) -> str:
        """The amount without its sign; no value when it has too many digits for 64 bits."""
        whole = f"{column}_parts.whole"
        for sign in signs_alike(self._formats.thousands):
            whole = f"replace({whole}, {text(sign)}, '')"
        fraction = f"rpad({column}_parts.fraction, {self._decimals}, '0')"
        digits = f"concat({whole}, {fraction})" if self._decimals else whole
        size = f"try_cast(case when length(ltrim({digits}, '0')) < 19 then '0' || {digits} end"
        size += " as bigint)"
        if self._formats.more_decimals == "round":
            return f"{size} + case when {self._further(column)} >= '5' then 1 else 0 end"
        return size

    def _further(self, column: str) -> str:
        """The decimals beyond those of the currency."""
        return f"substr({column}_parts.fraction, {self._decimals + 1})"


def _pattern(currency: str, formats: Formats) -> str:
    """What an amount looks like: `1234.5`, `-1,234.50`, `$12.00`, `(12.00)`, `12.00 USD`, `5-`."""
    money = "(?:" + "|".join(re.escape(sign) for sign in sorted(signs_of(currency))) + ")?"
    blank = f"[{BLANKS}]*"
    minus = r"[-\x{2212}]?"
    whole = "[0-9]+"
    if formats.thousands:
        whole = f"[0-9]{{1,3}}(?:[{signs_alike(formats.thousands)}][0-9]{{3}})+|[0-9]+"
    point = re.escape(formats.decimal)
    number = f"({whole}|)(?:{point}([0-9]*))?"
    return (
        rf"^(\()?\+?({minus}){blank}{money}{blank}({minus}){blank}{number}"
        rf"{blank}{money}({minus})\)?$"
    )
