"""Finds tiers that are easier to reach than the one below them."""

from collections.abc import Iterator

from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import decimal, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.measures import Counted, Measure, Quantity
from dsl.program.tiers import ForEveryone, Tier, WhenCounted
from dsl.source.span import Span

Alternative = tuple[Counted, ...]
_MONEY = (Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID)


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Compares every tier with the nearest one below that counts the same."""
    below: dict[frozenset[Measure], tuple[Tier, int, Alternative]] = {}
    counted_before: Tier | None = None
    for tier in whole.program.tiers:
        if isinstance(tier.entry, ForEveryone) and counted_before is not None:
            yield _everyone_above(whole, counted_before, tier)
        if not isinstance(tier.entry, WhenCounted):
            continue
        counted_before = tier
        position = 0
        for alternative in tier.entry.any_of:
            key = frozenset(mark.measure for mark in alternative)
            lower = below.get(key)
            if lower is not None and lower[0] is not tier and _is_easier(alternative, lower[2]):
                yield _out_of_order(whole, lower, (tier, position, alternative))
            below[key] = (tier, position, alternative)
            position += len(alternative)


def _is_easier(upper: Alternative, lower: Alternative) -> bool:
    """Whether all who fulfil the lower alternative fulfil the upper one."""
    needed = {mark.measure: mark.at_least for mark in lower}
    return all(mark.at_least <= needed[mark.measure] for mark in upper)


def _place(whole: Whole, tier: Tier) -> BlockPlace:
    return whole.context.places.block(Family.AUDIENCE, tier.name)


def _out_of_order(
    whole: Whole,
    lower: tuple[Tier, int, Alternative],
    upper: tuple[Tier, int, Alternative],
) -> Diagnostic:
    low, high = (
        (tier, _mark_span(whole, tier, position), marks[0])
        for tier, position, marks in (lower, upper)
    )
    same = low[2].at_least == high[2].at_least
    names = quoted(high[0].name), quoted(low[0].name)
    needs = _amount(whole, low[2]), _amount(whole, high[2])
    title = (
        f"{names[0]} is as easy to reach as {names[1]}"
        if same
        else (f"{names[0]} is easier to reach than {names[1]}")
    )
    return diagnostic(
        "tier-out-of-order",
        title,
        Label(high[1], f"{names[0]} needs {'no more' if same else 'only'} {needs[1]}"),
        others=[Label(low[1], f"{names[1]} needs {needs[0]}")],
        body="Tiers stand from the lowest to the highest, and each needs more than the one"
        f" before. As written, a member with {needs[0]} is {names[0]} and never {names[1]}.",
        fix=_swap(whole, low[1], high[1]) if not same else Fix("ask for more in the higher tier"),
    )


def _mark_span(whole: Whole, tier: Tier, position: int) -> Span:
    return _place(whole, tier).line("from_counted", position)


def _swap(whole: Whole, low: Span, high: Span) -> Fix:
    text = whole.context.document.text
    edits = (
        Edit(low, text[high.start : high.end]),
        Edit(high, text[low.start : low.end]),
    )
    if text[low.start : low.end].split()[0] != text[high.start : high.end].split()[0]:
        return Fix("ask for more in the higher tier")
    return Fix("exchange the two marks", edits=edits)


def _amount(whole: Whole, mark: Counted) -> str:
    quantity = mark.measure.quantity
    if quantity in _MONEY:
        program = whole.program
        sum_of_money = decimal(mark.at_least, program.currency_decimals, short=True)
        return f"{sum_of_money} {program.currency}"
    if quantity is Quantity.EARNED:
        wallet = whole.context.wallets[mark.measure.name]
        return f"{decimal(mark.at_least, wallet.decimals, short=True)} {wallet.plural}"
    return f"{decimal(mark.at_least, 0)} {mark.measure.name or quantity.value}"


def _everyone_above(whole: Whole, lower: Tier, tier: Tier) -> Diagnostic:
    place = _place(whole, tier)
    return diagnostic(
        "tier-out-of-order",
        f"{quoted(tier.name)} is for everyone and stands above {quoted(lower.name)}",
        Label(place.line("everyone"), "everyone has it"),
        others=[Label(_place(whole, lower).header, "stands below it and has to be reached")],
        body="Tiers stand from the lowest to the highest. Whoever has the higher tier from the"
        f" start never has {quoted(lower.name)}.",
        fix=Fix("move the tier for everyone to the first place"),
    )
