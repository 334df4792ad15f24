"""Checks that a facts file speaks of what the program has, before anything is replayed."""

from pathlib import Path

from dsl.program.program import Program
from simulator.orders.from_fact_row import FACT_KINDS
from simulator.orders.orders_error import OrdersError, offer_names, place_in
from simulator.orders.staging import Staging


def check_fact_names(staging: Staging, path: Path) -> None:
    """Refuse kinds of facts, and names, that nobody knows.

    Raises:
        OrdersError: a row names what the program does not have.
    """
    known = _names_in(staging.program)
    found = staging.connection.execute(
        "select fact, name, min(row) from facts group by all order by 3"
    ).fetchall()
    for fact, name, row in found:
        if fact not in FACT_KINDS:
            raise OrdersError(
                f'there is no kind of fact called "{fact}"',
                place=place_in(path, row),
                cause=offer_names(fact, FACT_KINDS).capitalize(),
            )
        key = FACT_KINDS[fact].name
        if key in known and name is not None and name not in known[key]:
            raise OrdersError(
                f'the program has no {key} called "{name}"',
                place=place_in(path, row),
                cause=offer_names(name, known[key]).capitalize(),
            )


def _names_in(program: Program) -> dict[str, list[str]]:
    """The names that a program has, by the key that uses them."""
    return {
        "activity": [activity.name for activity in program.activities],
        "attribute": ["birthday", "cause", *(one.name for one in program.attributes)],
        "cause": list(program.causes),
        "membership": [membership.name for membership in program.memberships],
        "reward": [reward.name for reward in program.rewards],
        "rule": [rule.name for rule in program.rules if rule.chosen_days],
        "tier": [tier.name for tier in program.tiers],
        "wallet": [wallet.name for wallet in program.wallets],
    }
