"""Finds points that expire before they can be spent."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import day, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.time import (
    DayToCome,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    PeriodStart,
    YearlyDay,
)
from dsl.program.wallets import (
    AfterDays,
    AfterEarning,
    AfterLast,
    AtOnce,
    Availability,
    EndOfPeriod,
    Expiry,
    Never,
    OnDates,
    OnDay,
    WhenActivity,
)
from dsl.values.calendar import (
    add,
    month_day,
    next_monthly,
    next_nth_weekday,
    next_period_start,
    next_yearly,
    period_end,
)

_FIRST_DAY = date(2027, 1, 1).toordinal()
_DAYS_TRIED = 731
"""Every day of earning in two years, one of them with a 29 February."""


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at wallets, and at rules with terms of their own."""
    places = whole.context.places
    terms = {}
    for wallet in whole.program.wallets:
        terms[wallet.name] = wallet.available, wallet.expiry
        if wallet.status_only:
            continue
        place = places.find(Family.WALLET, wallet.name)
        if place is not None:
            yield from _terms(place, place, wallet.name, wallet.available, wallet.expiry)
    for rule in whole.program.rules:
        if rule.available is None and rule.expiry is None:
            continue
        place = places.find(Family.RULE, rule.name)
        for name in dict.fromkeys(give.wallet for give in rule.gives):
            wallet_place = places.find(Family.WALLET, name)
            if place is None or wallet_place is None or name not in terms:
                continue
            available = rule.available or terms[name][0]
            expiry = rule.expiry or terms[name][1]
            yield from _terms(place, wallet_place, rule.name, available, expiry)


def _terms(
    place: BlockPlace, wallet: BlockPlace, name: str, available: Availability, expiry: Expiry
) -> Iterator[Diagnostic]:
    found = first_too_late(available, expiry)
    if found is None:
        return
    earned, start, end = (date.fromordinal(number) for number in found)
    lines = {
        field: (place if place.lines.get(field) else wallet).line(field)
        for field in ("available", "expiry")
    }
    yield diagnostic(
        "expires-before-available",
        f"what {quoted(name)} gives expires before it can be spent"
        if place is not wallet
        else f"{quoted(name)} expires before it can be spent",
        Label(lines["expiry"], f"gone after {day(end)}"),
        others=[Label(lines["available"], f"can be spent from {day(start)}")],
        body=f"What is earned on {day(earned)} could be spent from {day(start)} and expires on"
        f" {day(end)}, {(start - end).days} days too early.",
        fix=Fix("let it expire later, for example", example="  expire 12 months after earning"),
    )


@lru_cache(maxsize=256)
def first_too_late(available: Availability, expiry: Expiry) -> tuple[int, int, int] | None:
    """The first day of earning on which it goes wrong, with the days of both ends."""
    if isinstance(available, AtOnce | WhenActivity) or isinstance(expiry, Never):
        return None
    for earned in range(_FIRST_DAY, _FIRST_DAY + _DAYS_TRIED):
        start, end = available_from(available, earned), _usable_through(expiry, earned)
        if start is None or end is None:
            return None
        if end < start:
            return earned, start, end
    return None


def available_from(available: Availability, earned: int) -> int | None:
    """First day on which something can be spent; None where its day of earning does not decide."""
    if isinstance(available, AfterDays):
        return earned + available.days
    return _day_after(available.day, earned) if isinstance(available, OnDay) else None


def _day_after(when: DayToCome, earned: int) -> int | None:
    match when:
        case YearlyDay():
            return next_yearly(earned, when.month, when.day)
        case MonthDay():
            return next_monthly(earned, when.day)
        case NthWeekday():
            return next_nth_weekday(earned, when.nth, when.weekday)
        case PeriodStart():
            return next_period_start(when.period, earned, joined_day=_FIRST_DAY)
        case NextMonthDay():
            return next_monthly(period_end("month", earned), when.day)
        case NextYearDay():
            return next_yearly(period_end("year", earned), when.month, when.day)
        case OneDate():
            return None


def _usable_through(expiry: Expiry, earned: int) -> int | None:
    if isinstance(expiry, AfterEarning | AfterLast):
        last = add(earned, expiry.length.count, expiry.length.unit)
        if expiry.end_of is None:
            return last
        return period_end(expiry.end_of, last, joined_day=_FIRST_DAY)
    if isinstance(expiry, EndOfPeriod):
        last = period_end(expiry.period, earned, joined_day=_FIRST_DAY)
        if not expiry.following:
            return last
        return period_end(expiry.period, last + 1, joined_day=_FIRST_DAY)
    if isinstance(expiry, OnDates):
        return min(_on(day, earned, next_year=expiry.next_year) for day in expiry.days)
    return None


def _on(day: YearlyDay, earned: int, *, next_year: bool) -> int:
    if next_year:
        return month_day(date.fromordinal(earned).year + 1, day.month, day.day)
    return next_yearly(earned, day.month, day.day)
