"""Finds limits that a rule cannot reach."""

from collections.abc import Iterator
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import count, decimal, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rewards import Reward
from dsl.program.rules import (
    Add,
    GiveAmount,
    Limit,
    LimitScope,
    Occasion,
    OnNth,
    OnOccasion,
    Rule,
)
from dsl.program.time import Ever, InPeriod, Period, Rolling, Window
from dsl.source.span import Span

_DAYS = {
    Period.DAY: 1,
    Period.WEEK: 7,
    Period.MONTH: 31,
    Period.QUARTER: 92,
    Period.HALF: 184,
    Period.YEAR: 366,
}
_MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.HALF: 6, Period.YEAR: 12}


class _Often(NamedTuple):
    """How often a rule can pay one member, and the line that says so.

    Attributes:
        by: the limit that says it, by its number; None where the trigger does.
    """

    times: int
    window: Window
    by: int | None


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at every limit of rules and rewards."""
    for rule in whole.program.rules:
        if len(rule.limits) and not rule.life.paused:
            yield from _rule(whole, rule)
    for reward in whole.program.rewards:
        if len(reward.limits) > 1 and not reward.life.paused:
            yield from _limits(whole, reward, None)


def _rule(whole: Whole, rule: Rule) -> Iterator[Diagnostic]:
    fixed = [
        give
        for give in rule.gives
        if isinstance(give, Add) or (isinstance(give, GiveAmount) and give.per is None)
    ]
    wallets = {give.wallet for give in rule.gives}
    each = sum(give.amount for give in fixed) if len(fixed) == len(rule.gives) else 0
    yield from _limits(whole, rule, each if each and len(wallets) == 1 else None)


def _limits(whole: Whole, rule: Rule | Reward, each: int | None) -> Iterator[Diagnostic]:
    """Holds every limit against what the others let through.

    Args:
        each: what the rule gives each time, where that is a fixed amount.
    """
    place = whole.context.places.find(Family.RULE, rule.name)
    if place is None:
        return
    often = _how_often(rule)
    for index, limit in enumerate(rule.limits):
        if limit.scope is LimitScope.PURCHASE and limit.amount is not None and each:
            if limit.amount >= each and isinstance(rule, Rule):
                yield _told(whole, rule, place, index, each, _Often(1, limit.window, None))
            continue
        if limit.scope is not LimitScope.MEMBER:
            continue
        for one in often:
            within = most_within(one.times, one.window, limit.window)
            if one.by == index or within is None:
                continue
            if limit.times is not None and _is_first_of_equals(rule, one, index, within):
                yield _told(whole, rule, place, index, within, one)
                break
            if limit.amount is not None and each and limit.amount >= each * within:
                yield _told(whole, rule, place, index, each * within, one)
                break


def _is_first_of_equals(rule: Rule | Reward, one: _Often, index: int, within: int) -> bool:
    """Of two limits that say the same, only the later one is told."""
    times = rule.limits[index].times
    assert times is not None
    if one.by is not None and one.window == rule.limits[index].window and times == one.times:
        return one.by < index
    return times >= within


def _how_often(rule: Rule | Reward) -> list[_Often]:
    """How often it can be per member, by its limits and by its trigger."""
    found = [
        _Often(limit.times, limit.window, index)
        for index, limit in enumerate(rule.limits)
        if limit.times is not None and limit.scope is LimitScope.MEMBER
    ]
    trigger = rule.trigger if isinstance(rule, Rule) else None
    if isinstance(trigger, OnOccasion) and trigger.occasion is Occasion.JOINING:
        found.append(_Often(1, Ever(), None))
    if isinstance(trigger, OnNth) and not trigger.repeats:
        found.append(_Often(1, Ever(), None))
    return found


def most_within(times: int, window: Window, limit: Window) -> int | None:
    """How often at most in the limit's window, if so often in each other window; None: no end."""
    if isinstance(window, Ever):
        return times
    if isinstance(limit, Ever):
        return None
    if window == limit:
        return times
    windows = _windows_within(window, limit)
    return None if windows is None else times * windows


def _windows_within(window: Window, limit: Window) -> int | None:
    """Into how many of the smaller windows the limit's can reach, at most."""
    if isinstance(window, InPeriod) and isinstance(limit, InPeriod):
        small, large = window.period, limit.period
        if small in _MONTHS and large in _MONTHS:
            return max(1, _MONTHS[large] // _MONTHS[small])
    days, reach = _length(window), _length(limit)
    if days is None or reach is None:
        return None
    if days == 1:
        return reach
    return (reach - 2) // _least_days(window) + 2


def _length(window: Window) -> int | None:
    """The longest that a window can be, in days."""
    if isinstance(window, InPeriod):
        return _DAYS.get(window.period)
    if isinstance(window, Rolling) and window.length.unit == "day":
        return window.length.count
    return None


def _least_days(window: Window) -> int:
    days = _length(window) or 1
    return {31: 28, 92: 90, 184: 181, 366: 365}.get(days, days)


def _told(
    whole: Whole, rule: Rule | Reward, place: BlockPlace, index: int, most: int, why: _Often
) -> Diagnostic:
    limit = rule.limits[index]
    span = place.line("limits", index)
    shown = _shown(whole, limit, most)
    others = []
    if why.by is not None:
        others = [Label(place.line("limits", why.by), "lets no more through")]
    elif limit.scope is LimitScope.PURCHASE:
        others = [Label(place.line("gives"), f"gives {shown}")]
    elif isinstance(rule, Rule):
        others = [Label(place.line("trigger"), "comes once")]
    return diagnostic(
        "cap-that-never-binds",
        f"{quoted(rule.name)} never reaches this limit",
        Label(span, f"{shown} at most without it"),
        others=others,
        body=f"All in all a member can get {shown} in that time, so this line holds nothing back."
        " Perhaps it has a digit too many, or is about another time.",
        fix=Fix("take the line out", edits=(_without(whole, span),)),
    )


def _shown(whole: Whole, limit: Limit, most: int) -> str:
    if limit.amount is None:
        return "it " + count(most, "time")
    wallet = whole.context.wallets.get(limit.wallet)
    if wallet is None:
        program = whole.program
        return f"{decimal(most, program.currency_decimals, short=True)} {program.currency}"
    unit = wallet.unit if most == 10**wallet.decimals else wallet.plural
    return f"{decimal(most, wallet.decimals, short=True)} {unit or wallet.holds}"


def _without(whole: Whole, span: Span) -> Edit:
    text = whole.context.document.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Edit(Span(start, len(text) if end < 0 else end + 1), "")
