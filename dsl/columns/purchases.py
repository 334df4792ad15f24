"""A block of purchases, step by step: judge them, use rewards, post, count, see what follows."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dsl.columns import aftermath, posting, redeeming, rewards
from dsl.columns.batch import NOTHING, Purchases
from dsl.columns.books import Books
from dsl.columns.carrying_out import carry_out, items_of
from dsl.columns.evaluation.basket import Basket, UsedReward
from dsl.columns.evaluation.frame import Found
from dsl.columns.evaluation.slots import (
    EVERYTHING,
    NO_SLOTS,
    Array,
    Mask,
    Slots,
    present,
    truths,
)
from dsl.columns.ladder import Ladder
from dsl.columns.progress import Counts
from dsl.columns.purchase_block import Block
from dsl.columns.sharing import before
from dsl.columns.sheet import Moment
from dsl.plan.plan import Counter
from dsl.program.measures import Quantity
from dsl.program.offers import (
    CheapestFree,
    Donation,
    FreeProduct,
    FreeShipping,
    MoneyOffPerUnit,
)
from dsl.program.rules import LimitScope

_OF_LINES = (
    Quantity.NET_SPEND,
    Quantity.FULL_PRICE,
    Quantity.AMOUNT_PAID,
    Quantity.ITEMS,
)


@dataclass(slots=True)
class Paid:
    """What purchases came to, and who was declined something."""

    paid_minor: Array
    off_minor: Array
    declined: Array


@dataclass(slots=True)
class _Use:
    """One reward used on some of the purchases."""

    code: int
    at: Array
    lots: Array
    acting: UsedReward


def purchase(books: Books, ladder: Ladder, moment: Moment, batch: Purchases) -> Paid:
    """Post a block of purchases."""
    block = Block(books, moment, batch)
    every = np.arange(len(moment))
    basket = block.basket()
    uses, declined = _rewards_for(block, basket)
    found = _judge(block, basket, uses)
    while _hears_more(block, basket, uses):
        basket.settle(NO_SLOTS)
        found = _judge(block, basket, uses)
    posting.keep_alive(books, moment, every, "purchase")
    _use_rewards(block, uses, basket)
    items = _items(block, found, basket)
    carry_out(books, moment, every, found, layout=block.layout, items=items)
    counts = _count(block, basket)
    rows = moment.rows
    if books.diary is not None:
        books.diary.buy(rows, moment.day, books.members.last_purchase[rows])
    books.members.last_visit[rows] = moment.day
    books.members.last_purchase[rows] = moment.day
    paid = block.total(basket.paid)
    off = block.total(basket.by_shop) - paid
    aftermath.settle(books, ladder, moment, counts)
    return Paid(paid, off, declined)


def worth_of(books: Books, moment: Moment, batch: Purchases) -> Array:
    """What purchases come to after the shop's own discounts, with shipping."""
    block = Block(books, moment, batch)
    return block.total(block.basket().by_shop)


def _judge(block: Block, basket: Basket, uses: list[_Use]) -> Found:
    """Judge purchases that use rewards."""
    books, every = block.books, np.arange(len(block.moment))
    if uses:
        basket.use(tuple(use.acting for use in uses))
    found = Found()
    for place in books.occasions.purchase:
        facts = block.facts(basket)
        found = books.judge(block.moment, every, place, facts=facts, exact=block.exact)
    return found


def _hears_more(block: Block, basket: Basket, uses: list[_Use]) -> bool:
    """Whether rewards take more or less of shared limits of money than members knew.

    As in `books.LiveAnswers`: what those before each one take is then known for another round.
    """
    members, known = block.books.members, block.before
    taken: dict[int, Array] = {}
    for use, off in zip(uses, basket.rewards, strict=True):
        for _, row in _money_rows(block.books, use.code):
            if row in members.shared:
                taken[row] = taken.get(row, 0) + block.total(off)
    worlds = members.world[block.moment.rows] if taken else NOTHING
    block.before = {row: before(worlds, amount) for row, amount in taken.items()}
    if not any(np.any(each != known.get(row, 0)) for row, each in block.before.items()):
        return False
    for use in uses:
        use.acting = replace(use.acting, at_most=_money_limit(block, use.code, use.at))
    return True


