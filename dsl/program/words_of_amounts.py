"""Amounts in words: money, units of wallets, rates, lists of names."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from dsl.program.program import Program
from dsl.program.wallets import Wallet


def listed(words: Sequence[str], joined_by: str = "and") -> str:
    """Words as a list: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joined_by} {words[-1]}"


def names(found: Iterable[str], joined_by: str = "and") -> str:
    """Names in quotes as a list."""
    return listed([f'"{name}"' for name in found], joined_by)


def number_words(smallest: int, decimals: int = 0) -> str:
    """A whole number of smallest units with its decimals; commas from five digits on."""
    sign = "-" if smallest < 0 else ""
    whole, places = divmod(abs(smallest), 10**decimals)
    text = f"{whole:,}" if whole >= 10_000 else str(whole)
    return f"{sign}{text}" + (f".{places:0{decimals}}" if decimals else "")


def exact_words(value: Fraction) -> str:
    """An exact number: with its decimals where they end, else as a fraction."""
    for decimals in range(7):
        if (value * 10**decimals).denominator == 1:
            return number_words(int(value * 10**decimals), decimals)
    whole, rest = divmod(value, 1)
    return f"{number_words(int(whole))} {rest}" if whole else str(rest)


def percent_words(share: Fraction) -> str:
    """A share as a percentage."""
    return f"{exact_words(share * 100)}%"


def money_words(program: Program, minor: int) -> str:
    """Money; without its decimals where they are 0."""
    return exact_money_words(program, Fraction(minor))


def exact_money_words(program: Program, minor: Fraction) -> str:
    """Money that may hold parts of the smallest coin."""
    places = program.currency_decimals
    major = minor / 10**places
    if major.denominator == 1:
        return f"{number_words(int(major))} {program.currency}"
    if minor.denominator == 1:
        return f"{number_words(int(minor), places)} {program.currency}"
    return f"{exact_words(major)} {program.currency}"


def wallet_named(program: Program, name: str) -> Wallet:
    """A wallet by its name."""
    return next(wallet for wallet in program.wallets if wallet.name == name)


def units_words(program: Program, wallet: Wallet, amount: int | Fraction) -> str:
    """An amount of a wallet, in smallest units or parts of them."""
    if wallet.is_money:
        money = exact_money_words(program, Fraction(amount))
        return f'{money} of "{wallet.name}"'
    units = Fraction(amount) / 10**wallet.decimals
    return f"{exact_words(units)} {wallet.unit if abs(units) == 1 else wallet.plural}"


def unit_name(wallet: Wallet) -> str:
    """What a wallet's amounts are called."""
    return f'"{wallet.name}"' if wallet.is_money else wallet.plural


def counted_words(count: int, one: str, many: str = "") -> str:
    """A count with its word: "1 item", "3 items"."""
    return f"{number_words(count)} {one if count == 1 else many or one + 's'}"
