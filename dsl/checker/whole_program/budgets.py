"""Finds budgets that do not hold for what multipliers add."""

from collections.abc import Iterator

from dsl.checker.whole_program.events import event_of, region_of
from dsl.checker.whole_program.idle_multipliers import is_multiplied
from dsl.checker.whole_program.regions import are_apart
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import percent, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rules import Limit, LimitScope, Multiply, Rule


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at each rule with a budget for a multiplier of what it gives that has none."""
    if whole.has_error:
        return
    for rule in whole.program.rules:
        for index, limit in enumerate(rule.limits):
            if not _is_budget(limit) or rule.life.paused:
                continue
            found = next(_beyond(whole, rule, limit), None)
            if found is not None:
                yield _told(whole, rule, index, *found)


def _is_budget(limit: Limit) -> bool:
    return limit.scope is LimitScope.PROGRAM and limit.amount is not None


def _beyond(whole: Whole, rule: Rule, limit: Limit) -> Iterator[tuple[Rule, int, Multiply]]:
    """The multipliers that add to what a rule gives, and that no budget holds."""
    if not any(give.wallet == limit.wallet and is_multiplied(give) for give in rule.gives):
        return
    held = {group.name for group in whole.program.groups if any(map(_is_budget, group.limits))}
    for other in whole.program.rules:
        if other.life.paused or other.group in held or any(map(_is_budget, other.limits)):
            continue
        if event_of(other.trigger) != event_of(rule.trigger):
            continue
        if are_apart(region_of(whole, rule), region_of(whole, other)):
            continue
        for index, give in enumerate(other.gives):
            if isinstance(give, Multiply) and give.wallet == limit.wallet and give.factor.exact > 1:
                yield other, index, give


def _told(
    whole: Whole, rule: Rule, index: int, other: Rule, place: int, give: Multiply
) -> Diagnostic:
    budget = whole.rule_place(rule.name).line("limits", index)
    adding = whole.rule_place(other.name).line("gives", place)
    text = whole.context.document.text
    limit, line = (text[span.start : span.end] for span in (budget, adding))
    return diagnostic(
        "budget-beside-multiplier",
        f"the budget of {quoted(rule.name)} leaves out a multiplier",
        Label(budget, "counts this rule alone"),
        others=[Label(adding, "adds beyond it")],
        body=(
            "What a multiplier adds is its own, and no budget of another rule counts it. When this "
            f"one is used up, the multiplier still adds {percent(give.factor.exact - 1)} of what "
            "the rule would have given."
        ),
        fix=_fix(other, limit, line),
    )


def _fix(other: Rule, limit: str, line: str) -> Fix:
    if not other.tier_multiplier:
        return Fix("give the multiplier a budget, too, for example", example=f"  {limit}")
    whom = (*other.inside.tiers, *other.inside.memberships)[0]
    rows = [f'earn "{other.name}"', "  on a purchase", f"  {line}", f'  for "{whom}"', f"  {limit}"]
    return Fix("make it a rule with a budget of its own, for example", example="\n".join(rows))
