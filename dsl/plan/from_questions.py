"""Procedures that only ask: which tiers are earned, who may redeem, who is in a segment."""

from dsl.plan.builder import Builder
from dsl.plan.from_conditions import all_of, judge_guard, judge_segment
from dsl.plan.from_limits import reward_limits
from dsl.plan.from_measures import number_of
from dsl.plan.from_reasons import may
from dsl.plan.judging import AnyTrue, Compare
from dsl.plan.plan import (
    PerkHolders,
    Procedure,
    SegmentMembers,
    TierMark,
    TierMarks,
    WhenRedeeming,
)
from dsl.plan.register import Register
from dsl.plan.tables import Tables
from dsl.program.conditions import Relation
from dsl.program.measures import Counted
from dsl.program.tiers import Tier, WhenCounted, WhileConditions

Reached = tuple[int, int, int, int]


def questions(tables: Tables) -> list[Procedure]:
    """All procedures that ask."""
    program = tables.program
    found = []
    if program.tiers:
        found.append(_tier_marks(tables))
    found += [_redeeming(tables, index) for index in range(len(program.rewards))]
    found += [_perk(tables, index) for index in range(len(program.perks))]
    found += [_segment(tables, index) for index in range(len(program.segments))]
    return found


def _redeeming(tables: Tables, index: int) -> Procedure:
    reward = tables.program.rewards[index]
    builder = Builder(tables, "question")
    result = may(
        builder,
        life=reward.life,
        inside=reward.inside,
        audience=reward.audience,
        guards=reward.guards,
        limits=reward_limits(tables, reward.name, reward.limits),
    )
    occasion = WhenRedeeming(reward=index)
    return Procedure(occasion=occasion, operations=tuple(builder.operations), result=result)


def _perk(tables: Tables, index: int) -> Procedure:
    perk = tables.program.perks[index]
    builder = Builder(tables, "question")
    result = may(builder, life=perk.life, inside=perk.inside, audience=perk.audience)
    occasion = PerkHolders(perk=index)
    return Procedure(occasion=occasion, operations=tuple(builder.operations), result=result)


def _segment(tables: Tables, index: int) -> Procedure:
    builder = Builder(tables, "question")
    result = judge_segment(builder, tables.program.segments[index].name)
    occasion = SegmentMembers(segment=index)
    return Procedure(occasion=occasion, operations=tuple(builder.operations), result=result)


def _tier_marks(tables: Tables) -> Procedure:
    builder = Builder(tables, "question")
    marks = tuple(
        _tier_mark(builder, index, tier) for index, tier in enumerate(tables.program.tiers)
    )
    return Procedure(occasion=TierMarks(), operations=tuple(builder.operations), marks=marks)


def _tier_mark(builder: Builder, index: int, tier: Tier) -> TierMark:
    earned = None
    reached: tuple[Reached, ...] = ()
    if isinstance(tier.entry, WhenCounted):
        earned, reached = _any_reached(builder, tier.entry.any_of)
    elif isinstance(tier.entry, WhileConditions):
        guards = [judge_guard(builder, guard).truth for guard in tier.entry.guards]
        earned = all_of(builder, guards)
    kept, keeping = _any_reached(builder, tier.keep) if tier.keep else (None, ())
    return TierMark(tier=index, earned=earned, kept=kept, reached=reached, keeping=keeping)


def _any_reached(
    builder: Builder, any_of: tuple[tuple[Counted, ...], ...]
) -> tuple[Register, tuple[Reached, ...]]:
    """Whether all marks of one alternative are reached, and each number with its mark."""
    truths: list[Register] = []
    reached: list[Reached] = []
    for alternative, together in enumerate(any_of):
        each = []
        for counted in together:
            value = number_of(builder, counted.measure)
            each.append(_at_least(builder, value, counted.at_least))
            counter = builder.tables.counter(counted.measure)
            reached.append((value, counted.at_least, counter, alternative))
        truths.append(all_of(builder, each))
    either = truths[0] if len(truths) == 1 else builder.emit(AnyTrue(values=tuple(truths)))
    return either, tuple(reached)


def _at_least(builder: Builder, value: Register, mark: int) -> Register:
    return builder.emit(Compare(value=value, relation=Relation.AT_LEAST, low=mark))
