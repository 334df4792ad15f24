"""Conditions as truths, each with the value that it looks at."""

from typing import NamedTuple

from dsl.plan.amounts import Total
from dsl.plan.asking import (
    HasMembership,
    ReadAttribute,
    ReadBalance,
    ReadClock,
    ReadDay,
    ReadField,
    ReadProperty,
    ReadTier,
)
from dsl.plan.builder import Builder
from dsl.plan.from_measures import history_of, number_of
from dsl.plan.judging import Ago, AllOf, AnyTrue, Compare, InCalendar, Not, OneOf
from dsl.plan.register import Register
from dsl.program.conditions import (
    AnyOf,
    AttributeIs,
    BalanceIs,
    Comparison,
    Condition,
    DateBetween,
    DateIn,
    DayIs,
    FieldIs,
    Guard,
    InSegment,
    MeasureIs,
    PropertyIs,
    PurchaseIncludes,
    PurchaseIsFirst,
    Relation,
    TierIs,
    TimeBetween,
    TimeSince,
)
from dsl.program.measures import Measure, Quantity
from dsl.program.rules import Audience
from dsl.program.time import Ever, InPeriod


class Judged(NamedTuple):
    """A truth, and the value that it was judged by."""

    truth: Register
    seen: Register | None = None


def judge_guard(builder: Builder, guard: Guard) -> Judged:
    """A `when` or an `unless` line."""
    judged = judge(builder, guard.condition)
    if not guard.negated:
        return judged
    return Judged(builder.emit(Not(value=judged.truth)), judged.seen)


def judge(builder: Builder, condition: Condition) -> Judged:
    """A condition."""
    match condition:
        case DayIs() | DateBetween() | TimeBetween() | DateIn():
            return _judge_time(builder, condition)
        case PropertyIs():
            value = builder.emit(ReadProperty(property=condition.property))
            return _one_of(builder, value, condition.values)
        case PurchaseIncludes() | PurchaseIsFirst() | MeasureIs():
            return _judge_count(builder, condition)
        case FieldIs():
            value = builder.emit(ReadField(field=condition.field))
            return _judge_value(builder, value, condition.values, condition.comparison)
        case AnyOf():
            truths = tuple(judge(builder, each).truth for each in condition.conditions)
            return Judged(builder.emit(AnyTrue(values=truths)))
        case _:
            return _judge_member(builder, condition)


def _judge_time(builder: Builder, condition: DayIs | DateBetween | TimeBetween | DateIn) -> Judged:
    match condition:
        case DayIs():
            value = builder.emit(ReadClock(part="weekday"))
            return _one_of(builder, value, condition.weekdays)
        case DateIn():
            places = builder.tables.calendars
            return Judged(builder.emit(InCalendar(calendars=(places[condition.calendar],))))
        case DateBetween():
            first = condition.first.toordinal() if condition.first else None
            last = condition.last.toordinal() if condition.last else None
            return judge_days(builder, first, last)
        case TimeBetween():
            return _judge_minutes(builder, condition.start_minute, condition.end_minute)


def judge_days(builder: Builder, first: int | None, last: int | None) -> Judged:
    """Whether the fact's day lies between two days, both included; an open end is absent."""
    value = builder.emit(ReadClock(part="day"))
    truths = []
    if first is not None:
        truths.append(_compared(builder, value, Relation.AT_LEAST, first))
    if last is not None:
        truths.append(_compared(builder, value, Relation.AT_MOST, last))
    return Judged(all_of(builder, truths), value)


def _judge_minutes(builder: Builder, start: int, end: int) -> Judged:
    """From a minute until before another; a stretch may pass midnight."""
    value = builder.emit(ReadClock(part="minute"))
    truths = (
        _compared(builder, value, Relation.AT_LEAST, start),
        _compared(builder, value, Relation.LESS_THAN, end),
    )
    if start < end:
        return Judged(builder.emit(AllOf(values=truths)), value)
    return Judged(builder.emit(AnyTrue(values=truths)), value)


