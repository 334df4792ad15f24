"""Problems with rewards and perks."""

from dsl.checker.context import Context, WalletFacts
from dsl.checker.problems.about_amounts import per_nothing, units_do_not_mix
from dsl.checker.problems.about_lines import statement_does_not_belong
from dsl.checker.words import names, quoted
from dsl.diagnostics.diagnostic import Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.syntax.tree import Node


def status_wallet_spent(context: Context, node: Node, wallet: WalletFacts) -> None:
    """A reward that is paid from a wallet for status only."""
    spendable = [one.name for one in context.wallets.values() if not one.status_only]
    can = f" {names(spendable)} can be spent." if spendable else ""
    context.report(
        diagnostic(
            "status-wallet-spent",
            f"{wallet.plural or quoted(wallet.name)} count for status and cannot be spent",
            Label(node.span, f"paid in {wallet.plural or wallet.holds}"),
            others=[Label(wallet.leaf.span, 'this wallet is "for status only"')],
            body=f"Whoever pays with {wallet.plural or wallet.holds} would lose the way to the"
            f" next tier.{can}",
        )
    )


def costs_nothing(context: Context, node: Node) -> None:
    """A reward for nothing."""
    per_nothing(context, node, "a reward that costs")


def more_for_nothing(context: Context, node: Node) -> None:
    """A price "or more" where more buys nothing more."""
    statement_does_not_belong(
        context,
        node,
        "What it gives is the same for any amount, so nobody would pay more."
        ' "or more" goes with so much off per unit.',
        title='"or more" buys nothing more here',
        label="more for what?",
        fix=Fix(
            "leave the words out, or give so much per unit, for example",
            example=f"  gives 0.01 {context.currency} off per 1 point",
        ),
    )


def perk_per_member(context: Context, node: Node) -> None:
    """A perk's cost per something else than a member."""
    statement_does_not_belong(
        context,
        node,
        "A perk is there for each member all the time, so what it costs and is worth is said per"
        " member and per month or year.",
        title="a perk costs so much per member",
        fix=Fix(
            "say it per member, for example",
            example=f"  costs us 0.50 {context.currency} per member per month",
        ),
    )


def is_paid_in(context: Context, node: Node, wallet: WalletFacts) -> bool:
    """Whether so much off per unit counts what the reward is paid in; says so where it does not."""
    if wallet.name in context.paid_from:
        return True
    if context.block_kind != "reward":
        statement_does_not_belong(
            context,
            node,
            "So much off for each unit is what members buy with the units that they pay. Nothing"
            " is paid for what comes by itself.",
            title="nothing is paid here",
            label="paid by whom?",
        )
    elif context.paid_from:
        paid = context.wallets[context.paid_from[0]]
        units_do_not_mix(
            context,
            node,
            f"paid in {paid.plural or paid.holds}, and counted in {wallet.plural or wallet.holds}",
            f"these are {wallet.plural or wallet.holds}",
            f"The reward is paid in {paid.plural or paid.holds}, so what it takes off is said for"
            f" each of them.",
        )
    return False


def price_after_everybodys(context: Context, first: Node, second: Node) -> None:
    """A price for some members below the price for everybody."""
    edits = (
        Edit(first.span, context.text_of(second)),
        Edit(second.span, context.text_of(first)),
    )
    context.report(
        diagnostic(
            "rule-that-never-fires",
            "nobody ever pays this price",
            Label(second.span, "never looked at"),
            others=[Label(first.span, "fits every member")],
            body="The first price that fits a member holds. The line above fits everybody, so"
            f' nobody comes as far as "{context.text_of(second)[:60]}".',
            fix=Fix("put the price for everybody last", edits=edits),
        )
    )
