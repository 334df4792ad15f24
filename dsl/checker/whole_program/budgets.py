"""Finds budgets that do not hold for what multipliers add."""

from collections.abc import Iterator
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.whole_program.events import event_of, region_of
from dsl.checker.whole_program.idle_multipliers import is_multiplied
from dsl.checker.whole_program.regions import are_apart
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import percent, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rules import Limit, LimitScope, Multiply, Rule
from dsl.source.span import Span


class _Budget(NamedTuple):
    """A limit of what several rules give to all members.

    Attributes:
        owner: the name of the rule or group that has it.
        span: where it is written.
        rules: those that it counts.
        counted: these, as the owner of the program is told.
    """

    owner: str
    span: Span
    limit: Limit
    rules: tuple[Rule, ...]
    counted: str


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks for each budget at multipliers of what it counts that have none."""
    if whole.has_error:
        return
    for budget in _budgets(whole):
        found = next(_beyond(whole, budget), None)
        if found is not None:
            yield _told(whole, budget, *found)


def _budgets(whole: Whole) -> Iterator[_Budget]:
    rules = [rule for rule in whole.program.rules if not rule.life.paused]
    for rule in rules:
        place = whole.rule_place(rule.name)
        for index, limit in enumerate(rule.limits):
            if _is_budget(limit):
                yield _Budget(rule.name, place.line("limits", index), limit, (rule,), "this rule")
    for group in whole.program.groups:
        inside = tuple(rule for rule in rules if rule.group == group.name)
        place = whole.context.places.block(Family.GROUP, group.name)
        for index, limit in enumerate(group.limits):
            if _is_budget(limit):
                yield _Budget(group.name, place.line("limits", index), limit, inside, "its group")


def _is_budget(limit: Limit) -> bool:
    return limit.scope is LimitScope.PROGRAM and limit.amount is not None


def _beyond(whole: Whole, budget: _Budget) -> Iterator[tuple[Rule, int, Multiply]]:
    """The multipliers that add to what a budget counts, and that none holds."""
    wallet = budget.limit.wallet
    bases = [
        rule
        for rule in budget.rules
        if any(give.wallet == wallet and is_multiplied(give) for give in rule.gives)
    ]
    held = {group.name for group in whole.program.groups if any(map(_is_budget, group.limits))}
    for other in whole.program.rules:
        if other.life.paused or other.group in held or any(map(_is_budget, other.limits)):
            continue
        if not any(_run_together(whole, base, other) for base in bases):
            continue
        for index, give in enumerate(other.gives):
            if isinstance(give, Multiply) and give.wallet == wallet and give.factor.exact > 1:
                yield other, index, give


def _run_together(whole: Whole, one: Rule, other: Rule) -> bool:
    if event_of(one.trigger) != event_of(other.trigger):
        return False
    return not are_apart(region_of(whole, one), region_of(whole, other))


def _told(whole: Whole, budget: _Budget, other: Rule, place: int, give: Multiply) -> Diagnostic:
    adding = whole.rule_place(other.name).line("gives", place)
    text = whole.context.document.text
    limit, line = (text[span.start : span.end] for span in (budget.span, adding))
    return diagnostic(
        "budget-beside-multiplier",
        f"the budget of {quoted(budget.owner)} leaves out a multiplier",
        Label(budget.span, f"counts {budget.counted} alone"),
        others=[Label(adding, "adds beyond it")],
        body=(
            "What a multiplier adds is its own, and no budget of another rule or group counts it. "
            "When this one is used up, the multiplier still adds "
            f"{percent(give.factor.exact - 1)} of what would have been given."
        ),
        fix=_fix(other, limit, line),
    )


def _fix(other: Rule, limit: str, line: str) -> Fix:
    if not other.tier_multiplier:
        return Fix("give the multiplier a budget, too, for example", example=f"  {limit}")
    whom = (*other.inside.tiers, *other.inside.memberships)[0]
    rows = [f'earn "{other.name}"', "  on a purchase", f"  {line}", f'  for "{whom}"', f"  {limit}"]
    return Fix("make it a rule with a budget of its own, for example", example="\n".join(rows))
