"""What of a program is not vectorised, in words: such programs run on the reference engine."""

from collections.abc import Iterable, Iterator

from dsl.columns.evaluation.prepare import MAKERS
from dsl.columns.evaluation.runtime import CAUSE
from dsl.columns.sharing import COUPLING, goes_by_day, is_coupled
from dsl.ledger import facts
from dsl.plan.operations import Operation
from dsl.plan.plan import Plan
from dsl.program.names import ValueKind
from dsl.program.offers import TierUpgrade
from dsl.program.program import Program
from dsl.program.rewards import Reward
from dsl.program.rules import LimitScope, Occasion, OnOccasion, Rule
from dsl.program.tiers import KeptWhileItHolds, Tier, WhileConditions

_OWN_PERIODS = '"membership '


def vectorised(program: Program, plan: Plan, *, by_day: bool = False) -> tuple[str, ...]:
    """What is not vectorised; nothing where the whole program is.

    Args:
        program, plan: which one.
        by_day: all facts of a kind and a day come at once (`sharing.goes_by_day`).
    """
    shared = () if by_day else _shared(plan)
    return tuple(dict.fromkeys([*shared, *_reasons(program, plan)]))


def goes_one_by_one(program: Program, plan: Plan, *, starts: bool = False) -> bool:
    """Whether members share something in such a way that no two facts are taken at once.

    Args:
        program, plan: which one.
        starts: some are members from the start, who have used of what is shared.
    """
    if not is_coupled(plan):
        return False
    others = vectorised(program, plan, by_day=True)
    return starts or not goes_by_day(program, plan) or bool(others)


def runs_on_columns(fact: facts.AnyFact, program: Program) -> bool:
    """Whether a member to whom this happens can stay on columns."""
    match fact:
        case facts.Joined() | facts.Redeemed() | facts.Invited() | facts.MembershipStarted():
            return True
        case facts.Purchased():
            return _is_plain(fact, program)
        case facts.Did():
            known = {each.name: each for each in program.activities}
            asks = fact.activity in known and known[fact.activity].needs_approval
            return fact.approved and not asks
        case facts.FeePaid():
            fees = [row.fee for row in program.memberships if row.name == fact.membership]
            return fact.amount_minor in (None, *(fee.amount_minor for fee in fees if fee))
        case facts.MembershipEnded():
            known_rows = [row for row in program.memberships if row.name == fact.membership]
            earns = any(
                isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.FEE
                for rule in program.rules
            )
            return not (earns and any(row.refund_days for row in known_rows))
        case facts.AttributeSet():
            return fact.value is not None and (fact.name != CAUSE or fact.value in program.causes)
    return False


def members_by_reference(history: Iterable[facts.AnyFact], program: Program) -> set[str]:
    """Members to whom something happens that columns do not run, joining again too."""
    apart, joined = set[str](), set[str]()
    for fact in history:
        is_again = isinstance(fact, facts.Joined) and fact.member in joined
        if is_again or not runs_on_columns(fact, program):
            apart.add(fact.member)
        if isinstance(fact, facts.Joined):
            joined.add(fact.member)
    return apart


def _is_plain(fact: facts.Purchased, program: Program) -> bool:
    """Whether a purchase has lines, nothing below zero, and uses what there is."""
    more = (fact.discount_minor, fact.gift_card_minor, fact.tax_minor, fact.shipping_minor)
    lines = fact.lines
    least = min(
        (min(line.price_minor, line.quantity, line.discount_minor) for line in lines), default=-1
    )
    if least < 0 or min(more) < 0:
        return False
    if not fact.uses and len(fact.choices) <= 1:
        return True
    promised = {reward.name for reward in program.rewards}
    promised |= {rule.name for rule in program.rules if rule.benefit is not None}
    chosen = {rule.name for rule in program.rules}.intersection(fact.choices)
    return promised.issuperset(fact.uses) and len(chosen) <= 1


def _shared(plan: Plan) -> Iterator[str]:
    for limit in plan.limits:
        if limit.scope in COUPLING:
            yield f'a limit that members share ("{limit.owner}")'


def _reasons(program: Program, plan: Plan) -> Iterator[str]:
    for limit in plan.limits:
        if limit.scope is LimitScope.VALUE and not _is_of_few(program, limit.value):
            yield f'a limit for each value of an attribute ("{limit.owner}")'
    for procedure in plan.procedures:
        for operation in procedure.operations:
            yield from _of_operation(operation)
    yield from _of_memberships(program, plan)
    if program.tier_counts_at_once:
        yield "a new tier that counts for the purchase that earns it"
    if program.spendable_at_once:
        yield "points that can be spent on the purchase that earns them"
    yield from _of_holding(program.tiers)
    for rule in program.rules:
        if rule.benefit is not None:
            if isinstance(rule.benefit.offer, TierUpgrade):
                yield f'a tier for a time ("{rule.name}")'
            if rule.benefit.valid.until is not None:
                yield f'a benefit that is valid until a date ("{rule.name}")'
    for reward in program.rewards:
        yield from _of_reward(reward)
        if reward.by_itself and (program.starts or program.ends):
            yield f'a reward issued by itself under conditions ("{reward.name}")'


def _is_of_few(program: Program, name: str) -> bool:
    """Whether an attribute of activities has few values, each to be counted by itself."""
    declared = [each for activity in program.activities for each in activity.fields]
    kinds = {each.value for each in declared if each.name == name}
    return bool(kinds) and kinds <= {ValueKind.YES_NO, ValueKind.ONE_OF}


def _of_operation(operation: Operation) -> Iterator[str]:
    if type(operation) not in MAKERS:
        yield f'the operation "{operation.do}"'


def _of_memberships(program: Program, plan: Plan) -> Iterator[str]:
    """A paid membership moves the day from which own periods count; nothing may be kept by them."""
    if not any(row.fee is not None for row in program.memberships):
        return
    kept = [*plan.counters, *plan.limits, *plan.terms, *program.tiers]
    if any(_OWN_PERIODS in each.model_dump_json() for each in kept):
        yield "membership months or years that something is counted or kept by"
    benefits = [each for each in program.rules if each.benefit is not None]
    promised: list[Rule | Reward] = [*program.rewards, *benefits]
    for one in promised:
        if _OWN_PERIODS in _validity(one) and not one.inside.memberships:
            yield f'something valid by membership months for everybody ("{one.name}")'


def _validity(of: Rule | Reward) -> str:
    valid = of.valid if isinstance(of, Reward) else of.benefit and of.benefit.valid
    return valid.model_dump_json() if valid else ""


def _of_holding(tiers: tuple[Tier, ...]) -> Iterator[str]:
    """Tiers that time alone may change are looked at each day; others must be so, too."""
    timed = any(
        isinstance(tier.entry, WhileConditions) or isinstance(tier.kept, KeptWhileItHolds)
        for tier in tiers
    )
    for tier in tiers:
        if timed and (tier.review is not None or tier.grace_days):
            words = "a tier that is reviewed beside others that hold while something does"
            yield f'{words} ("{tier.name}")'


def _of_reward(reward: Reward) -> Iterator[str]:
    if isinstance(reward.offer, TierUpgrade):
        yield f'a tier for a time ("{reward.name}")'
    if reward.valid.until is not None:
        yield f'a reward that is valid until a date ("{reward.name}")'
    if reward.issued_on is not None:
        yield f'a reward that is issued on its day ("{reward.name}")'
    conditions = reward.guards or reward.limits or reward.audience.segments or reward.life.during
    if reward.by_itself and (conditions or reward.life.first or reward.life.last):
        yield f'a reward issued by itself under conditions ("{reward.name}")'
