"""Which rules run together, and for whom."""

from collections.abc import Hashable

from dsl.checker.whole_program.domains import Domain
from dsl.checker.whole_program.regions import Key, add
from dsl.checker.whole_program.whole import Whole
from dsl.program.rules import OnActivity, OnNth, OnPurchase, Rule, Trigger


def event_of(trigger: Trigger) -> Hashable:
    """What two rules share when they run for the same event: an nth purchase is a purchase, too."""
    match trigger:
        case OnPurchase() | OnNth(activity=""):
            return "purchase"
        case OnActivity(activity=activity) | OnNth(activity=activity):
            return ("activity", activity)
    return trigger


def region_of(whole: Whole, rule: Rule) -> dict[Key, Domain]:
    """For whom and when a rule pays."""
    region = whole.base(rule)
    fields = whole.fields_of(rule)
    for guard in rule.guards:
        add(region, whole.regions.guard(guard, fields))
    return region
