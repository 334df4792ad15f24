"""Runs every check of a whole program."""

from collections.abc import Callable, Iterator

from dsl.checker.whole_program import (
    budgets,
    caps,
    circles,
    colliding_rules,
    dates,
    empty_blocks,
    expiring_early,
    expiring_on_a_date,
    firing,
    idle_multipliers,
    look_alikes,
    margin,
    margin_of_products,
    never_meeting,
    not_checked,
    reach,
    tiers_in_order,
    uncapped_multipliers,
    unused,
)
from dsl.checker.whole_program.whole import Whole
from dsl.diagnostics.diagnostic import Diagnostic

CHECKS: tuple[Callable[[Whole], Iterator[Diagnostic]], ...] = (
    look_alikes.check,
    circles.check,
    tiers_in_order.check,
    colliding_rules.check,
    never_meeting.check,
    expiring_early.check,
    expiring_on_a_date.check,
    empty_blocks.check,
    firing.check,
    dates.check,
    caps.check,
    uncapped_multipliers.check,
    budgets.check,
    idle_multipliers.check,
    unused.check,
    reach.check,
    margin.check,
    margin_of_products.check,
    not_checked.check,
)


def check(whole: Whole) -> Iterator[Diagnostic]:
    """All diagnostics of all checks."""
    for each in CHECKS:
        yield from each(whole)
