"""The names that facts may use: what a program declares for each kind of event."""

from dsl.program.former_names import with_former
from dsl.program.program import Program
from dsl.program.tiers import ByInvitation

BUILT_IN_ATTRIBUTES = ("birthday", "cause")


def known_names(program: Program) -> dict[str, tuple[str, ...]]:
    """By event word the names that such an event may be about, in the order of the text.

    Events that are about nothing declared are not in it. Former names come after those of today.
    """
    former = program.former_names
    memberships = with_former(former, "audience", (one.name for one in program.memberships))
    paid_ones = (one.name for one in program.memberships if one.fee is not None)
    paid = with_former(former, "audience", paid_ones)
    invited = (one.name for one in program.tiers if isinstance(one.entry, ByInvitation))
    with_days = (rule.name for rule in program.rules if rule.chosen_days is not None)
    attributes = (*BUILT_IN_ATTRIBUTES, *(attribute.name for attribute in program.attributes))
    return {
        "activity": tuple(activity.name for activity in program.activities),
        "redeem": with_former(former, "rule", (reward.name for reward in program.rewards)),
        "donate": with_former(former, "cause", program.causes),
        "start membership": memberships,
        "end membership": memberships,
        "fee paid": paid,
        "fee refused": paid,
        "attribute": attributes,
        "attribute ends": attributes,
        "invite": with_former(former, "audience", invited),
        "choose day": with_former(former, "rule", with_days),
        "adjust": with_former(former, "wallet", (wallet.name for wallet in program.wallets)),
    }
