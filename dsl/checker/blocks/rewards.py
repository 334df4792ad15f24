"""Reads rewards and perks."""

from typing import Any

from dsl.checker.blocks.offers import OFFER_LINES, offer, offer_values
from dsl.checker.blocks.rules import LIFE, WHO_AND_WHEN, who_and_when
from dsl.checker.context import AtHand, Context
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.audiences import audience, for_line, together
from dsl.checker.phrases.dates import period
from dsl.checker.phrases.limits import limit
from dsl.checker.phrases.texts import constant, text
from dsl.checker.problems import about_lines, about_rewards
from dsl.checker.quantities import in_wallet, money
from dsl.checker.resolve import resolve_in
from dsl.program.offers import MoneyOffPerUnit
from dsl.program.rewards import Perk, Price, Reward
from dsl.program.rules import EVERYBODY, Audience, Limit
from dsl.syntax.tree import Node


def _price(context: Context, node: Node) -> Price | None:
    first, *more = node.nodes("quantity")
    found = in_wallet(context, first)
    minor = money(context, more[0]) if more else 0
    part = node.node("audience")
    whom = audience(context, part) if part else []
    if found is None or minor is None or whom is None:
        return None
    found.wallet.spent.append(node.span)
    if found.wallet.status_only:
        about_rewards.status_wallet_spent(context, first, found.wallet)
        return None
    if found.amount == 0:
        about_rewards.costs_nothing(context, first)
        return None
    return Price(
        wallet=found.wallet.name,
        amount=found.amount,
        minor=minor,
        or_more=node.kind == "costs_or_more",
        audience=together(tuple(whom)) if whom else EVERYBODY,
    )


def _limit(context: Context, node: Node) -> Limit | None:
    found = limit(context, node, None, money_is_spent=True)
    return None if found is None else found.limit


def _group(context: Context, node: Node) -> str | None:
    return resolve_in(context, node, "group")


_REWARD = {
    "costs": Clause("prices", _price, many=True),
    "costs_or_more": Clause("prices", _price, many=True),
    "issued_by_itself": Clause("by_itself", constant(True)),
    "gives_offer": Clause("offer", offer),
    **OFFER_LINES,
    **WHO_AND_WHEN,
    "at_most": Clause("limits", _limit, many=True),
    "once": Clause("limits", _limit, many=True),
    "in_group": Clause("group", _group),
}


def reward(context: Context, block: Node, inside: Audience = EVERYBODY) -> Reward | None:
    """The reward of a block."""
    lines = Lines(context, block, _REWARD)
    if not (lines.fields or lines.has_unread or lines.has_left_out or lines.nested):
        context.empty.append(block)
        return None
    context.at_hand = AtHand()
    prices = lines.read("prices") or ()
    context.paid_from = [price.wallet for price in prices]
    given = lines.read("offer")
    context.paid_from = []
    values = lines.values("by_itself", "limits", "group")
    values.update(who_and_when(lines))
    values.update(offer_values(context, block, lines, given))
    if not lines.has_unread and not lines.has_left_out:
        _require(context, block, lines)
    _check_prices(context, lines, prices)
    if given is not None and prices:
        _check_paying(context, lines, given, prices)
    if given is None or not prices or lines.has_left_out:
        return None
    return Reward(name=context.block_name, prices=prices, offer=given, inside=inside, **values)


def _require(context: Context, block: Node, lines: Lines) -> None:
    unit = next((one.plural for one in context.wallets.values() if one.plural), "points")
    if not lines.says("prices"):
        about_lines.missing_statement(
            context,
            block,
            "what it costs",
            f"costs 100 {unit}",
            "A reward is chosen and paid for; what comes by itself is a benefit.",
        )
    if not lines.says("offer"):
        about_lines.missing_statement(
            context,
            block,
            "what it gives",
            f"gives 5 {context.currency or 'USD'} off",
            "Members pay for a reward, so it says what they get.",
        )


def _check_prices(context: Context, lines: Lines, prices: tuple[Price, ...]) -> None:
    """The first price that fits a member holds, so none comes after the one for everybody."""
    written = lines.fields.get("prices", [])
    if len(written) != len(prices):
        return
    for index, price in enumerate(prices[:-1]):
        if price.audience == EVERYBODY:
            first, second = written[index].node, written[index + 1].node
            if prices[index + 1].audience == EVERYBODY:
                about_lines.doubled_statement(context, "reward", first, second)
            else:
                about_rewards.price_after_everybodys(context, first, second)
            return


def _check_paying(context: Context, lines: Lines, given: Any, prices: Any) -> None:
    """`or more` and so much off per unit belong together."""
    per_unit = isinstance(given, MoneyOffPerUnit)
    for index, price in enumerate(prices):
        if price.or_more and not per_unit:
            node = lines.fields["prices"][index].node
            about_rewards.more_for_nothing(context, node)


def _basis(context: Context, node: Node) -> dict[str, Any] | None:
    """A sum of money per member and period."""
    quantity = node.node("quantity")
    assert quantity is not None
    amount = money(context, quantity)
    basis = node.node("cost_basis")
    if basis is not None and basis.node("per_member") is None:
        about_rewards.perk_per_member(context, basis)
        return None
    per = basis.node("period") if basis else None
    return None if amount is None else {"minor": amount, "period": period(per) if per else None}


_PERK = {
    "costs_us": Clause("cost", _basis),
    "worth": Clause("worth", _basis),
    "for_audience": Clause("audience", for_line, many=True),
    **LIFE,
    "terms": Clause("terms", text, many=True),
}


def perk(context: Context, block: Node, inside: Audience = EVERYBODY) -> Perk | None:
    """The perk of a block."""
    lines = Lines(context, block, _PERK)
    values = who_and_when(lines)
    for field in ("cost", "worth"):
        found = lines.read(field)
        if found:
            values[f"{field}_minor"] = found["minor"]
            if found["period"]:
                values[f"{field}_period"] = found["period"]
    if lines.has_left_out:
        return None
    return Perk(name=context.block_name, inside=inside, **values)
