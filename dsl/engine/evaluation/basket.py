"""A purchase as slots: what each line comes to, and what the basket as a whole does.

A slot for each line and one more, last, for what no line owns: tax and shipping. Each amount is
in minor units. What lowers a line comes in this order: the shop's own discounts (that of the
basket spread over the lines), member discounts, rewards that are used, payment by gift card. No
line falls below zero by them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from dsl.engine.evaluation.offers import Slots, take_off
from dsl.ledger.facts import Line, Purchased
from dsl.program.measures import Quantity, Scope
from dsl.program.offers import Offer
from dsl.program.program import SpendPart
from dsl.values.spread import spread


@dataclass(frozen=True, slots=True)
class UsedReward:
    """A reward used on the purchase.

    Attributes:
        mask: the slots its offer may touch; None is every slot.
        at_most: limit of the money it takes off; None is no limit.
    """

    offer: Offer
    mask: Sequence[bool] | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class NetSpend:
    """What `net spend` leaves out."""

    discounts: bool
    rewards: bool
    tax: bool
    shipping: bool
    gift_cards: bool

    @classmethod
    def without(cls, parts: Sequence[SpendPart]) -> "NetSpend":
        """The reading of a program's list."""
        return cls(
            discounts=SpendPart.DISCOUNTS in parts,
            rewards=SpendPart.REWARDS in parts,
            tax=SpendPart.TAX in parts,
            shipping=SpendPart.SHIPPING in parts,
            gift_cards=SpendPart.GIFT_CARDS in parts,
        )


def after_shop_discounts(fact: Purchased) -> Slots:
    """What each line costs after the shop's own discounts."""
    net = [
        _within(line.price_minor, line.discount_minor) if line.discount_minor else line.price_minor
        for line in fact.lines
    ]
    if fact.discount_minor > 0:
        shares = spread(min(fact.discount_minor, sum(max(each, 0) for each in net)), net)
        return tuple(each - share for each, share in zip(net, shares, strict=True))
    return tuple(net)


def _within(price: int, discount: int) -> int:
    """A price less a discount, not below zero; a price below zero is a correction and stays."""
    return max(price - discount, 0) if price > 0 else price


class Basket:
    """The slots of one purchase, before and after its member discounts.

    Attributes:
        by_shop: what each line costs after the shop's own discounts; the last slot is shipping.
        discounted: member discounts taken off each slot.
        rewards: what each used reward took off each slot.
        zeros: a zero for each line.
    """

    __slots__ = ("_cache", "_fact", "_spend", "_used", "by_shop", "discounted", "rewards", "zeros")

    def __init__(self, fact: Purchased, spend: NetSpend, used: tuple[UsedReward, ...] = ()) -> None:
        self._fact = fact
        self._spend = spend
        self._used = used
        self._cache: dict[str, Slots] = {}
        self.by_shop: Slots = (*after_shop_discounts(fact), fact.shipping_minor)
        self.zeros: Slots = (0,) * len(fact.lines)
        self.discounted: Slots = (*self.zeros, 0)
        self.rewards: tuple[Slots, ...] = ()
        if used:
            self._use_rewards()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The purchase's lines."""
        return self._fact.lines

    def settle(self, discounted: Slots) -> None:
        """Member discounts are these; rewards take what they can of the rest."""
        if discounted == self.discounted:
            return
        self.discounted = discounted
        self._cache.clear()
        if self._used:
            self._use_rewards()

    def slots(self, quantity: Quantity) -> Slots:
        """Slots of a quantity of lines."""
        found = self._cache.get(quantity)
        if found is None:
            found = self._cache[quantity] = self._calculate(quantity)
        return found

    @property
    def paid(self) -> Slots:
        """What each line costs the member after discounts and rewards; the last is shipping."""
        taken = self._taken_by_rewards()
        return tuple(
            net - off - reward
            for net, off, reward in zip(self.by_shop, self.discounted, taken, strict=True)
        )

    def _use_rewards(self) -> None:
        left = [net - off for net, off in zip(self.by_shop, self.discounted, strict=True)]
        taken = []
        for used in self._used:
            off = off_by(used, self.lines, tuple(left))
            left = [value - minus for value, minus in zip(left, off, strict=True)]
            taken.append(off)
        self.rewards = tuple(taken)

    def _taken_by_rewards(self) -> Slots:
        if not self.rewards:
            return (0,) * len(self.by_shop)
        return tuple(sum(column) for column in zip(*self.rewards, strict=True))

    def _calculate(self, quantity: Quantity) -> Slots:
        lines = self._fact.lines
        if quantity is Quantity.NET_SPEND:
            return self._net_spend()
        if quantity is Quantity.FULL_PRICE:
            return (*(line.price_minor for line in lines), 0)
        if quantity is Quantity.ITEMS:
            return (*(line.quantity for line in lines), 0)
        return self._amount_paid()

    def _net_spend(self) -> Slots:
        """The amount that earns: what `net spend leaves out` says is left out."""
        spend, fact = self._spend, self._fact
        reduced = self._reduced_lines()
        if spend.gift_cards:
            for place, line in enumerate(fact.lines):
                if line.is_gift_card:
                    reduced[place] = 0
        rest = 0 if spend.tax else fact.tax_minor
        if not spend.shipping:
            rest += fact.shipping_minor
            rest -= self.discounted[-1] if spend.discounts else 0
            rest -= self._taken_by_rewards()[-1] if spend.rewards else 0
        reduced.append(rest)
        return tuple(reduced)

    def _reduced_lines(self) -> list[int]:
        spend = self._spend
        if spend.discounts:
            reduced = list(map(sub, self.by_shop[:-1], self.discounted))
        else:
            reduced = [line.price_minor for line in self._fact.lines]
        if spend.rewards and self.rewards:
            reduced = list(map(sub, reduced, self._taken_by_rewards()))
        return reduced

    def _amount_paid(self) -> Slots:
        """What the member pays in money: not by gift card, with tax and shipping."""
        fact = self._fact
        *lines, shipping = self.paid
        rest = shipping + fact.tax_minor
        by_card = fact.gift_card_minor
        if by_card > 0:
            on_lines = min(by_card, sum(max(value, 0) for value in lines))
            shares = spread(on_lines, lines)
            lines = [value - share for value, share in zip(lines, shares, strict=True)]
            rest = max(rest - (by_card - on_lines), 0)
        return (*lines, rest)


def off_by(used: UsedReward, lines: tuple[Line, ...], left: Slots) -> Slots:
    """What a used reward takes off each slot, where so much is left to pay."""
    off = take_off(used.offer, lines, left, used.mask)
    if used.at_most is not None and sum(off) > used.at_most:
        return spread(used.at_most, off)
    return off


def scope_of(offer: Offer) -> Scope | None:
    """The lines that an offer is about; None for an offer that is about no lines."""
    return getattr(offer, "scope", None)
