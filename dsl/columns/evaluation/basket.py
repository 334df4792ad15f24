"""A block of purchases as slots: what each line comes to, and what each basket does as a whole.

As in `dsl.engine.evaluation.basket`: what lowers a line comes in this order: the shop's own
discounts, member discounts, rewards that are used, payment by gift card.
"""

from dataclasses import dataclass

import numpy as np

from dsl.columns.evaluation.offers import take_off
from dsl.columns.evaluation.slots import NO_SLOTS, Array, Layout, Mask, Slots, both, column, plus
from dsl.columns.evaluation.spread import spread_rows
from dsl.program.measures import Quantity
from dsl.program.offers import Offer
from dsl.program.program import SpendPart


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a block's purchases as they were told; None is zero everywhere."""

    price: Array
    quantity: Array | None = None
    discount: Array | None = None
    is_gift_card: Array | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What purchases have besides their lines; None is zero everywhere."""

    discount: Array | None = None
    gift_card: Array | None = None
    tax: Array | None = None
    shipping: Array | None = None


@dataclass(frozen=True, slots=True)
class UsedReward:
    """One reward, used on some of the purchases.

    Attributes:
        where: the purchases on which it is used.
        amounts: for money off per unit, what each comes to; None for all other offers.
        at_most: limit of the money it takes off each purchase; None is no limit.
    """

    offer: Offer
    where: Array
    mask: Mask
    amounts: Array | None = None
    at_most: Array | None = None


class Basket:
    """The slots of a block of purchases, before and after its member discounts.

    Attributes:
        by_shop: what each line costs after the shop's own discounts; the basket's is shipping.
        discounted: member discounts taken off each slot.
        rewards: what each used reward took off each slot.
    """

    def __init__(
        self,
        layout: Layout,
        lines: Lines,
        whole: Whole,
        leaves_out: frozenset[SpendPart],
    ) -> None:
        self.layout = layout
        self.lines = lines
        self._whole = whole
        self._leaves_out = leaves_out
        self._used: tuple[UsedReward, ...] = ()
        self._known: dict[Quantity, Slots] = {}
        self.by_shop = Slots(self._after_shop_discounts(), whole.shipping)
        self.discounted: Slots = NO_SLOTS
        self.rewards: tuple[Slots, ...] = ()

    @property
    def quantity(self) -> Array:
        """Items of each line."""
        found = self.lines.quantity
        return np.ones(self.layout.lines, np.int64) if found is None else found

    def use(self, used: tuple[UsedReward, ...]) -> None:
        """These rewards are used."""
        self._used = used
        self._known.clear()
        self._use_rewards()

    def settle(self, discounted: Slots) -> None:
        """Member discounts are these; rewards take what they can of the rest."""
        self.discounted = discounted
        self._known.clear()
        self._use_rewards()

    def slots(self, quantity: Quantity) -> Slots:
        """Slots of a quantity of lines."""
        found = self._known.get(quantity)
        if found is None:
            found = self._known[quantity] = self._calculate(quantity)
        return found

    @property
    def paid(self) -> Slots:
        """What each line costs the member after discounts and rewards; the basket's is shipping."""
        return less(less(self.by_shop, self.discounted), self.off_by_rewards)

    @property
    def off_by_rewards(self) -> Slots:
        """What all used rewards took off."""
        taken = NO_SLOTS
        for off in self.rewards:
            taken = Slots(plus(taken.lines, off.lines), plus(taken.basket, off.basket))
        return taken

    def _after_shop_discounts(self) -> Array:
        net = self.lines.price
        if self.lines.discount is not None:
            net = np.maximum(net - self.lines.discount, 0)
        if self._whole.discount is not None:
            amounts = np.minimum(self._whole.discount, self.layout.summed(net))
            net = net - spread_rows(self.layout, amounts, net)
        return net

    def _use_rewards(self) -> None:
        left = less(self.by_shop, self.discounted)
        taken = []
        for used in self._used:
            lines = both(used.mask.lines, self.layout.on_lines(used.where))
            mask = Mask(lines, used.mask.basket)
            off = take_off(used.offer, self.layout, self.quantity, left, mask, used.amounts)
            if off.basket is not None:
                off = Slots(off.lines, np.where(used.where, off.basket, 0))
            off = self._cut(off, used.at_most)
            left = less(left, off)
            taken.append(off)
        self.rewards = tuple(taken)

    def _cut(self, off: Slots, at_most: Array | None) -> Slots:
        """What a limit of money leaves of it, spread as the whole was."""
        if at_most is None:
            return off
        total = column(self.layout.total(off), self.layout.count)
        over = total > at_most
        if not over.any():
            return off
        return respread(self.layout, off, over, at_most)

    def _calculate(self, quantity: Quantity) -> Slots:
        if quantity is Quantity.NET_SPEND:
            return self._net_spend()
        if quantity is Quantity.FULL_PRICE:
            return Slots(self.lines.price, None)
        if quantity is Quantity.ITEMS:
            return Slots(self.quantity, None)
        return self._amount_paid()

    def _net_spend(self) -> Slots:
        """The amount that earns: what `net spend leaves out` says is left out."""
        out, whole, rewards = self._leaves_out, self._whole, self.off_by_rewards
        lines = self.by_shop.lines if SpendPart.DISCOUNTS in out else self.lines.price
        assert lines is not None, "a purchase has lines"
        if SpendPart.DISCOUNTS in out and self.discounted.lines is not None:
            lines = lines - self.discounted.lines
        if SpendPart.REWARDS in out and rewards.lines is not None:
            lines = lines - rewards.lines
        if SpendPart.GIFT_CARDS in out and self.lines.is_gift_card is not None:
            lines = np.where(self.lines.is_gift_card, 0, lines)
        rest = None if SpendPart.TAX in out else whole.tax
        if SpendPart.SHIPPING not in out:
            rest = plus(rest, whole.shipping)
            if SpendPart.DISCOUNTS in out and self.discounted.basket is not None:
                rest = plus(rest, -self.discounted.basket)
            if SpendPart.REWARDS in out and rewards.basket is not None:
                rest = plus(rest, -rewards.basket)
        return Slots(lines, rest)

    def _amount_paid(self) -> Slots:
        """What the member pays in money: not by gift card, with tax and shipping."""
        lines, shipping = self.paid
        assert lines is not None, "a purchase has lines"
        rest = plus(shipping, self._whole.tax)
        card = self._whole.gift_card
        if card is not None:
            on_lines = np.minimum(card, self.layout.summed(np.maximum(lines, 0)))
            lines = lines - spread_rows(self.layout, on_lines, lines)
            rest = np.maximum(column(rest, self.layout.count) - (card - on_lines), 0)
        return Slots(lines, rest)


def less(slots: Slots, off: Slots) -> Slots:
    """Slots less what is taken off them."""
    lines = slots.lines if off.lines is None or slots.lines is None else slots.lines - off.lines
    basket = slots.basket
    if off.basket is not None:
        basket = plus(basket, -off.basket)
    return Slots(lines, basket)


def respread(layout: Layout, off: Slots, over: Array, at_most: Array) -> Slots:
    """Amounts spread anew where they are over a limit: over the lines, or on the shipping."""
    lines, basket = off
    if lines is not None:
        shares = spread_rows(layout, np.where(over, at_most, 0), lines)
        lines = np.where(layout.on_lines(over), shares, lines)
    if basket is not None:
        own = np.where(column(basket, layout.count) > 0, at_most, 0)
        basket = np.where(over, own, basket)
    return Slots(lines, basket)
