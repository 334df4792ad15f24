"""Which rules of a program can give without end."""

from dsl.program.measures import Quantity
from dsl.program.program import Program
from dsl.program.rules import (
    Add,
    GiveAmount,
    GiveBands,
    GiveRate,
    OnAbsence,
    OnActivity,
    OnNth,
    OnPurchase,
    OnRewardUsed,
    Rule,
)

_WITH_SPEND = (Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID, Quantity.ITEMS)


def open_ended(program: Program) -> list[str]:
    """Names of the rules that nothing holds back: no limit, no cap, and not what is paid.

    What grows with spend is held back by it. What is given once for an occasion (joining, a
    birthday, a tier) is held back by that.
    """
    capped = {wallet.name for wallet in program.wallets if wallet.caps}
    limited = {group.name for group in program.groups if group.limits}
    return [
        rule.name
        for rule in program.rules
        if not rule.life.paused
        and not rule.limits
        and rule.group not in limited
        and rule.benefit is None
        and rule.chosen_days is None
        and _comes_again(rule)
        and any(
            give.wallet not in capped
            for give in rule.gives
            if isinstance(give, Add | GiveAmount) or _of_something_told(give)
        )
    ]


def _comes_again(rule: Rule) -> bool:
    trigger = rule.trigger
    if isinstance(trigger, OnNth):
        return trigger.repeats and bool(trigger.activity)
    return isinstance(trigger, OnPurchase | OnActivity | OnAbsence | OnRewardUsed)


def _of_something_told(give: object) -> bool:
    """A rate of what an activity tells, which nobody pays for."""
    return isinstance(give, GiveRate | GiveBands) and give.measure.quantity not in _WITH_SPEND
