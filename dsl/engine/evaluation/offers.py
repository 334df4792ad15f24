"""What an offer takes off the lines of a purchase."""

from collections.abc import Sequence

from dsl.ledger.facts import Line
from dsl.program.offers import CheapestFree, FreeProduct, FreeShipping, MoneyOff, Offer, PercentOff
from dsl.values.rounding import nearest
from dsl.values.spread import spread

Slots = tuple[int, ...]


def take_off(
    offer: Offer, lines: tuple[Line, ...], worth: Slots, mask: Sequence[bool] | None
) -> Slots:
    """What an offer takes off each slot, never more than the slot is worth.

    Args:
        offer: an offer; those that take nothing off a purchase come to nothing.
        lines: the purchase's lines.
        worth: what each slot still costs; the last one is the shipping.
        mask: the slots that the offer may touch; None is every slot.
    """
    match offer:
        case FreeShipping():
            return (*(0 for _ in lines), max(worth[-1], 0))
        case MoneyOff() | PercentOff() | FreeProduct() | CheapestFree():
            open_worth = [
                max(value, 0) if mask is None or mask[place] else 0
                for place, value in enumerate(worth[:-1])
            ]
            return (*_off_lines(offer, lines, open_worth), 0)
        case _:
            return (0,) * len(worth)


def _off_lines(
    offer: MoneyOff | PercentOff | FreeProduct | CheapestFree,
    lines: tuple[Line, ...],
    worth: list[int],
) -> Slots:
    match offer:
        case MoneyOff(one_product=True):
            return _off_items(lines, worth, 1, offer.amount_minor)
        case MoneyOff():
            return spread(min(offer.amount_minor, sum(worth)), worth)
        case PercentOff(one_product=True):
            items = _off_items(lines, worth, 1, None)
            off = (_percent(offer, value) for value in items)
            return tuple(off)
        case PercentOff():
            return spread(_percent(offer, sum(worth)), worth)
        case FreeProduct():
            return _off_items(lines, worth, offer.count, offer.up_to_minor)
        case CheapestFree():
            return _cheapest(lines, worth)


def _percent(offer: PercentOff, amount: int) -> int:
    return min(nearest(amount * offer.share.numerator, offer.share.denominator), amount)


def _item_worth(line: Line, worth: int) -> int:
    """What one item of a line costs."""
    return nearest(worth, line.quantity) if line.quantity > 0 else 0


def _off_items(lines: tuple[Line, ...], worth: list[int], count: int, up_to: int | None) -> Slots:
    """The dearest items, each up to a price."""
    found = [0] * len(worth)
    dearest = sorted(
        range(len(worth)), key=lambda place: (-_item_worth(lines[place], worth[place]), place)
    )
    for place in dearest:
        items = min(count, max(lines[place].quantity, 0))
        each = _item_worth(lines[place], worth[place])
        if up_to is not None:
            each = min(each, up_to)
        found[place] = min(each * items, worth[place])
        count -= items
    return tuple(found)


def _cheapest(lines: tuple[Line, ...], worth: list[int]) -> Slots:
    prices = [
        (_item_worth(line, worth[place]), place)
        for place, line in enumerate(lines)
        if worth[place] > 0
    ]
    found = [0] * len(worth)
    if prices:
        price, place = min(prices)
        found[place] = price
    return tuple(found)
