"""Finds multipliers that have nothing to multiply."""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from dsl.checker.whole_program.events import event_of
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rules import (
    Add,
    Give,
    GiveBands,
    GiveRate,
    Multiply,
    Rule,
)


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks for each multiplier at what rules give on the same occasion."""
    if whole.has_error:
        return
    rules = [rule for rule in whole.program.rules if not rule.life.paused]
    given: dict[tuple[Hashable, str], list[tuple[Rule, Give]]] = defaultdict(list)
    for rule in rules:
        for give in rule.gives:
            if is_multiplied(give):
                given[event_of(rule.trigger), give.wallet].append((rule, give))
    for rule in rules:
        for index, give in enumerate(rule.gives):
            if not isinstance(give, Multiply):
                continue
            bases = given.get((event_of(rule.trigger), give.wallet))
            if not bases:
                yield _nothing_given(whole, rule, index, give)
            elif give.scope.products and not any(_is_by_line(base) for _, base in bases):
                yield _nothing_by_line(whole, rule, index, bases[0][0])


def is_multiplied(give: Give) -> bool:
    """Whether multipliers of other rules act on what a line gives."""
    return not isinstance(give, Multiply) and (not isinstance(give, Add) or give.multiplied)


def _is_by_line(give: Give) -> bool:
    """Whether an amount belongs to the lines it was given for, and not to the basket."""
    return isinstance(give, GiveBands) or (isinstance(give, GiveRate) and give.step is None)


def _nothing_given(whole: Whole, rule: Rule, index: int, give: Multiply) -> Diagnostic:
    span = whole.rule_place(rule.name).line("gives", index)
    wallet = next(each for each in whole.program.wallets if each.name == give.wallet)
    return diagnostic(
        "multiplier-of-nothing",
        f"{quoted(rule.name)} has nothing to multiply",
        Label(span, "no rule gives anything here"),
        body=(
            f'A multiplier adds to what "give" lines of other rules put into '
            f'{quoted(wallet.name)} on the same occasion, and no rule does. Amounts of "add" '
            "lines are not multiplied."
        ),
    )


def _nothing_by_line(whole: Whole, rule: Rule, index: int, base: Rule) -> Diagnostic:
    span = whole.rule_place(rule.name).line("gives", index)
    return diagnostic(
        "multiplier-of-nothing",
        f"{quoted(rule.name)} has nothing to multiply",
        Label(span, "asks for some products only"),
        others=[Label(whole.rule_place(base.name).line("gives"), "gives for the whole basket")],
        body=(
            "An amount for the whole basket, like whole steps of its sum, belongs to no product "
            "in it. A multiplier for some products finds only what is given in proportion to them."
        ),
        fix=Fix('give in proportion, with "per" instead of "for each full"'),
    )
