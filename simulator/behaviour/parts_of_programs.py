"""What a program has for assumptions about people to act on."""

from dsl.program.program import Program
from dsl.program.rules import Occasion, OnOccasion
from dsl.program.tiers import Membership
from simulator.behaviour.assumptions import Part


def parts_of(program: Program) -> set[Part]:
    """What a program has for assumptions to act on."""
    has: dict[Part, bool] = {
        "tiers": bool(program.tiers),
        "a paid membership": paid_membership(program) is not None,
        "a gift on joining": has_gift(program),
    }
    return {part for part, is_there in has.items() if is_there}


def paid_membership(program: Program) -> Membership | None:
    """The membership that people pay for: the first that has a fee."""
    return next((each for each in program.memberships if each.fee is not None), None)


def has_gift(program: Program) -> bool:
    """Whether joining itself is rewarded."""
    return any(
        isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.JOINING
        for rule in program.rules
    )
