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
from dsl.program.rules import Give, GiveRate, Limit, LimitScope, Multiply, OnNth, Rule
from dsl.source.span import Span


class _Budget(NamedTuple):
    """A limit of what several rules give to all members.

    Attributes:
        owner: the name of the rule or group that has it.
        span: where it is written.
        rules: those that it counts.
        is_of_group: a group has it.
    """

    owner: str
    span: Span
    limit: Limit
    rules: tuple[Rule, ...]
    is_of_group: bool


class _Multiplier(NamedTuple):
    """A rule that multiplies, and the place among its gives of the line that does."""

    rule: Rule
    line: int
    give: Multiply


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks for each budget at multipliers of what it counts that have none."""
    if whole.has_error:
        return
    for budget in _budgets(whole):
        found = list(_beyond(whole, budget))
        if found:
            yield _told(whole, budget, found)


def _budgets(whole: Whole) -> Iterator[_Budget]:
    rules = [rule for rule in whole.program.rules if not rule.life.paused]
    for rule in rules:
        place = whole.rule_place(rule.name)
        for index, limit in enumerate(rule.limits):
            if _is_budget(limit):
                yield _Budget(
                    rule.name, place.line("limits", index), limit, (rule,), is_of_group=False
                )
    for group in whole.program.groups:
        inside = tuple(rule for rule in rules if rule.group == group.name)
        place = whole.context.places.block(Family.GROUP, group.name)
        for index, limit in enumerate(group.limits):
            if _is_budget(limit):
                yield _Budget(
                    group.name, place.line("limits", index), limit, inside, is_of_group=True
                )


def _is_budget(limit: Limit) -> bool:
    return limit.scope is LimitScope.PROGRAM and limit.amount is not None


def _beyond(whole: Whole, budget: _Budget) -> Iterator[_Multiplier]:
    """The multipliers that add to what a budget counts, and that none holds."""
    bases = [
        (rule, give)
        for rule in budget.rules
        for give in rule.gives
        if give.wallet == budget.limit.wallet and is_multiplied(give)
    ]
    held = {group.name for group in whole.program.groups if any(map(_is_budget, group.limits))}
    for other in whole.program.rules:
        if other.life.paused or other.group in held or any(map(_is_budget, other.limits)):
            continue
        together = [give for base, give in bases if _run_together(whole, base, other)]
        for index, give in enumerate(other.gives):
            if isinstance(give, Multiply) and any(_adds_to(give, each) for each in together):
                yield _Multiplier(other, index, give)


def _run_together(whole: Whole, one: Rule, other: Rule) -> bool:
    if event_of(one.trigger) != event_of(other.trigger):
        return False
    if isinstance(one.trigger, OnNth) and isinstance(other.trigger, OnNth):
        return one.trigger == other.trigger
    return not are_apart(region_of(whole, one), region_of(whole, other))


def _adds_to(multiplier: Multiply, give: Give) -> bool:
    """Whether a multiplier adds to what a line gives, as far as the names of products tell."""
    if multiplier.wallet != give.wallet or multiplier.factor.exact <= 1:
        return False
    some = set(multiplier.scope.products)
    given = set(give.measure.scope.products) if isinstance(give, GiveRate) else set()
    return not some or not given or bool(some & given)


def _told(whole: Whole, budget: _Budget, found: list[_Multiplier]) -> Diagnostic:
    counted = "its group" if budget.is_of_group else "this rule"
    return diagnostic(
        "budget-beside-multiplier",
        f"the budget of {quoted(budget.owner)} leaves out {_multipliers(found)}",
        Label(budget.span, f"counts {counted} alone"),
        others=[
            Label(
                whole.rule_place(each.rule.name).line("gives", each.line),
                f"adds beyond it, at most {percent(each.give.factor.exact - 1)}",
            )
            for each in found
        ],
        body=(
            "What a multiplier adds is its own, and no budget of another rule or group counts it. "
            "When this one is used up, the multiplier goes on adding to what would have been given."
        ),
        fix=_fix(whole, budget, is_of_tier=any(each.rule.tier_multiplier for each in found)),
    )


def _multipliers(found: list[_Multiplier]) -> str:
    return "a multiplier" if len(found) == 1 else "multipliers"


def _fix(whole: Whole, budget: _Budget, *, is_of_tier: bool) -> Fix:
    first = "write a tier's multiplier as a rule, in place of its line, and " if is_of_tier else ""
    if budget.is_of_group:
        example = f'  in group "{budget.owner}"'
        return Fix(f"{first}put it into the group, for example", example=example)
    span = budget.span
    limit = whole.context.document.text[span.start : span.end]
    rows = [
        'group "Budget"',
        f"  {limit}",
        "",
        f"earn {quoted(budget.owner)}",
        '  in group "Budget"',
    ]
    return Fix(
        f"{first}put all of them into a group that has the budget, for example",
        example="\n".join(rows),
    )
