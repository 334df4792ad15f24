"""Gives quantities their meaning: money, amounts of a wallet, lengths of time, counts.

The grammar knows only `NUMBER WORD`. Each function here reads one for a slot that can mean one
thing; it returns nothing after it has reported why the slot cannot.
"""

from fractions import Fraction
from typing import NamedTuple

from dsl.checker.context import Context, WalletFacts
from dsl.checker.problems import about_amounts
from dsl.checker.words import count as counted_words
from dsl.checker.words import grouped, quoted
from dsl.diagnostics.diagnostic import Edit, Fix
from dsl.program.time import Duration
from dsl.syntax.tree import Leaf, Node
from dsl.values.currencies import DECIMALS

LARGEST = 2**63 - 1
LARGEST_COUNT = 1_000_000_000
_LONGEST_DAYS = 365_000
_LONGEST_MONTHS = 12_000

_DAYS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MONTHS = {
    "month": 1,
    "months": 1,
    "quarter": 3,
    "quarters": 3,
    "year": 12,
    "years": 12,
}
TIMES = ("time", "times")
ITEMS = ("item", "items", "product", "products", "piece", "pieces")
PURCHASES = ("purchase", "purchases")
VISITS = ("visit", "visits")
YEARS = ("year", "years")


class InWallet(NamedTuple):
    """An amount of a wallet in its smallest units."""

    wallet: WalletFacts
    amount: int


class ExactInWallet(NamedTuple):
    """The same in a rate: smallest units, and parts of them."""

    wallet: WalletFacts
    amount: Fraction


def exact(number: Leaf) -> Fraction:
    """A number or percentage as it is written; a percentage as its share."""
    text = number.text.replace(",", "")
    if text.endswith("%"):
        return Fraction(text[:-1]) / 100
    return Fraction(text)


def _power(decimals: int) -> int:
    return int(10**decimals)


def _parts(node: Node) -> tuple[Leaf, Leaf]:
    number, word = node.parts
    assert isinstance(number, Leaf)
    assert isinstance(word, Leaf)
    return number, word