def _items(block: Block, found: Found, basket: Basket) -> Array | None:
    """How many items donations of the block count; there is one such benefit at most."""
    for rule, _ in found.issues:
        offer = block.books.promises[block.books.benefits[rule]].offer
        if isinstance(offer, Donation) and offer.per_item is not None:
            return items_of(basket, block.lines_of(offer.per_item))
    return None


def _rewards_for(block: Block, basket: Basket) -> tuple[list[_Use], Array]:
    """The issued rewards that the purchases use; what cannot be used is declined."""
    uses: list[_Use] = []
    declined: list[Array] = []
    lines = basket.by_shop.lines
    assert lines is not None, "a purchase has lines"
    worth = block.layout.summed(lines)
    for codes in block.batch.uses:
        for code in present(codes).tolist():
            at = (codes == code).nonzero()[0]
            use, refused = _use_of(block, at, code, worth, uses)
            if len(refused):
                declined.append(refused)
            if use is not None:
                uses.append(use)
    return uses, np.unique(np.concatenate(declined)) if declined else NOTHING


def _use_of(
    block: Block, at: Array, code: int, worth: Array, others: list[_Use]
) -> tuple[_Use | None, Array]:
    """The use of one reward; those who cannot are declined with the reason."""
    books, moment = block.books, block.moment
    promise, rows = books.promises[code], moment.rows[at]
    times = np.zeros(len(at), np.int64)
    for use in others:
        if use.code == code:
            times += np.isin(at, use.at)
    lots = books.members.hand.behind(code, rows, times)
    none = lots < 0
    small = ~none & (worth[at] < promise.minimum_minor)
    most = _times_per_purchase(books, code)
    often = ~none & ~small & (times >= most) if most is not None else False
    refused = none | small | often
    if not refused.any():
        return _Use(code, at, lots, _acting(block, code, at, lots)), NOTHING
    _decline_uses(block, code, at[none], at[small], at[truths(often, len(at))])
    fine = ~refused
    declined, at, lots = at[refused], at[fine], lots[fine]
    if not len(at):
        return None, declined
    return _Use(code, at, lots, _acting(block, code, at, lots)), declined


def _decline_uses(block: Block, code: int, none: Array, small: Array, often: Array) -> None:
    """Say why a reward cannot be used: there is none, the purchase is small, it was used often."""
    books, promise = block.books, block.books.promises[code]
    least = books.by_reference.money(promise.minimum_minor)
    for at, why in (
        (none, "there is none to use"),
        (small, f"needs a purchase of at least {least}"),
        (often, "it has been used on this purchase as often as it may be"),
    ):
        redeeming.decline(books, block.moment, at, promise.name, why)


def _times_per_purchase(books: Books, code: int) -> int | None:
    promise = books.promises[code]
    if promise.reward < 0:
        return None
    times = [
        limit.times
        for limit in books.program.rewards[promise.reward].limits
        if limit.scope is LimitScope.PURCHASE and limit.times is not None
    ]
    return min(times, default=None)


def _acting(block: Block, code: int, at: Array, lots: Array) -> UsedReward:
    """A reward as it acts on the purchases."""
    books, count = block.books, block.layout.count
    offer = books.promises[code].offer
    where = np.zeros(count, bool)
    where[at] = True
    scope = getattr(offer, "scope", None)
    mask = EVERYTHING if scope is None else Mask(block.lines_of(scope), basket=True)
    amounts = None
    if isinstance(offer, MoneyOffPerUnit):
        units, ratio = books.members.hand.log["paid"][lots], offer.minor_per_unit
        amounts = np.zeros(count, np.int64)
        amounts[at] = units * ratio.numerator // ratio.denominator
    return UsedReward(offer, where, mask, amounts, _money_limit(block, code, at))


