"""What an offer takes off the lines of a block of purchases; as `dsl.engine.evaluation.offers`."""

import numpy as np

from dsl.columns.evaluation.slots import NO_SLOTS, Array, Layout, Mask, Slots, column
from dsl.columns.evaluation.spread import spread_rows
from dsl.program.offers import (
    CheapestFree,
    FreeProduct,
    FreeShipping,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
)


def take_off(
    offer: Offer,
    layout: Layout,
    quantity: Array,
    worth: Slots,
    mask: Mask,
    amounts: Array | None = None,
) -> Slots:
    """What an offer takes off each slot, never more than the slot is worth.

    Args:
        offer: an offer; those that take nothing off a purchase come to nothing.
        layout: which line belongs to which purchase.
        quantity: items of each line.
        worth: what each slot still costs; the basket's is the shipping.
        mask: the slots that the offer may touch.
        amounts: for money off per unit, what the units of each purchase come to.
    """
    if isinstance(offer, FreeShipping):
        return NO_SLOTS if worth.basket is None else Slots(None, np.maximum(worth.basket, 0))
    lines = worth.lines
    assert lines is not None, "a purchase has lines"
    allowed = np.where(mask.lines, np.maximum(lines, 0), 0)
    match offer:
        case MoneyOff(one_product=True):
            return Slots(_off_items(layout, quantity, allowed, 1, offer.amount_minor))
        case MoneyOff():
            return _spread_up_to(layout, allowed, column(offer.amount_minor, layout.count))
        case MoneyOffPerUnit():
            return _spread_up_to(layout, allowed, column(amounts, layout.count))
        case PercentOff(one_product=True):
            return Slots(_percent(offer, _off_items(layout, quantity, allowed, 1, None)))
        case PercentOff():
            off = _percent(offer, layout.summed(allowed))
            return Slots(spread_rows(layout, off, allowed))
        case FreeProduct():
            items = _off_items(layout, quantity, allowed, offer.count, offer.up_to_minor)
            return Slots(items)
        case CheapestFree():
            return Slots(_cheapest(layout, quantity, allowed))
    return NO_SLOTS


def _spread_up_to(layout: Layout, allowed: Array, amounts: Array) -> Slots:
    return Slots(spread_rows(layout, np.minimum(amounts, layout.summed(allowed)), allowed))


def _percent(offer: PercentOff, amounts: Array) -> Array:
    """A share of amounts that are not negative, to the nearest minor unit."""
    top, bottom = offer.share.numerator, offer.share.denominator
    return np.minimum((2 * amounts * top + bottom) // (2 * bottom), amounts)


def item_worth(quantity: Array, worth: Array) -> Array:
    """What one item of each line costs, to the nearest minor unit."""
    items = np.maximum(quantity, 1)
    return np.where(quantity > 0, (2 * worth + items) // (2 * items), 0)


def _off_items(
    layout: Layout, quantity: Array, worth: Array, count: int, up_to: int | None
) -> Array:
    """The dearest items, each up to a price."""
    found = np.zeros_like(worth)
    places = (worth > 0).nonzero()[0]
    if not len(places):
        return found
    each, owner = item_worth(quantity[places], worth[places]), layout.owner[places]
    order = np.lexsort((-each, owner))
    places, each, owner = places[order], each[order], owner[order]
    items = np.maximum(quantity[places], 0)
    before = np.cumsum(items) - items
    starts = np.diff(owner, prepend=-1).nonzero()[0]
    before -= np.repeat(before[starts], np.diff(starts, append=len(owner)))
    price = each if up_to is None else np.minimum(each, up_to)
    found[places] = np.minimum(price * np.clip(count - before, 0, items), worth[places])
    return found


def _cheapest(layout: Layout, quantity: Array, worth: Array) -> Array:
    """The cheapest item that costs something, of equal ones the first."""
    each = item_worth(quantity, worth)
    open_lines = worth > 0
    found = np.zeros_like(worth)
    places = open_lines.nonzero()[0]
    if len(places):
        owner = layout.owner[places]
        order = places[np.lexsort((each[places], owner))]
        first = np.ones(len(order), bool)
        first[1:] = layout.owner[order][1:] != layout.owner[order][:-1]
        chosen = order[first]
        found[chosen] = each[chosen]
    return found
