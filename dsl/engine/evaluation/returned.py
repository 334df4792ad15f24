"""What is left of a purchase after returns.

What came back is kept for each line as (items, minor units): items of it, and money given back
without saying for which item. Both count from the purchase as it was, so the order in which
items come back changes nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from dsl.engine.evaluation.basket import after_shop_discounts
from dsl.ledger.facts import Line, Purchased, Returned
from dsl.values.rounding import nearest
from dsl.values.spread import spread

Parts = Mapping[str, tuple[int, int]]
NOTHING = (0, 0)


def with_return(
    purchase: Purchased, returned: Parts, fact: Returned, paid: tuple[int, ...]
) -> dict[str, tuple[int, int]]:
    """What has come back once this return has, too; never more than was bought.

    Args:
        purchase: the purchase as it was.
        returned: what had come back before.
        fact: lines, an amount, or all that is left.
        paid: what each line cost the member.
    """
    found = dict(returned)
    if fact.lines:
        _add_lines(purchase, found, fact)
    elif fact.amount_minor is not None:
        _add_amount(purchase, found, fact.amount_minor, paid)
    else:
        for line in purchase.lines:
            found[line.id] = (_items(line), found.get(line.id, NOTHING)[1])
    return found


def _items(line: Line) -> int:
    """Items that can come back; a line without a count comes back as one."""
    return max(line.quantity, 1)


def _add_lines(purchase: Purchased, found: dict[str, tuple[int, int]], fact: Returned) -> None:
    items = {line.id: _items(line) for line in purchase.lines}
    for part in fact.lines:
        if part.line not in items:
            continue
        before, money = found.get(part.line, NOTHING)
        most = items[part.line]
        count = most if part.quantity is None else before + max(part.quantity, 0)
        found[part.line] = (min(count, most), money)


def _add_amount(
    purchase: Purchased, found: dict[str, tuple[int, int]], amount: int, paid: tuple[int, ...]
) -> None:
    left = paid_after_return(purchase, found, paid)
    shares = spread(min(amount, sum(left)), left)
    for line, share in zip(purchase.lines, shares, strict=True):
        if share:
            items, money = found.get(line.id, NOTHING)
            found[line.id] = (items, money + share)


def paid_after_return(
    purchase: Purchased, returned: Parts, paid: tuple[int, ...]
) -> tuple[int, ...]:
    """What each line still cost the member; lines that came back cost nothing."""
    left = []
    for line, cost in zip(purchase.lines, paid, strict=False):
        items, money = returned.get(line.id, NOTHING)
        left.append(max(_kept(cost, line, items) - money, 0))
    return tuple(left)


def remaining_after_return(
    purchase: Purchased, returned: Parts, paid: tuple[int, ...]
) -> Purchased | None:
    """The purchase without what came back; None when nothing is left of it.

    The shop's discount on the basket is part of the lines' discounts afterwards; tax and payment
    by gift card are cut in proportion to what the lines cost, shipping stays.
    """
    net = after_shop_discounts(purchase)
    lines = []
    for line, worth, cost in zip(purchase.lines, net, paid, strict=False):
        kept = _kept_line(line, worth, cost, returned.get(line.id, NOTHING))
        if kept is not None:
            lines.append(kept)
    if not lines:
        return None
    before = sum(max(cost, 0) for cost in paid[: len(net)])
    after = sum(paid_after_return(purchase, returned, paid))
    return replace(
        purchase,
        lines=tuple(lines),
        discount_minor=0,
        tax_minor=_in_proportion(purchase.tax_minor, after, before),
        gift_card_minor=_in_proportion(purchase.gift_card_minor, after, before),
    )


def left_on_line(amount: int, line: Line, cost: int, came_back: tuple[int, int]) -> int:
    """The part of an amount on a line that belongs to what stays of the line.

    Args:
        amount: what belonged to the whole line, as what a reward took off it.
        line: the line as it was bought.
        cost: what the whole line cost the member.
        came_back: items of it, and money.
    """
    items, money = came_back
    amount, cost = _kept(amount, line, items), _kept(cost, line, items)
    if money > 0 and cost > 0:
        return nearest(amount * max(cost - money, 0), cost)
    return amount


def _in_proportion(amount: int, part: int, whole: int) -> int:
    return nearest(amount * part, whole) if whole else amount


def _kept(amount: int, line: Line, items: int) -> int:
    """The part of a line's amount that belongs to the items that stay."""
    whole = _items(line)
    if amount <= 0 or items <= 0:
        return amount
    return spread(amount, (whole - items, items))[0]


def _kept_line(line: Line, worth: int, cost: int, came_back: tuple[int, int]) -> Line | None:
    """A line without what came back of it."""
    items, money = came_back
    if items >= _items(line):
        return None
    price, net = _kept(line.price_minor, line, items), _kept(worth, line, items)
    cost = _kept(cost, line, items)
    if money > 0 and cost > 0:
        if money >= cost:
            return None
        net, price = (nearest(each * (cost - money), cost) for each in (net, price))
    return replace(
        line, price_minor=price, quantity=line.quantity - items, discount_minor=price - net
    )
