"""Finds rewards that an ordinary member cannot reach before points expire."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.whole_program.values import (
    Ordinary,
    is_for_everybody,
    ordinary,
    usual_basket,
)
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import decimal, grouped, quoted, rounded, sum_of_money
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rewards import Price, Reward
from dsl.program.rules import EVERYBODY
from dsl.program.time import Duration, Period
from dsl.program.wallets import (
    AfterEarning,
    AfterLast,
    Never,
    OnDate,
    OnDates,
    RoundingMode,
    Wallet,
)

_DAYS_OF_MONTH = Fraction(146_097, 4_800)
"""The average month of four hundred years."""
_MONTHS_OF = {
    Period.MONTH: 1,
    Period.QUARTER: 3,
    Period.HALF: 6,
    Period.YEAR: 12,
    Period.MEMBERSHIP_MONTH: 1,
    Period.MEMBERSHIP_YEAR: 12,
}


class _Balance(NamedTuple):
    """What an ordinary member can have in a wallet at most.

    Attributes:
        each: smallest units from one visit.
        visits: visits whose points are there together.
        months: how long points live.
    """

    each: int
    visits: int
    months: Fraction

    @property
    def most(self) -> int:
        """Smallest units that are there together."""
        return self.each * self.visits


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Holds the price of every reward for everybody against what a member collects."""
    wallets = {wallet.name: wallet for wallet in whole.program.wallets}
    known = ordinary(whole)
    for reward in whole.program.rewards:
        if reward.life.paused:
            continue
        for index, price in enumerate(reward.prices):
            wallet = wallets.get(price.wallet)
            if wallet is None:
                continue
            if wallet.hold_at_most is not None and price.amount > wallet.hold_at_most:
                yield _above_hold(whole, reward, index, price, wallet)
            elif price.audience == EVERYBODY and is_for_everybody(reward):
                found = _balance(whole, wallet, known.get(wallet.name))
                if found is not None and found.most < price.amount:
                    yield _out_of_reach(whole, reward, index, price, wallet, found)


def _balance(whole: Whole, wallet: Wallet, given: Ordinary | None) -> _Balance | None:
    """What an ordinary member can collect; None where it cannot be said, or has no end."""
    basket, shop = usual_basket(whole), whole.shop
    if whole.has_error or given is None or basket is None or shop is None:
        return None
    visits = shop.visits_per_month
    months = _life(wallet)
    if visits is None or months is None or _has_other_sources(whole, wallet, given):
        return None
    if isinstance(wallet.expiry, AfterLast) and visits * months >= 1:
        return None
    return _Balance(_each_visit(wallet, given, basket), int(visits * months) + 1, months)


def _each_visit(wallet: Wallet, given: Ordinary, basket: Fraction) -> int:
    exact = given.per_minor * basket
    if wallet.rounding.mode is RoundingMode.UP:
        return -int(-exact // 1) + given.fixed
    if wallet.rounding.mode is RoundingMode.NEAREST:
        return int(exact + Fraction(1, 2)) + given.fixed
    return int(exact) + given.fixed


def _has_other_sources(whole: Whole, wallet: Wallet, given: Ordinary) -> bool:
    """Whether other rules fill the wallet too, so that purchases alone tell too little."""
    names = {rule.name for rule in given.rules}
    return any(
        give.wallet == wallet.name and rule.name not in names
        for rule in whole.program.rules
        if is_for_everybody(rule)
        for give in rule.gives
    )


def _life(wallet: Wallet) -> Fraction | None:
    """How long points live at most, in months; None where it has no end."""
    expiry = wallet.expiry
    if isinstance(expiry, Never | OnDate):
        return None
    if isinstance(expiry, AfterEarning | AfterLast):
        extra = _MONTHS_OF.get(expiry.end_of, 1) if expiry.end_of else 0
        return _months(expiry.length) + extra
    if isinstance(expiry, OnDates):
        return Fraction(24 if expiry.next_year else 12)
    length = _MONTHS_OF.get(expiry.period, 1)
    return Fraction(length * (2 if expiry.following else 1))


def _months(length: Duration) -> Fraction:
    return Fraction(length.count) / (1 if length.unit == "month" else _DAYS_OF_MONTH)


def _shown(wallet: Wallet, amount: int) -> str:
    text = decimal(amount, wallet.decimals, short=True)
    return f"{text} {wallet.plural}".strip()


def _above_hold(
    whole: Whole, reward: Reward, index: int, price: Price, wallet: Wallet
) -> Diagnostic:
    assert wallet.hold_at_most is not None
    place = whole.rule_place(reward.name)
    holds = whole.context.places.block(Family.WALLET, wallet.name).line("hold_at_most")
    return diagnostic(
        "unreachable-reward",
        f"{quoted(reward.name)} costs more than a member can hold",
        Label(place.line("prices", index), f"costs {_shown(wallet, price.amount)}"),
        others=[Label(holds, f"nobody holds more than {_shown(wallet, wallet.hold_at_most)}")],
        body=f"Whoever has {_shown(wallet, wallet.hold_at_most)} collects no more, and the reward"
        f" needs {_shown(wallet, price.amount - wallet.hold_at_most)} more than that.",
        fix=Fix("ask for less, or let members hold more"),
    )


def _out_of_reach(
    whole: Whole, reward: Reward, index: int, price: Price, wallet: Wallet, found: _Balance
) -> Diagnostic:
    place = whole.rule_place(reward.name)
    expiry = whole.context.places.block(Family.WALLET, wallet.name).line("expiry")
    shop = whole.shop
    assert shop is not None
    assert shop.usual_basket is not None
    assert shop.visits_per_month is not None
    program = whole.program
    basket = sum_of_money(shop.usual_basket, program.currency_decimals, program.currency)
    span = place.line("prices", index)
    return diagnostic(
        "unreachable-reward",
        f"an ordinary member cannot reach {quoted(reward.name)}",
        Label(span, f"costs {_shown(wallet, price.amount)}"),
        others=[Label(expiry, f"by then an ordinary member has {_shown(wallet, found.most)}")],
        body=f"An ordinary member comes {_times(shop.visits_per_month)}, spends {basket} and gets"
        f" {_shown(wallet, found.each)} each time. Before the first of them expire, that is"
        f" {found.visits} visits and {_shown(wallet, found.most)}.",
        fix=_cheaper(wallet, found),
    )


def _times(visits: Fraction) -> str:
    if visits >= 1:
        return f"{rounded(visits)} times a month" if visits != 1 else "once a month"
    yearly = visits * 12
    return f"{rounded(yearly)} times a year" if yearly != 1 else "once a year"


def _cheaper(wallet: Wallet, found: _Balance) -> Fix:
    """A price within reach, rounded down to one that looks like a price."""
    reachable = found.most // 10**wallet.decimals
    step = 10 ** max(0, len(str(reachable)) - 2)
    nice = reachable // step * step
    if nice < 1 or not wallet.plural:
        return Fix("let them live longer, or give more")
    amount = f"{grouped(str(nice))} {wallet.unit if nice == 1 else wallet.plural}"
    return Fix("ask for less, for example", example=f"  costs {amount}")
