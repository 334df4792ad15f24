"""Reads offers, and the lines on their cost, worth, validity and minimum purchase."""

from collections.abc import Callable
from typing import Any

from dsl.checker.context import Context
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.dates import next_year_day, one_date, period
from dsl.checker.phrases.measures import scope, scope_of_names
from dsl.checker.phrases.texts import constant, text
from dsl.checker.problems import about_amounts, about_lines, about_rewards
from dsl.checker.quantities import (
    ITEMS,
    count,
    duration,
    exact_in_wallet,
    exact_money,
    in_wallet,
    money,
    positive,
    share,
)
from dsl.checker.resolve import resolve, resolve_in
from dsl.program import offers as program
from dsl.program.model import Ratio
from dsl.program.offers import Offer
from dsl.program.rules import Validity
from dsl.program.time import Period
from dsl.syntax.tree import Node


def _quantity(node: Node) -> Node:
    found = node.node("quantity")
    assert found is not None
    return found


def _sum(context: Context, node: Node) -> int | None:
    """The sum of money of an offer, above 0."""
    amount = money(context, _quantity(node))
    return None if amount is None else positive_offer(context, amount, _quantity(node))


def positive_offer(context: Context, value: int, node: Node) -> int | None:
    """The value of an offer, if it is above 0."""
    if value > 0:
        return value
    about_amounts.per_nothing(context, node, "an offer of")
    return None


def _is_one_product(node: Node) -> bool:
    part = node.node("off_scope")
    return part is not None and part.node("one_product_from") is not None


def _money_off(context: Context, node: Node) -> Offer | None:
    amount, lines = _sum(context, node), scope(context, node.node("off_scope"))
    if amount is None or lines is None:
        return None
    return program.MoneyOff(amount_minor=amount, scope=lines, one_product=_is_one_product(node))


def _percent_off(context: Context, node: Node) -> Offer | None:
    leaf = node.leaf("PERCENT")
    assert leaf is not None
    part, lines = share(context, leaf, "the price"), scope(context, node.node("off_scope"))
    if part is None or lines is None:
        return None
    if not part:
        about_amounts.per_nothing(context, leaf, "an offer of")
        return None
    return program.PercentOff(share=Ratio.of(part), scope=lines, one_product=_is_one_product(node))


def _money_off_per(context: Context, node: Node) -> Offer | None:
    first, second = node.nodes("quantity")
    off, per = exact_money(context, first), exact_in_wallet(context, second, None, named=False)
    if off is None or per is None:
        return None
    if not about_rewards.is_paid_in(context, second, per.wallet):
        return None
    if not per.amount:
        about_amounts.per_nothing(context, second, "so much per")
        return None
    if not off:
        about_amounts.per_nothing(context, first, "an offer of")
        return None
    return program.MoneyOffPerUnit(minor_per_unit=Ratio.of(off / per.amount))


def _products(context: Context, node: Node) -> Offer | None:
    """One product from, or so many products from."""
    quantities = list(node.nodes("quantity"))
    number: int | None = 1
    if node.kind == "products_from":
        number = count(context, quantities.pop(0), ITEMS)
    lines = scope_of_names(context, node.node("names"))
    up_to = money(context, quantities[0]) if quantities else None
    if number is None or lines is None or (quantities and up_to is None):
        return None
    return program.FreeProduct(scope=lines, count=number, up_to_minor=up_to)


def _cheapest(context: Context, node: Node) -> Offer | None:
    lines = scope_of_names(context, node.node("names"))
    return None if lines is None else program.CheapestFree(scope=lines)


def _early_access(context: Context, node: Node) -> Offer | None:
    name = resolve_in(context, node, "products")
    return None if name is None else program.EarlyAccess(products=(name,))


def _experience(context: Context, node: Node) -> Offer:
    return program.Experience(text=text(context, node))


def _gift_card(context: Context, node: Node) -> Offer | None:
    amount = _sum(context, node)
    return None if amount is None else program.GiftCard(amount_minor=amount)


def _store_credit(context: Context, node: Node) -> Offer | None:
    amount = _sum(context, node)
    return None if amount is None else program.StoreCredit(amount_minor=amount)


def _cash(context: Context, node: Node) -> Offer | None:
    amount = _sum(context, node)
    return None if amount is None else program.Cash(amount_minor=amount)


def _into_wallet(context: Context, node: Node) -> Offer | None:
    name = resolve_in(context, node, "wallet")
    wallet = context.wallets.get(name) if name else None
    if wallet is None:
        return None
    found = in_wallet(context, _quantity(node), wallet)
    if found is None or positive_offer(context, found.amount, _quantity(node)) is None:
        return None
    wallet.filled.append(node.span)
    return program.WalletCredit(wallet=wallet.name, amount=found.amount)


def _donation(context: Context, node: Node) -> Offer | None:
    amount = _sum(context, node)
    leaf, per = node.leaf("NAME"), node.node("per_item")
    cause = resolve(context, leaf, "cause") if leaf else ""
    lines = scope_of_names(context, per.node("names")) if per else None
    if amount is None or cause is None or (per is not None and lines is None):
        return None
    if per is not None and not _has_purchase(context, per):
        return None
    return program.Donation(amount_minor=amount, per_item=lines, cause=cause)


def _has_purchase(context: Context, node: Node) -> bool:
    if context.at_hand.purchase or context.at_hand.unknown:
        return True
    about_lines.statement_does_not_belong(
        context,
        node,
        "It counts the items of a purchase, and there is no purchase here.",
        title="there are no items to count here",
    )
    return False


