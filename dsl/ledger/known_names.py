"""The names that facts may use: what a program declares for each kind of event."""

from dsl.program.program import Program
from dsl.program.tiers import ByInvitation

BUILT_IN_ATTRIBUTES = ("birthday", "cause")


def known_names(program: Program) -> dict[str, tuple[str, ...]]:
    """By event word the names that such an event may be about, in the order of the text.

    Events that are about nothing declared are not in it.
    """
    memberships = tuple(membership.name for membership in program.memberships)
    paid = tuple(one.name for one in program.memberships if one.fee is not None)
    attributes = (*BUILT_IN_ATTRIBUTES, *(attribute.name for attribute in program.attributes))
    return {
        "activity": tuple(activity.name for activity in program.activities),
        "redeem": tuple(reward.name for reward in program.rewards),
        "donate": program.causes,
        "start membership": memberships,
        "end membership": memberships,
        "fee paid": paid,
        "fee refused": paid,
        "attribute": attributes,
        "attribute ends": attributes,
        "invite": tuple(one.name for one in program.tiers if isinstance(one.entry, ByInvitation)),
        "choose day": tuple(rule.name for rule in program.rules if rule.chosen_days is not None),
        "adjust": tuple(wallet.name for wallet in program.wallets),
    }
