"""How member discounts run: what each would take off, and how they go together."""

from typing import NamedTuple

from dsl.engine.evaluation.frame import Frame, Step
from dsl.engine.evaluation.offers import Slots, take_off
from dsl.engine.evaluation.outcome import DiscountGiven
from dsl.engine.evaluation.runtime import Registers, Runtime
from dsl.plan import effects
from dsl.program.program import Discounts
from dsl.values.spread import spread


def take_off_lines(operation: effects.TakeOff, runtime: Runtime) -> Step:
    """What a benefit would take off each slot."""
    fires, place = operation.fires, operation.mask
    rows, or_nothing = operation.limits, operation.or_nothing
    benefit = runtime.program.rules[operation.rule].benefit
    assert benefit is not None
    offer = benefit.offer

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.basket
        if basket is None or not registers[fires]:
            return ()
        mask = None if place is None else registers[place]
        off = take_off(offer, basket.lines, basket.by_shop, mask)
        return _limited(frame, rows, off, or_nothing=or_nothing)

    return step


def _limited(frame: Frame, rows: tuple[int, ...], off: Slots, *, or_nothing: bool) -> Slots:
    total = sum(off)
    left = frame.within(rows, total, or_nothing=or_nothing)
    return off if left == total else spread(left, off)


def settle_discounts(operation: effects.SettleDiscounts, runtime: Runtime) -> Step:
    """Discounts together on the lines, each within its limits."""
    way = runtime.program.discounts
    places = operation.discounts
    rules = [
        _Limited.of(runtime, rule, rows)
        for rule, rows in zip(operation.rules, operation.limits, strict=True)
    ]

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.basket
        if basket is None:
            return ()
        offered = [registers[place] for place in places]
        if not any(offered):
            return (*basket.zeros, 0)
        sums = [0] * len(basket.by_shop)
        shares = together(way, offered, basket.by_shop)
        for limited, share in zip(rules, shares, strict=True):
            given = limited.give(frame, share)
            if any(given):
                frame.outcome.discounts.append(DiscountGiven(limited.rule, given))
                sums = [before + more for before, more in zip(sums, given, strict=True)]
        basket.settle(tuple(sums))
        return tuple(sums)

    return step


class _Limited(NamedTuple):
    """A rule's discount within its limits.

    Attributes:
        rows: its limits of money.
        often: its limits of how often.
    """

    rule: int
    rows: tuple[int, ...]
    often: tuple[int, ...]
    or_nothing: bool

    @classmethod
    def of(cls, runtime: Runtime, rule: int, rows: tuple[int, ...]) -> "_Limited":
        """Sorts a rule's limits."""
        limits = runtime.plan.limits
        return cls(
            rule,
            tuple(row for row in rows if limits[row].times is None),
            tuple(row for row in rows if limits[row].times is not None),
            runtime.program.rules[rule].cut_to_nothing,
        )

    def give(self, frame: Frame, off: Slots) -> Slots:
        """What the limits leave of a discount; what is given counts."""
        if not any(off) or not frame.may_still(self.rule, self.often):
            return ()
        given = _limited(frame, self.rows, off, or_nothing=self.or_nothing)
        if any(given):
            frame.use(self.rows, sum(given))
            frame.use_times(self.rule, self.often, 1)
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
