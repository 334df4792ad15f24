"""Problems with rewards and perks."""

from dsl.checker.context import Context, WalletFacts
from dsl.checker.problems.about_amounts import per_nothing
from dsl.checker.problems.about_lines import statement_does_not_belong
from dsl.checker.words import names, quoted
from dsl.diagnostics.diagnostic import Fix, Label
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