def _money_limit(block: Block, code: int, at: Array) -> Array | None:
    """How much money a reward may take off the purchases now; None without a limit."""
    books, left = block.books, None
    for limit, row in _money_rows(books, code):
        room = (limit or 0) - redeeming.used(books, block.moment, at, row)
        if row in block.before:
            room -= block.before[row][at]
        left = room if left is None else np.minimum(left, room)
    if left is None:
        return None
    found = np.zeros(block.layout.count, np.int64)
    found[at] = np.maximum(left, 0)
    return found


def _money_rows(books: Books, code: int) -> list[tuple[int | None, int]]:
    promise = books.promises[code]
    if promise.reward < 0:
        return []
    found = redeeming.rows_of(books, books.program.rewards[promise.reward])
    return [
        (limit.amount, row) for limit, row in found if limit.amount is not None and not limit.wallet
    ]


def _use_rewards(block: Block, uses: list[_Use], basket: Basket) -> None:
    books, moment = block.books, block.moment
    for use, off in zip(uses, basket.rewards, strict=True):
        taken = block.total(off)[use.at]
        fine = _is_used(block, use, taken)
        at, lots, taken = use.at[fine], use.lots[fine], taken[fine]
        books.members.hand.take_one(lots)
        for _, row in _money_rows(books, use.code):
            if row in books.members.limits:
                books.members.limits[row].add(moment.rows[at], moment.day, taken)
        rewards.use(books, moment, at, use.code, lots, taken)


def _is_used(block: Block, use: _Use, taken: Array) -> Array:
    """Who has used a reward; where it took nothing off it is declined with the reason, mostly."""
    offer, name = use.acting.offer, block.books.promises[use.code].name
    vain = taken == 0
    if not vain.any():
        return ~vain
    reasons: list[tuple[Array, str]] = []
    if isinstance(offer, FreeShipping):
        reasons.append((vain, "there is no shipping to pay for"))
    else:
        fits = truths(block.layout.any(use.acting.mask.lines), block.layout.count)[use.at]
        if getattr(offer, "scope", None) is not None:
            reasons.append((vain & ~fits, "it is for nothing on this purchase"))
            vain = vain & fits
        if not isinstance(offer, FreeProduct | CheapestFree):
            reasons.append((vain, "there is nothing left that it could take off"))
    used = np.ones(len(use.at), bool)
    for here, why in reasons:
        redeeming.decline(block.books, block.moment, use.at[here], name, why)
        used &= ~here
    return used


def _count(block: Block, basket: Basket) -> Counts:
    """Count the purchases; gives what each has added to each counter."""
    books, moment = block.books, block.moment
    counts: Counts = {}
    for place, counter in enumerate(books.plan.counters):
        number = _added(block, basket, counter)
        if number is None:
            continue
        counts[place] = number
        added = number
        if counter.quantity is Quantity.VISITS:
            added = (books.members.last_visit[moment.rows] != moment.day).astype(np.int64)
        posting.add_to_counter(books, place, moment.rows, moment.day, added)
        books.touch(moment, place, number.nonzero()[0])
    return counts


def _added(block: Block, basket: Basket, counter: Counter) -> Array | None:
    """What each purchase adds to a counter; None if purchases never do."""
    ones = np.ones(block.layout.count, np.int64)
    if counter.quantity in _OF_LINES:
        return _sum(block, basket, counter, counter.quantity)
    if counter.quantity is Quantity.PURCHASES:
        if block.books.plan.selections[counter.selection].everything:
            return ones
        items = _sum(block, basket, counter, Quantity.ITEMS)
        return (items >= 1).astype(np.int64)
    return ones if counter.quantity is Quantity.VISITS else None


def _sum(block: Block, basket: Basket, counter: Counter, quantity: Quantity) -> Array:
    slots: Any = basket.slots(quantity)
    selection = block.books.plan.selections[counter.selection]
    if not selection.everything:
        lines = np.where(block.lines_of(selection.scope), slots.lines, 0)
        slots = Slots(lines, None)
    return block.total(slots)
