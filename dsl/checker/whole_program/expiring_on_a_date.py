"""Finds points that are given after the one date on which all of them expire."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.whole_program.expiring_early import available_from
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import count, day, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.offers import WalletCredit
from dsl.program.rewards import Reward
from dsl.program.rules import Rule
from dsl.program.time import OneDate
from dsl.program.wallets import Availability, Expiry, OnDate, OnDay
from dsl.source.span import Span

_DAYS_WAITED = 800
"""More days than points wait at most for a day that a line names."""


class _Giving(NamedTuple):
    """A rule or reward that gives points which expire on one date.

    Attributes:
        expiry_line: where the date stands: in the rule or in its wallet.
        last_day: the last day on which what is given can still be spent; None without one.
    """

    name: str
    expiry_line: Span
    expires: date
    first_day: date | None
    ends: date | None
    last_day: date | None


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at all that gives points with such a date; tells each date once."""
    after: dict[Span, list[_Giving]] = {}
    for giving in _all_giving(whole):
        if giving.last_day is None or (giving.first_day and giving.first_day > giving.last_day):
            yield _never_spent(whole, giving)
        elif giving.ends is None or giving.ends > giving.last_day:
            after.setdefault(giving.expiry_line, []).append(giving)
    for together in after.values():
        yield _lost(together)


def _all_giving(whole: Whole) -> Iterator[_Giving]:
    for rule in whole.rules_and_rewards:
        if rule.life.paused:
            continue
        for wallet, available, expiry in _terms(whole, rule):
            line = _expiry_line(whole, rule, wallet)
            if isinstance(expiry, OnDate) and line is not None:
                yield _Giving(
                    rule.name,
                    line,
                    expiry.date,
                    max(filter(None, (whole.program.starts, rule.life.first)), default=None),
                    min(filter(None, (whole.program.ends, rule.life.last)), default=None),
                    _last_day(available, expiry.date),
                )


def _terms(whole: Whole, rule: Rule | Reward) -> Iterator[tuple[str, Availability, Expiry]]:
    """The wallets that a rule or reward fills, with the terms of what it gives."""
    wallets = {wallet.name: wallet for wallet in whole.program.wallets}
    offer = rule.offer if isinstance(rule, Reward) else rule.benefit and rule.benefit.offer
    if isinstance(offer, WalletCredit) and offer.wallet in wallets:
        yield offer.wallet, wallets[offer.wallet].available, wallets[offer.wallet].expiry
    gives = rule.gives if isinstance(rule, Rule) else ()
    for name in dict.fromkeys(give.wallet for give in gives if give.wallet in wallets):
        assert isinstance(rule, Rule)
        wallet = wallets[name]
        yield name, rule.available or wallet.available, rule.expiry or wallet.expiry


def _expiry_line(whole: Whole, rule: Rule | Reward, wallet: str) -> Span | None:
    own = isinstance(rule, Rule) and rule.expiry is not None
    places = whole.context.places
    place = places.find(Family.RULE, rule.name) if own else places.find(Family.WALLET, wallet)
    return None if place is None else place.line("expiry")


def _last_day(available: Availability, expires: date) -> date | None:
    """The last day of earning on which points can still be spent by a date; None without one."""
    end = expires.toordinal()
    if isinstance(available, OnDay) and isinstance(available.day, OneDate):
        return expires if available.day.date <= expires else None
    for earned in range(end, end - _DAYS_WAITED, -1):
        if (available_from(available, earned) or earned) <= end:
            return date.fromordinal(earned)
    return None


def _never_spent(whole: Whole, giving: _Giving) -> Diagnostic:
    place = whole.rule_place(giving.name)
    first = giving.first_day
    begins = f" It starts on {day(first)}." if first is not None else ""
    return diagnostic(
        "expires-before-available",
        f"what {quoted(giving.name)} gives expires before it can be spent",
        Label(giving.expiry_line, f"gone after {day(giving.expires)}"),
        others=[Label(place.header, "gives points that are gone by then")],
        body="Nothing that it gives can be spent by that date." + begins,
        fix=Fix("let it expire later, for example", example="  expire 12 months after earning"),
    )


def _lost(together: list[_Giving]) -> Diagnostic:
    first = together[0]
    assert first.last_day is not None
    others = len(together) - 1
    who = quoted(first.name) + (f" and {count(others, 'more rule')}" if others else "")
    verb = "go" if others else "goes"
    last = day(first.last_day)
    return diagnostic(
        "lost-at-once",
        f"points given after {last} are lost at once",
        Label(first.expiry_line, f"gone after {day(first.expires)}"),
        body=f"{who} {verb} on after that day, and what is given then can never be spent.",
        fix=Fix("end the giving in time, for example", example=f"  runs until {last}"),
    )
