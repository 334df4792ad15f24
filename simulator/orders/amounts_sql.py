"""Amounts of money from text to exact whole numbers of the smallest unit, in SQL."""

import re
from dataclasses import dataclass

from babel.numbers import get_currency_symbol

from simulator.orders.mapping import Formats
from simulator.orders.sql_text import text

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


class AmountReader:
    """Reads amounts of one currency, written in one way."""

    def __init__(self, currency: str, decimals: int, formats: Formats) -> None:
        self._pattern = _pattern(currency, formats)
        self._decimals = decimals
        self._decimal = formats.decimal
        self._round = formats.more_decimals == "round"

    def parts(self, column: str) -> str:
        """The pieces of a text as a struct of texts; all empty when it is no amount.

        Plain amounts, nearly all there are, take a short way that gives the same.
        """
        names = ("open", "before", "sign", "whole", "fraction", "behind")
        listed = ", ".join(text(name) for name in names)
        full = f"regexp_extract({column}, {text(self._pattern)}, [{listed}])"
        point = text(self._decimal)
        pieces = {"whole": f"split_part({column}, {point}, 1)"}
        pieces["fraction"] = f"split_part({column}, {point}, 2)"
        plain = ", ".join(f"{name} := {pieces.get(name, text(''))}" for name in names)
        is_plain = f"regexp_matches({column}, '^[0-9]+[{self._decimal}]?[0-9]*$')"
        return f"case when {is_plain} then struct_pack({plain}) else {full} end"

    def amount(self, column: str, parts: str) -> Amount:
        """The expressions for a text column whose `parts` are known."""
        kept = f"substr({parts}.fraction, 1, {self._decimals})"
        further = f"substr({parts}.fraction, {self._decimals + 1})"
        thousands = r"regexp_replace(" + f"{parts}.whole, '[^0-9]', '', 'g')"
        digits = f"concat({thousands}, rpad({kept}, {self._decimals}, '0'))"
        if not self._decimals:
            digits = thousands
        size = f"try_cast(case when length(ltrim({digits}, '0')) < 19 then {digits} end as bigint)"
        if self._round:
            size = f"({size} + case when {further} >= '5' then 1 else 0 end)"
        below = (
            f"({parts}.open <> '' or {parts}.before <> '' or {parts}.sign <> ''"
            f" or {parts}.behind <> '')"
        )
        unreadable = f"({column} is not null and {parts}.whole = '' and {parts}.fraction = '')"
        return Amount(
            minor=f"case when {column} is not null and not {unreadable}"
            f" and {size} <= {LARGEST_MINOR}"
            f" then case when {below} then -{size} else {size} end end",
            unreadable=unreadable,
            finer=f"coalesce(regexp_matches({further}, '[1-9]'), false)",
            huge=f"({column} is not null and not {unreadable}"
            f" and coalesce({size} > {LARGEST_MINOR}, true))",
        )


def _pattern(currency: str, formats: Formats) -> str:
    """What an amount looks like: `1234.5`, `-1,234.50`, `$12.00`, `(12.00)`, `12.00 USD`, `5-`."""
    symbols = {currency, get_currency_symbol(currency, "en_US"), _narrow_symbol(currency)}
    money = "(?:" + "|".join(re.escape(sign) for sign in sorted(symbols)) + ")?"
    blank = r"[ \x{00A0}\x{202F}]*"
    minus = r"[-\x{2212}]?"
    whole = "[0-9]+"
    if formats.thousands:
        sign = r"[ \x{00A0}\x{202F}]" if formats.thousands == " " else re.escape(formats.thousands)
        whole = f"[0-9]{{1,3}}(?:{sign}[0-9]{{3}})+|[0-9]+"
    point = re.escape(formats.decimal)
    number = f"({whole}|)(?:{point}([0-9]*))?"
    return (
        rf"^(\()?\+?({minus}){blank}{money}{blank}({minus}){blank}{number}"
        rf"{blank}{money}({minus})\)?$"
    )


def _narrow_symbol(currency: str) -> str:
    """The sign used where the currency is at home, without the country's letters: A$ is $."""
    bare = get_currency_symbol(currency, "en_US").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return bare or currency