def _judge_count(
    builder: Builder, condition: PurchaseIncludes | PurchaseIsFirst | MeasureIs
) -> Judged:
    match condition:
        case PurchaseIncludes():
            items = builder.lines(Quantity.ITEMS)
            value = builder.emit(Total(slots=items, mask=builder.mask(condition.scope)))
            return Judged(_compared(builder, value, Relation.AT_LEAST, condition.at_least), value)
        case PurchaseIsFirst():
            return _judge_first(builder, condition)
        case MeasureIs():
            value = number_of(builder, condition.measure)
            return _judge_value(builder, value, (), condition.comparison)


def _judge_first(builder: Builder, condition: PurchaseIsFirst) -> Judged:
    """No purchase in the window before this one (for progress rules: none but this one)."""
    window = InPeriod(period=condition.period) if condition.period else Ever()
    before = history_of(builder, Measure(quantity=Quantity.PURCHASES, window=window))
    most = 0 if builder.adds_fact else 1
    return Judged(_compared(builder, before, Relation.AT_MOST, most), before)


def _judge_member(builder: Builder, condition: Condition) -> Judged:
    match condition:
        case TierIs():
            return judge_tiers(builder, condition.tiers)
        case BalanceIs():
            place = builder.tables.wallets[condition.wallet]
            value = builder.emit(ReadBalance(wallet=place))
            return _judge_value(builder, value, (), condition.comparison)
        case InSegment():
            return Judged(judge_segment(builder, condition.segment))
        case AttributeIs():
            value = builder.emit(ReadAttribute(attribute=condition.attribute))
            return _judge_value(builder, value, condition.values, condition.comparison)
        case TimeSince():
            return _judge_ago(builder, condition)
        case _:
            raise TypeError(condition)


def judge_tiers(builder: Builder, tiers: tuple[str, ...]) -> Judged:
    """Whether the member's tier is one of these."""
    value = builder.emit(ReadTier())
    return _one_of(builder, value, tuple(builder.tables.tiers[tier] for tier in tiers))


def judge_segment(builder: Builder, name: str) -> Register:
    """Whether the member was in a segment before the fact."""
    before = Builder(builder.tables, "question", operations=builder.operations)
    before.known = builder.known
    guards = builder.tables.segments[name].guards
    return all_of(builder, [judge_guard(before, guard).truth for guard in guards])


def _judge_ago(builder: Builder, condition: TimeSince) -> Judged:
    tier = builder.tables.tiers[condition.tier] if condition.tier else -1
    day = builder.emit(ReadDay(since=condition.since, tier=tier))
    ago = Ago(
        day=day,
        relation=condition.relation,
        length=condition.length,
        other=condition.other_length,
    )
    return Judged(builder.emit(ago), day)


def judge_audience(builder: Builder, audience: Audience) -> Judged | None:
    """Whether the member belongs to an audience; None where it is everybody."""
    truths = []
    seen = None
    if audience.tiers:
        tier = judge_tiers(builder, audience.tiers)
        truths.append(tier.truth)
        seen = tier.seen
    if audience.memberships:
        places = tuple(builder.tables.memberships[name] for name in audience.memberships)
        truths.append(builder.emit(HasMembership(memberships=places)))
    truths += [judge_segment(builder, name) for name in audience.segments]
    if not truths:
        return None
    if len(truths) == 1:
        return Judged(truths[0], seen)
    return Judged(builder.emit(AnyTrue(values=tuple(truths))), seen)


def _judge_value(
    builder: Builder,
    value: Register,
    values: tuple[str, ...],
    comparison: Comparison | None,
) -> Judged:
    if comparison is None:
        return _one_of(builder, value, values)
    truth = _compared(builder, value, comparison.relation, comparison.low, comparison.high)
    return Judged(truth, value)


def _one_of(builder: Builder, value: Register, values: tuple[str, ...] | tuple[int, ...]) -> Judged:
    return Judged(builder.emit(OneOf(value=value, values=values)), value)


def _compared(
    builder: Builder, value: Register, relation: Relation, low: int, high: int | None = None
) -> Register:
    return builder.emit(Compare(value=value, relation=relation, low=low, high=high))


def all_of(builder: Builder, truths: list[Register]) -> Register:
    """One truth for several."""
    return truths[0] if len(truths) == 1 else builder.emit(AllOf(values=tuple(truths)))
