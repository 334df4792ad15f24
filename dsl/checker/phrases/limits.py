"""Reads limits: how much or how often, for whom together, in which window."""

from typing import Any, NamedTuple

from dsl.checker.context import Context, WalletFacts, name_of
from dsl.checker.phrases.dates import period
from dsl.checker.phrases.measures import attribute_at_hand
from dsl.checker.problems import about_lines
from dsl.checker.quantities import (
    TIMES,
    count,
    duration,
    in_wallet,
    is_count,
    is_money,
    money,
    positive,
)
from dsl.program.rules import Limit, LimitScope
from dsl.program.time import Ever, InPeriod, Rolling, Window
from dsl.syntax.tree import Leaf, Node

_SCOPES = {
    "per_member": LimitScope.MEMBER,
    "per_purchase": LimitScope.PURCHASE,
    "per_store": LimitScope.STORE,
    "per_attribute": LimitScope.VALUE,
    "in_total": LimitScope.PROGRAM,
}
_HOLDERS = (*_SCOPES, "per_household")


class LimitLine(NamedTuple):
    """A limit with the words of its window."""

    limit: Limit
    window_node: Node | None


def limit(
    context: Context, node: Node, wallet: WalletFacts | None, *, money_is_spent: bool = False
) -> LimitLine | None:
    """An `at most` or `once` line.

    Args:
        wallet: the wallet that an amount must be of, where it is clear.
        money_is_spent: a sum of money is no wallet's (what a reward takes off).
    """
    scope = _scope(context, node)
    over = _window(context, node)
    amount = node.node("quantity")
    if scope is None or over is None:
        return None
    where: dict[str, Any] = {"scope": scope[0], "value": scope[1], "window": over}
    period_node = node.node("per_period", "in_any")
    if amount is None:
        return LimitLine(Limit(times=1, **where), period_node)
    if is_count(amount, TIMES):
        times = count(context, amount, TIMES)
        return None if times is None else LimitLine(Limit(times=times, **where), period_node)
    if money_is_spent and is_money(context, amount):
        minor = money(context, amount)
        return None if minor is None else LimitLine(Limit(amount=minor, **where), period_node)
    found = in_wallet(context, amount, wallet)
    if found is None:
        return None
    held = Limit(amount=found.amount, wallet=found.wallet.name, **where)
    return LimitLine(held, period_node)


def _scope(context: Context, node: Node) -> tuple[LimitScope, str] | None:
    """Whom the limit counts together, and the attribute that it tells apart."""
    holders = list(node.nodes(*_HOLDERS))
    for holder in holders:
        if holder.kind == "per_household":
            context.leave_out("per_household", holder)
            return None
    kinds = [holder.kind for holder in holders]
    if len(kinds) > 1 and kinds[0] == "per_member":
        holders, kinds = holders[1:], kinds[1:]
        if kinds != ["per_attribute"]:
            _cannot_be_combined(context, holders[0])
            return None
    elif len(kinds) > 1:
        _cannot_be_combined(context, holders[1])
        return None
    scope = _SCOPES[kinds[0]]
    if scope is not LimitScope.VALUE:
        return scope, ""
    leaf = holders[0].leaf("NAME")
    assert isinstance(leaf, Leaf)
    found = attribute_at_hand(context, leaf)
    return None if found is None else (scope, name_of(leaf))


def _cannot_be_combined(context: Context, node: Node) -> None:
    about_lines.statement_does_not_belong(
        context,
        node,
        "A limit counts per member, per purchase, per store, in total, or per member and an"
        " attribute of the activity.",
        title="a limit cannot count for two at once",
        label="one too many",
    )


def _window(context: Context, node: Node) -> Window | None:
    per = node.node("per_period")
    if per is not None:
        inner = per.node("period")
        assert inner is not None
        return InPeriod(period=period(inner))
    rolling = node.node("in_any")
    if rolling is None:
        return Ever()
    quantity = rolling.node("quantity")
    assert quantity is not None
    length = duration(context, quantity)
    if length is None or positive(context, length.count, quantity) is None:
        return None
    return Rolling(length=length)
