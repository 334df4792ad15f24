"""Which limits hold for a rule, in the order in which they cut.

First the rule's own, then its group's, then the wallet's; what counts for the whole program
("in total") comes last, so that nobody uses up a budget with what another limit takes away.
"""

from typing import NamedTuple

from dsl.plan.tables import Tables
from dsl.program.rules import Limit, LimitScope, Rule


class Written(NamedTuple):
    """A limit of a rule or of its group, with its row."""

    limit: Limit
    row: int


def times_limits(tables: Tables, rule: Rule) -> tuple[int, ...]:
    """Limits of how often the rule pays."""
    return tuple(
        written.row for written in _in_order(tables, rule) if written.limit.times is not None
    )


def amount_limits(tables: Tables, rule: Rule, wallet_name: str) -> tuple[int, ...]:
    """Limits of what the rule gives in a wallet (an empty name: of money off)."""
    written = [
        each
        for each in _in_order(tables, rule)
        if each.limit.times is None and each.limit.wallet == wallet_name
    ]
    own = [each.row for each in written if each.limit.scope is not LimitScope.PROGRAM]
    total = [each.row for each in written if each.limit.scope is LimitScope.PROGRAM]
    return (*own, *_wallet_limits(tables, wallet_name), *total)


def reward_limits(tables: Tables, reward_name: str, limits: tuple[Limit, ...]) -> tuple[int, ...]:
    """The rows of a reward's limits; those of how often come back, all are in the plan."""
    rows = [(limit, tables.limit("reward", reward_name, limit)) for limit in limits]
    return tuple(row for limit, row in rows if limit.times is not None)


def _in_order(tables: Tables, rule: Rule) -> list[Written]:
    own = [Written(limit, tables.limit("rule", rule.name, limit)) for limit in rule.limits]
    if not rule.group:
        return own
    group = tables.groups[rule.group]
    shared = [Written(limit, tables.limit("group", group.name, limit)) for limit in group.limits]
    return own + shared


def _wallet_limits(tables: Tables, wallet_name: str) -> list[int]:
    if not wallet_name:
        return []
    wallet = tables.program.wallets[tables.wallets[wallet_name]]
    rows = [tables.accrual_cap(wallet, cap) for cap in wallet.caps]
    if wallet.hold_at_most is not None:
        rows.append(tables.holding_cap(wallet))
    return rows