def smallest(context: Context, number: Leaf, decimals: int, unit: str, shown: str) -> int | None:
    """A written number as whole smallest units.

    Args:
        decimals: places that the unit has.
        unit: the unit in words, for the message.
        shown: the whole amount as written, for the message.
    """
    whole, _, places = number.text.replace(",", "").partition(".")
    if len(places) > decimals:
        about_amounts.too_many_decimals(context, number, decimals, unit, shown)
        return None
    if len(whole) + decimals < 19:
        return int(whole + places.ljust(decimals, "0"))
    value = int(whole[:40] + places.ljust(decimals, "0")) if len(whole) <= 40 else LARGEST + 1
    if value > LARGEST:
        largest = grouped(str(LARGEST // 10**decimals))
        about_amounts.number_too_large(context, number, f"{largest} {unit}")
        return None
    return value


def whole_number(
    context: Context, number: Leaf, what: str, largest: int = LARGEST_COUNT
) -> int | None:
    """A bare number that must be whole and can be counted.

    Args:
        what: what is counted, for the message.
    """
    value = smallest(context, number, 0, what, f"{number.text} {what}")
    if value is not None and value > largest:
        about_amounts.number_too_large(context, number, grouped(str(largest)))
        return None
    return value


def money(context: Context, node: Node) -> int | None:
    """A sum in the program's currency, in minor units."""
    number, word = _parts(node)
    if word.text == context.currency:
        decimals = context.currency_decimals
        return smallest(context, number, decimals, word.text, context.text_of(node))
    _not_money(context, node, word)
    return None


def exact_money(context: Context, node: Node) -> Fraction | None:
    """A sum of any fineness (a rate, a worth), in minor units."""
    number, word = _parts(node)
    if word.text == context.currency:
        return exact(number) * _power(context.currency_decimals)
    _not_money(context, node, word)
    return None


def _not_money(context: Context, node: Node, word: Leaf) -> None:
    wallet = context.units.get(word.text)
    if not context.currency:
        return
    if wallet is not None:
        about_amounts.points_where_money_belongs(context, node, wallet)
    elif word.text in DECIMALS:
        about_amounts.other_currency(context, node, word.text)
    elif word.text.upper() in DECIMALS or not _is_plain_word(word.text):
        about_amounts.unknown_unit(context, word, [context.currency], "a sum of money")
    else:
        about_amounts.units_do_not_mix(
            context,
            node,
            f"this line needs a sum of money, not {word.text[:30]}",
            "not a sum of money",
            f"The program's sums of money are counted in {context.currency}.",
        )


def _is_plain_word(word: str) -> bool:
    return word in _DAYS or word in _MONTHS or word in _COUNT_WORDS


_COUNT_WORDS = frozenset((*TIMES, *ITEMS, *PURCHASES, *VISITS))


def is_money(context: Context, node: Node) -> bool:
    """Whether a quantity is a sum in the program's currency or another one."""
    word = _parts(node)[1].text
    return word not in context.units and (word == context.currency or word in DECIMALS)


def money_wallets(context: Context) -> list[WalletFacts]:
    """The wallets that hold money."""
    return [wallet for wallet in context.wallets.values() if wallet.is_money]


def in_wallet(
    context: Context, node: Node, wallet: WalletFacts | None = None, *, named: bool = False
) -> InWallet | None:
    """An amount of a wallet.

    Args:
        wallet: the one it must be of, where the line or its block says so already; without it
            the unit says which, or the only money wallet for a sum of money.
        named: a money wallet must be named by the line (`as "Name"`), also the only one.
    """
    found = _wallet_of(context, node, wallet, named=named)
    if found is None:
        return None
    unit = found.plural or found.holds
    amount = smallest(context, _parts(node)[0], found.decimals, unit, context.text_of(node))
    return None if amount is None else InWallet(found, amount)


def exact_in_wallet(
    context: Context, node: Node, wallet: WalletFacts | None, *, named: bool = True
) -> ExactInWallet | None:
    """An amount of a wallet in a rate: it may be finer than the unit; see `in_wallet`."""
    found = _wallet_of(context, node, wallet, named=named)
    number = _parts(node)[0]
    if found is None or not _is_one_way_to_read(context, number, found):
        return None
    return ExactInWallet(found, exact(number) * _power(found.decimals))


def _is_one_way_to_read(context: Context, number: Leaf, wallet: WalletFacts) -> bool:
    """Whether "1.500" cannot be meant as one thousand five hundred."""
    whole, _, places = number.text.partition(".")
    if len(places) != 3 or whole == "0" or wallet.decimals >= 3:
        return True
    unit = wallet.plural or wallet.holds
    shown = f"{number.text} {unit}"
    about_amounts.too_many_decimals(context, number, wallet.decimals, unit, shown)
    return False


def _wallet_of(
    context: Context, node: Node, wallet: WalletFacts | None, *, named: bool
) -> WalletFacts | None:
    word = _parts(node)[1]
    found = context.units.get(word.text)
    if found is None and is_money(context, node):
        return _money_wallet(context, node, wallet, named=named)
    if found is None:
        known = [wallet.plural] if wallet and wallet.plural else _unit_words(context)
        if word.text not in context.unread_units:
            about_amounts.unknown_unit(context, word, known, "an amount of points")
        return None
    if wallet is not None and found is not wallet:
        _other_wallet(context, node, found, wallet)
        return None
    return found


def _unit_words(context: Context) -> list[str]:
    return [wallet.plural for wallet in context.wallets.values() if wallet.plural]


def _money_wallet(
    context: Context, node: Node, wallet: WalletFacts | None, *, named: bool
) -> WalletFacts | None:
    """The wallet of a sum of money; None after a report."""
    word = _parts(node)[1].text
    if word != context.currency:
        if context.currency:
            about_amounts.other_currency(context, node, word)
        return None
    if wallet is not None:
        if wallet.is_money:
            return wallet
        about_amounts.money_where_points_belong(context, node, exact(_parts(node)[0]))
        return None
    holding = money_wallets(context)
    if len(holding) == 1 and not named:
        return holding[0]
    about_amounts.money_where_points_belong(context, node, exact(_parts(node)[0]))
    return None


def _other_wallet(context: Context, node: Node, found: WalletFacts, wallet: WalletFacts) -> None:
    unit, other = found.plural or found.holds, wallet.plural or wallet.holds
    number, word = _parts(node)
    fix = None
    if wallet.plural:
        right = wallet.unit if number.text == "1" else wallet.plural
        fix = Fix(f"count in {other}", edits=(Edit(word.span, right),))
    about_amounts.units_do_not_mix(
        context,
        node,
        f"{unit} and {other} do not mix",
        f"counted in {unit}",
        f"This line is about {other} (wallet {quoted(wallet.name)}); how many {other}"
        f" {context.text_of(node)} would be is said nowhere.",
        fix=fix,
    )


def duration(context: Context, node: Node) -> Duration | None:
    """A length of time: days (weeks are 7), or months (quarters are 3, years 12)."""
    number, word = _parts(node)
    unit = word.text
    if unit not in _DAYS and unit not in _MONTHS:
        _not_time(context, node, word, ["days", "weeks", "months", "years"])
        return None
    value = whole_number(context, number, unit)
    if value is None:
        return None
    length = (
        Duration(count=value * _DAYS[unit], unit="day")
        if unit in _DAYS
        else Duration(count=value * _MONTHS[unit], unit="month")
    )
    longest = _LONGEST_DAYS if length.unit == "day" else _LONGEST_MONTHS
    if length.count > longest:
        about_amounts.number_too_large(context, number, "1,000 years")
        return None
    return length


def days(context: Context, node: Node) -> int | None:
    """A length of time that must be a number of days."""
    number, word = _parts(node)
    if word.text in _MONTHS:
        months = exact(number) * _MONTHS[word.text]
        shown = counted_words(int(months * 30), "day")
        about_amounts.units_do_not_mix(
            context,
            node,
            f"{word.text} where days are counted",
            "not a number of days",
            "Months are not equally long; this line counts days.",
            fix=Fix("say it in days, for example", edits=(), example=f"  ... {shown}"),
        )
        return None
    found = duration(context, node)
    return None if found is None else found.count


def _not_time(context: Context, node: Node, word: Leaf, known: list[str]) -> None:
    if word.text in context.units or word.text in DECIMALS:
        about_amounts.units_do_not_mix(
            context,
            node,
            "this line needs a length of time",
            "not a length of time",
            f"Time is counted in days, weeks, months, quarters or years; {word.text} count"
            " something else.",
        )
        return
    about_amounts.unknown_unit(context, word, known, "a length of time")


def count(context: Context, node: Node, words: tuple[str, ...], *, least: int = 1) -> int | None:
    """A number of things.

    Args:
        words: the words that can stand for the things, singular and plural.
        least: the smallest number that makes sense.
    """
    number, word = _parts(node)
    if word.text not in words:
        known = list(words[1::2])
        about_amounts.unknown_unit(context, word, known, f"a number of {words[1]}")
        return None
    value = whole_number(context, number, words[1])
    if value is not None and value < least:
        about_amounts.per_nothing(context, node, "nothing comes of")
        return None
    return value


def is_count(node: Node, words: tuple[str, ...]) -> bool:
    """Whether a quantity is a number of the given things."""
    return _parts(node)[1].text in words


def positive(context: Context, value: int, node: Node) -> int | None:
    """The value, if it is above 0."""
    if value > 0:
        return value
    about_amounts.per_nothing(context, node, "nothing comes of")
    return None


def share(context: Context, leaf: Leaf, what: str) -> Fraction | None:
    """A percentage that cannot be more than all of something."""
    value = exact(leaf)
    if value > 1:
        about_amounts.share_above_hundred(context, leaf, what)
        return None
    return value