def _tier_upgrade(context: Context, node: Node) -> Offer | None:
    name = resolve_in(context, node, "tier")
    length = duration(context, _quantity(node))
    if name is None or length is None or positive(context, length.count, _quantity(node)) is None:
        return None
    return program.TierUpgrade(tier=name, length=length)


_OFFERS: dict[str, Callable[[Context, Node], Offer | None]] = {
    "money_off": _money_off,
    "percent_off": _percent_off,
    "money_off_per": _money_off_per,
    "one_product": _products,
    "products_from": _products,
    "cheapest_free": _cheapest,
    "free_shipping": constant(program.FreeShipping()),
    "early_access": _early_access,
    "experience": _experience,
    "gift_card": _gift_card,
    "store_credit": _store_credit,
    "cash": _cash,
    "into_money_wallet": _into_wallet,
    "donation": _donation,
    "tier_upgrade": _tier_upgrade,
}


def offer(context: Context, line: Node) -> Offer | None:
    """The offer of a `gives` or `give` line."""
    node = line.node()
    assert node is not None
    read = _OFFERS.get(node.kind)
    if read is not None:
        return read(context, node)
    context.leave_out(node.kind, node)
    return None


def _cost(context: Context, node: Node) -> tuple[int, Node] | None:
    """A sum of money with its line, whose basis depends on what it is the cost of."""
    amount = money(context, _quantity(node))
    return None if amount is None else (amount, node)


def _borne(context: Context, node: Node) -> tuple[Ratio, str] | None:
    percent, leaf = node.leaf("PERCENT"), node.leaf("NAME")
    assert percent is not None
    assert leaf is not None
    value = share(context, percent, "the cost")
    name = resolve(context, leaf, "partner")
    return None if value is None or name is None else (Ratio.of(value), name)


def _needs(context: Context, node: Node) -> int | None:
    return money(context, _quantity(node))


def _valid_for(context: Context, node: Node) -> Validity | None:
    length = duration(context, _quantity(node))
    if length is None or positive(context, length.count, _quantity(node)) is None:
        return None
    return Validity(length=length)


def _valid_until(context: Context, node: Node) -> Validity | None:
    part = node.node("date")
    assert part is not None
    found = one_date(context, part)
    return None if found is None else Validity(until=found)


def _valid_until_next_year(context: Context, node: Node) -> Validity | None:
    """31 December of the next year is the end of the next year."""
    found = next_year_day(context, node)
    if found is not None and (found.month, found.day) == (12, 31):
        return Validity(end_of=Period.YEAR, following=True)
    return None if found is None else Validity(next_year=found)


def _valid_until_end(following: bool) -> Callable[[Context, Node], Validity]:
    def read(context: Context, node: Node) -> Validity:
        part = node.node("period")
        assert part is not None
        return Validity(end_of=period(part), following=following)

    return read


OFFER_LINES = {
    "costs_us": Clause("cost", _cost),
    "worth": Clause("worth", _cost),
    "borne": Clause("borne", _borne),
    "needs_purchase": Clause("minimum_minor", _needs),
    "valid_until_used": Clause("valid", constant(Validity())),
    "valid_for": Clause("valid", _valid_for),
    "valid_until_date": Clause("valid", _valid_until),
    "valid_until_next_year": Clause("valid", _valid_until_next_year),
    "valid_until_end": Clause("valid", _valid_until_end(following=False)),
    "valid_until_end_of_next": Clause("valid", _valid_until_end(following=True)),
    "return_gives_back": Clause("return_gives_back", constant(True)),
    "return_does_not_give_back": Clause("return_gives_back", constant(False)),
}

_NEEDS_COST = (program.FreeProduct, program.CheapestFree, program.Experience)


def offer_values(
    context: Context, block: Node, lines: Lines, given: Offer | None
) -> dict[str, Any]:
    """Cost, worth, validity and minimum purchase of what a reward or benefit gives."""
    values = lines.values("minimum_minor", "valid", "return_gives_back")
    borne = lines.read("borne")
    if borne:
        values["borne_share"], values["borne_by"] = borne
    for field in ("cost", "worth"):
        found = lines.read(field)
        if found is not None:
            amount = _each_time(context, found[1], found[0], given)
            if amount is not None:
                values[f"{field}_minor"] = amount
    if isinstance(given, _NEEDS_COST) and not lines.says("cost") and not lines.has_unread:
        _missing_cost(context, block, given)
    return values


def _each_time(context: Context, node: Node, amount: int, given: Offer | None) -> int | None:
    """The cost each time; `per item` is multiplied out."""
    basis = node.node("cost_basis")
    if basis is None:
        return amount
    if basis.node("item") is not None and isinstance(given, program.FreeProduct):
        return amount * given.count
    about_lines.statement_does_not_belong(
        context,
        basis,
        "What a reward or benefit costs or is worth is said for each time it is given; costs per"
        " member and month are those of a perk.",
        title="a cost each time has no basis of its own",
    )
    return None


def _missing_cost(context: Context, block: Node, given: Offer) -> None:
    free = "the experience" if isinstance(given, program.Experience) else "the free product"
    about_lines.missing_statement(
        context,
        block,
        f"what {free} costs the shop",
        f"costs us 1.20 {context.currency}" if context.currency_decimals == 2 else "costs us ...",
        "Its price at the till is not its cost. Without that figure nothing can tell what the"
        " program costs.",
        slug="missing-reward-cost",
    )
