"""The signs that currencies are written with, beside their codes."""

from babel.numbers import get_currency_symbol

from dsl.values.currencies import DECIMALS
from simulator.orders.sql_text import text, texts


def signs_of(currency: str) -> frozenset[str]:
    """The code of a currency and its signs, with and without the country's letters: A$ is $."""
    sign = get_currency_symbol(currency, "en_US")
    bare = sign.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return frozenset({currency, sign, bare or currency})


def codes_with(sign: str) -> tuple[str, ...]:
    """The currencies that are written with a sign, or have it as their code."""
    return tuple(code for code in DECIMALS if sign in signs_of(code))


def is_currency(column: str, currency: str, unsaid: str) -> str:
    """Whether a column of text names a currency, by its code or its sign, as SQL.

    Args:
        column: the name of the column.
        currency: the one that is looked for.
        unsaid: the one that rows without any are in. Where that is another one, a sign that both
            may have does not tell them apart, and only the code counts.
    """
    told = signs_of(currency) if unsaid == currency else {currency}
    written = texts(sorted(each.upper() for each in told))
    return f"upper(coalesce({column}, {text(unsaid)})) in {written}"
