"""The scale of each wallet: the smallest one over which all its amounts are whole numbers."""

from collections.abc import Iterable
from math import lcm

from dsl.program.names import Stacking
from dsl.program.program import Program
from dsl.program.rules import Give, GiveBands, GiveRate, Multiply, Rule

Multiplier = tuple[Rule, Multiply]


def scale_of(program: Program, wallet_name: str, rules: Iterable[Rule]) -> int:
    """The scale that a wallet needs for rules that run together."""
    gives = [(rule, give) for rule in rules for give in rule.gives if give.wallet == wallet_name]
    base = lcm(*(part for _, give in gives for part in _denominators(give)))
    multipliers = [(rule, give) for rule, give in gives if isinstance(give, Multiply)]
    for stacking, together in stacks(program, multipliers):
        base *= _denominator_of_stack(stacking, together)
    return base


def _denominators(give: Give) -> list[int]:
    if isinstance(give, GiveRate):
        return [(give.rate.exact * (give.step or 1)).denominator]
    if isinstance(give, GiveBands):
        return [band.rate.denominator for band in give.bands]
    return [1]


def _denominator_of_stack(stacking: Stacking, multipliers: list[Multiplier]) -> int:
    if stacking is not Stacking.MULTIPLY:
        return lcm(*(multiply.factor.denominator for _, multiply in multipliers))
    product = 1
    for _, multiply in multipliers:
        product *= multiply.factor.denominator
    return product


def stacks(
    program: Program, multipliers: list[Multiplier]
) -> list[tuple[Stacking, list[Multiplier]]]:
    """Multipliers that stack together, in order of first appearance.

    A group that says how its multipliers stack is a stack of its own; all others are in the
    program's.
    """
    said = {group.name: group.stacking for group in program.groups if group.stacking is not None}
    found: dict[str, list[Multiplier]] = {}
    for rule, multiply in multipliers:
        name = rule.group if rule.group in said else ""
        found.setdefault(name, []).append((rule, multiply))
    return [(said.get(name, program.multipliers), together) for name, together in found.items()]
