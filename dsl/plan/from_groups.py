"""Groups of which only one rule counts."""

from collections.abc import Callable

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


def exclusive_groups(
    builder: Builder, rules: list[Rule], comparable: Callable[[Rule], bool]
) -> list[list[Rule]]:
    """The rules of each group of which only one counts, where there are several.

    Args:
        builder: the procedure.
        rules: all its rules.
        comparable: whether a rule's amounts can be compared here. Money off and points cannot be
            compared, so the best is looked for among one kind; to be chosen, or to be the first,
            they need not be compared.
    """
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        if not rule.group:
            continue
        policy = builder.tables.groups[rule.group].policy
        if policy is GroupPolicy.BEST and not comparable(rule):
            continue
        if policy in _POLICIES:
            found.setdefault(rule.group, []).append(rule)
    several = [together for together in found.values() if len(together) > 1]
    return [together for together in several if any(comparable(rule) for rule in together)]


def wins(
    builder: Builder,
    rules: list[Rule],
    amounts: list[Register],
    asked: Callable[[Rule], bool],
) -> dict[str, Register]:
    """For the rules of a group that are asked for, by name, whether each is the one that counts."""
    policy = _POLICIES[builder.tables.groups[rules[0].group].policy]
    places = tuple(builder.tables.rules[rule.name] for rule in rules)
    return {
        rule.name: builder.emit(
            Wins.model_validate(
                {"policy": policy, "rank": rank, "rules": places, "amounts": tuple(amounts)}
            )
        )
        for rank, rule in enumerate(rules)
        if asked(rule)
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
