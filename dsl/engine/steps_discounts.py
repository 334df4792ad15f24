"""How member discounts run: what each would take off, and how they go together."""

from dsl.engine.frame import Frame, Step
from dsl.engine.offers import Slots, take_off
from dsl.engine.outcome import DiscountGiven
from dsl.engine.runtime import Registers, Runtime
from dsl.engine.steps_effects import Limits, count, count_times, limits_of, may_still, within
from dsl.plan import effects
from dsl.program.program import Discounts
from dsl.values.spread import spread


def take_off_lines(operation: effects.TakeOff, runtime: Runtime) -> Step:
    """What a benefit would take off each slot."""
    fires, place, or_nothing = operation.fires, operation.mask, operation.or_nothing
    limits = limits_of(runtime, operation.limits)
    benefit = runtime.program.rules[operation.rule].benefit
    assert benefit is not None
    offer = benefit.offer

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.basket
        found: Slots = ()
        if basket is not None and registers[fires]:
            mask = None if place is None else registers[place]
            found = take_off(offer, basket.lines, basket.by_shop, mask)
        return _limited(frame, limits, found, or_nothing=or_nothing)

    return step


def _limited(frame: Frame, limits: Limits, off: Slots, *, or_nothing: bool) -> Slots:
    total = sum(off)
    left = within(frame, limits, total, or_nothing=or_nothing)
    return off if left == total else spread(left, off)


def settle_discounts(operation: effects.SettleDiscounts, runtime: Runtime) -> Step:
    """Discounts together on the lines, each within its limits."""
    way = runtime.program.discounts
    rows = [
        (rule, place, limits_of(runtime, limits), runtime.program.rules[rule].cut_to_nothing)
        for rule, place, limits in zip(
            operation.rules, operation.discounts, operation.limits, strict=True
        )
    ]

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.basket
        if basket is None:
            return ()
        shares = together(way, [registers[place] for _, place, _, _ in rows], basket.by_shop)
        sums = [0] * len(basket.by_shop)
        for (rule, _, limits, or_nothing), share in zip(rows, shares, strict=True):
            given = _give(frame, rule, limits, share, or_nothing=or_nothing)
            if any(given):
                frame.outcome.discounts.append(DiscountGiven(rule, given))
                sums = [before + more for before, more in zip(sums, given, strict=True)]
        basket.settle(tuple(sums))
        return tuple(sums)

    return step


def _give(frame: Frame, rule: int, limits: Limits, off: Slots, *, or_nothing: bool) -> Slots:
    """What a rule's limits leave of a discount, and its use of them."""
    often = tuple(each for each in limits if each[1].times is not None)
    amounts = tuple(each for each in limits if each[1].times is None)
    given = _limited(frame, amounts, off, or_nothing=or_nothing)
    if not may_still(frame, rule, often):
        return ()
    if any(given):
        count(frame, amounts, sum(given))
        count_times(frame, rule, often, 1)
    return given


def together(way: Discounts, offered: list[Slots], worth: Slots) -> list[Slots]:
    """What of each discount counts, slot by slot; never more than a slot is worth.

    Added up they are served in the order of the text; the best is the first of equals; where
    they do not combine the first in the text is it.
    """
    shares = [[0] * len(worth) for _ in offered]
    for slot, value in enumerate(worth):
        off = [(each[slot] if each else 0, place) for place, each in enumerate(offered)]
        chosen = [(amount, place) for amount, place in off if amount > 0]
        if way is Discounts.BEST:
            chosen = sorted(chosen, key=lambda each: (-each[0], each[1]))[:1]
        elif way is Discounts.SEPARATE:
            chosen = chosen[:1]
        left = max(value, 0)
        for amount, place in chosen:
            shares[place][slot] = min(amount, left)
            left -= shares[place][slot]
    return [tuple(share) for share in shares]
