"""Reads memberships."""

from dsl.checker.blocks.tiers import JOINT, add_multiplier
from dsl.checker.context import AtHand, Context
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.dates import period
from dsl.checker.phrases.texts import constant
from dsl.checker.problems import about_lines
from dsl.checker.quantities import days, money
from dsl.program.tiers import Fee, Membership
from dsl.syntax.tree import Node

_FREE = "free"


def _quantity(node: Node) -> Node:
    found = node.node("quantity")
    assert found is not None
    return found


def _fee(context: Context, node: Node) -> Fee | None:
    amount = money(context, _quantity(node))
    part = node.node("period")
    if amount is None:
        return None
    return Fee(amount_minor=amount, period=period(part)) if part else Fee(amount_minor=amount)


def _days(context: Context, node: Node) -> int | None:
    return days(context, _quantity(node))


_MEMBERSHIP = {
    "join_free": Clause("fee", constant(_FREE)),
    "join_by_invitation": Clause("by_invitation", constant(True)),
    "fee_per_period": Clause("fee", _fee),
    "fee_once": Clause("fee", _fee),
    "renews_by_itself": Clause("renews", constant(True)),
    "ends_by_itself": Clause("renews", constant(False)),
    "lapses_after": Clause("lapse_days", _days),
    "first_free": Clause("free_days", _days),
    "refunds_fee": Clause("refund_days", _days),
    "rewards_end_with_it": Clause("rewards_end", constant(True)),
    **JOINT,
}
_FIELDS = (
    "by_invitation",
    "renews",
    "lapse_days",
    "free_days",
    "refund_days",
    "rewards_end",
    "includes",
    "terms",
)


def membership(context: Context, block: Node) -> tuple[Membership | None, list[Node]]:
    """The membership of a block, and the blocks inside it."""
    lines = Lines(context, block, _MEMBERSHIP)
    context.at_hand = AtHand()
    name = context.block_name
    fee = lines.read("fee")
    values = lines.values(*_FIELDS)
    if isinstance(fee, Fee):
        values["fee"] = fee
    says_how = lines.says("fee") or lines.says("by_invitation")
    if not says_how and not lines.has_unread and not lines.has_left_out:
        about_lines.missing_statement(
            context,
            block,
            "what it costs",
            "join free",
            f"A membership is free, or costs so much per month or year, or once: costs 25"
            f" {context.currency or 'USD'} per year.",
        )
    if fee == _FREE or not lines.says("fee"):
        _no_fee_to_speak_of(context, lines)
    add_multiplier(context, lines)
    if lines.has_left_out:
        return None, lines.nested
    return Membership(name=name, **values), lines.nested


def _no_fee_to_speak_of(context: Context, lines: Lines) -> None:
    """Lines about a fee, where joining is free."""
    for field in ("lapse_days", "free_days", "refund_days"):
        line = lines.line(field)
        if line is not None:
            about_lines.statement_does_not_belong(
                context, line, "The line is about the fee, and the membership has none."
            )
