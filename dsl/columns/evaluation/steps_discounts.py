"""How member discounts run: what each would take off, and how they go together."""

from typing import NamedTuple

import numpy as np

from dsl.columns.evaluation.basket import Basket, respread
from dsl.columns.evaluation.frame import Frame, Registers, Step
from dsl.columns.evaluation.offers import take_off
from dsl.columns.evaluation.runtime import Runtime
from dsl.columns.evaluation.slots import (
    EVERYTHING,
    NO_SLOTS,
    Array,
    Slots,
    column,
    kept,
    none_holds,
    plus,
)
from dsl.plan import effects
from dsl.program.program import Discounts


def take_off_lines(operation: effects.TakeOff, runtime: Runtime) -> Step:
    """What a benefit would take off each slot."""
    fires, place = operation.fires, operation.mask
    rows, or_nothing = operation.limits, operation.or_nothing
    benefit = runtime.program.rules[operation.rule].benefit
    assert benefit is not None, "only benefits take money off"
    offer = benefit.offer

    def step(registers: Registers, frame: Frame) -> object:
        basket, firing = frame.facts.basket, registers[fires]
        if basket is None or none_holds(firing):
            return NO_SLOTS
        mask = EVERYTHING if place is None else registers[place]
        off = take_off(offer, frame.layout, basket.quantity, basket.by_shop, mask)
        return _limited(frame, rows, _where(frame, off, firing), or_nothing=or_nothing)

    return step


def _where(frame: Frame, off: Slots, truth: Array | bool) -> Slots:
    """Slots of the purchases for which something is true."""
    lines = kept(off.lines, frame.layout.on_lines(truth))
    return Slots(lines if isinstance(lines, np.ndarray) else None, kept(off.basket, truth))


def _limited(frame: Frame, rows: tuple[int, ...], off: Slots, *, or_nothing: bool) -> Slots:
    """A discount within limits of money, spread as it was."""
    if not rows:
        return off
    total = column(frame.layout.total(off), frame.count)
    left = frame.within(rows, total, or_nothing=or_nothing)
    over = left != total
    return respread(frame.layout, off, over, left) if over.any() else off


def settle_discounts(operation: effects.SettleDiscounts, runtime: Runtime) -> Step:
    """Discounts together on the lines, each within its limits."""
    way = runtime.program.discounts
    places = operation.discounts
    rules = [
        _Limited.of(runtime, rule, rows)
        for rule, rows in zip(operation.rules, operation.limits, strict=True)
    ]

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.facts.basket
        if basket is None:
            return NO_SLOTS
        shares = together(way, [registers[place] for place in places], basket)
        lines, rest = None, None
        for limited, share in zip(rules, shares, strict=True):
            if share.lines is None and share.basket is None:
                continue
            given = limited.give(frame, share)
            frame.found.discounts.append((limited.rule, given))
            lines, rest = plus(lines, given.lines), plus(rest, given.basket)
        if lines is not None or rest is not None:
            basket.settle(Slots(lines, rest))
        return Slots(lines, rest)

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
        off = _where(frame, off, frame.may_still(self.rule, self.often))
        given = _limited(frame, self.rows, off, or_nothing=self.or_nothing)
        if self.rows or self.often:
            total = column(frame.layout.total(given), frame.count)
            frame.use(self.rows, total)
            frame.use_times(self.rule, self.often, total > 0, 1)
        return given


def together(way: Discounts, offered: list[Slots], basket: Basket) -> list[Slots]:
    """What of each discount counts, slot by slot; never more than a slot is worth.

    Added up they are served in the order of the text; the best is the first of equals; where
    they do not combine the first in the text is it.
    """
    worth = basket.by_shop
    count = basket.layout.count
    lines = _together(way, [each.lines for each in offered], worth.lines)
    off = [None if each.basket is None else column(each.basket, count) for each in offered]
    shipping = None if worth.basket is None else column(worth.basket, count)
    baskets = _together(way, off, shipping)
    return [Slots(*pair) for pair in zip(lines, baskets, strict=True)]


def _together(
    way: Discounts, offered: list[Array | None], worth: Array | None
) -> list[Array | None]:
    left = None if worth is None else np.maximum(worth, 0)
    chosen = _chosen(way, offered)
    shares: list[Array | None] = []
    for off, counts in zip(offered, chosen, strict=True):
        if off is None or left is None:
            shares.append(None)
            continue
        share = np.minimum(np.where(counts, off, 0), left)
        left = left - share
        shares.append(share)
    return shares


def _chosen(way: Discounts, offered: list[Array | None]) -> list[Array | bool]:
    """For each discount, in which slots it counts."""
    if way is Discounts.COMBINE:
        return [True] * len(offered)
    chosen: list[Array | bool] = []
    for place, off in enumerate(offered):
        counts: Array | bool = off is not None
        for other, theirs in enumerate(offered):
            if off is None or theirs is None or other == place:
                continue
            before = theirs > 0 if other < place else np.zeros(len(theirs), bool)
            if way is Discounts.BEST:
                before = theirs >= off if other < place else theirs > off
            counts = counts & ~before
        chosen.append(counts)
    return chosen
