"""Groups of which only one rule counts."""

from dsl.plan.amounts import Claim, Gather, Scale
from dsl.plan.builder import Builder
from dsl.plan.judging import Wins
from dsl.plan.register import Register
from dsl.program.names import GroupPolicy
from dsl.program.rules import Rule

_POLICIES = {
    GroupPolicy.BEST: "best",
    GroupPolicy.FIRST: "first",
    GroupPolicy.CHOICE: "choice",
}


def exclusive_groups(builder: Builder, rules: list[Rule]) -> list[list[Rule]]:
    """The rules of each group of which only one counts, where there are several."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.group and builder.tables.groups[rule.group].policy in _POLICIES:
            found.setdefault(rule.group, []).append(rule)
    return [together for together in found.values() if len(together) > 1]


def wins(builder: Builder, rules: list[Rule], amounts: list[Register]) -> dict[str, Register]:
    """For each rule of a group, by name, whether it is the one that counts."""
    policy = _POLICIES[builder.tables.groups[rules[0].group].policy]
    places = tuple(builder.tables.rules[rule.name] for rule in rules)
    return {
        rule.name: builder.emit(
            Wins.model_validate(
                {"policy": policy, "rank": rank, "rules": places, "amounts": tuple(amounts)}
            )
        )
        for rank, rule in enumerate(rules)
    }


def brought_together(builder: Builder, amounts: list[tuple[Register, int]]) -> Register:
    """The sum of amounts of several wallets in smallest units, to compare rules by.

    Args:
        builder: the procedure.
        amounts: exact slots, each with the whole factor that brings it to a common scale.
    """
    scaled = tuple(
        register if factor == 1 else builder.emit(Scale(slots=register, mask=None, factor=factor))
        for register, factor in amounts
    )
    return scaled[0] if len(scaled) == 1 else builder.emit(Gather(amounts=scaled))


def claim_of_winner(
    builder: Builder, rule: Rule, winning: Register | None, amounts: Register
) -> Register:
    """The amounts of a rule if it is the one that counts."""
    if winning is None:
        return amounts
    place = builder.tables.rules[rule.name]
    return builder.emit(Claim(rule=place, fires=winning, amounts=amounts))
