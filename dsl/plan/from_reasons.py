"""What must hold for a rule to fire, in the order in which a *why not* looks at it."""

from datetime import date

from dsl.plan.amounts import Total
from dsl.plan.asking import ChosenDay, ReadPaid, TimesLeft
from dsl.plan.builder import Builder
from dsl.plan.from_conditions import Judged, judge_audience, judge_days, judge_guard
from dsl.plan.from_measures import number_of
from dsl.plan.judging import Compare, Fires, InCalendar, Not, Nth, Reason
from dsl.plan.register import Register
from dsl.program.conditions import Guard, Relation
from dsl.program.measures import Measure, Quantity
from dsl.program.rules import Audience, Life, OnNth, Rule
from dsl.program.time import Ever


def fires(
    builder: Builder, rule: Rule, times_left: Register | None, *, minimum: int | None = None
) -> Register:
    """Whether a rule fires.

    Args:
        builder: the procedure.
        rule: an earning rule or a benefit.
        times_left: how often it still may, where there are limits of how often.
        minimum: the net spend that the purchase needs, for money off at once.
    """
    reasons = [
        *_of_life(builder, rule.life),
        *_of_program(builder),
        *_of_members(builder, rule.inside, rule.audience),
    ]
    place = builder.tables.rules[rule.name]
    if isinstance(rule.trigger, OnNth):
        reasons += _of_nth(builder, rule.trigger, place)
    if rule.chosen_days is not None:
        reasons.append(Reason(truth=builder.emit(ChosenDay(rule=place)), part="day"))
    reasons += _of_guards(builder, rule.guards)
    if minimum is not None:
        reasons.append(_of_basket(builder, minimum))
    reasons += _of_limits(builder, times_left)
    return builder.emit(Fires(rule=place, reasons=tuple(reasons)))


def may(
    builder: Builder,
    *,
    life: Life,
    inside: Audience,
    audience: Audience,
    guards: tuple[Guard, ...] = (),
    limits: tuple[int, ...] = (),
) -> Register:
    """Whether a member may have something that is no rule: a reward, a perk."""
    left = times_left(builder, limits)
    reasons = [
        *_of_life(builder, life),
        *_of_program(builder),
        *_of_members(builder, inside, audience),
        *_of_guards(builder, guards),
        *_of_limits(builder, left),
    ]
    return builder.emit(Fires(rule=-1, reasons=tuple(reasons)))


def times_left(
    builder: Builder, limits: tuple[int, ...], wanted: Register | None = None
) -> Register | None:
    """How often something may still happen; None without limits."""
    if not limits:
        return None
    return builder.emit(TimesLeft(wanted=wanted, limits=limits))


def _of_life(builder: Builder, life: Life) -> list[Reason]:
    reasons = [
        Reason(truth=judged.truth, part="life", seen=judged.seen)
        for judged in _between(builder, life.first, life.last)
    ]
    if life.during:
        places = tuple(builder.tables.calendars[name] for name in life.during)
        reasons.append(Reason(truth=builder.emit(InCalendar(calendars=places)), part="during"))
    return reasons


def _of_program(builder: Builder) -> list[Reason]:
    program = builder.tables.program
    return [
        Reason(truth=judged.truth, part="program", seen=judged.seen)
        for judged in _between(builder, program.starts, program.ends)
    ]


def _between(builder: Builder, first: date | None, last: date | None) -> list[Judged]:
    if first is None and last is None:
        return []
    start = first.toordinal() if first else None
    return [judge_days(builder, start, last.toordinal() if last else None)]


def _of_members(builder: Builder, inside: Audience, audience: Audience) -> list[Reason]:
    reasons = []
    within = judge_audience(builder, inside)
    if within is not None:
        reasons.append(Reason(truth=within.truth, part="inside", seen=within.seen))
    named = judge_audience(builder, audience)
    if named is not None:
        reasons.append(Reason(truth=named.truth, part="audience", seen=named.seen))
    return reasons


def _of_nth(builder: Builder, trigger: OnNth, place: int) -> list[Reason]:
    """The number is right; and no purchase that stands was paid under it."""
    quantity = Quantity.ACTIVITY if trigger.activity else Quantity.PURCHASES
    measure = Measure(quantity=quantity, name=trigger.activity, window=Ever())
    value = number_of(builder, measure)
    nth = Nth(value=value, count=trigger.count, repeats=trigger.repeats)
    reasons = [Reason(truth=builder.emit(nth), part="nth", seen=value)]
    if not trigger.activity:
        paid = builder.emit(ReadPaid(rule=place, number=value))
        reasons.append(Reason(truth=builder.emit(Not(value=paid)), part="paid", seen=value))
    return reasons


def _of_guards(builder: Builder, guards: tuple[Guard, ...]) -> list[Reason]:
    reasons = []
    for index, guard in enumerate(guards):
        judged = judge_guard(builder, guard)
        reasons.append(Reason(truth=judged.truth, part="when", index=index, seen=judged.seen))
    return reasons


def _of_basket(builder: Builder, minimum: int) -> Reason:
    value = builder.emit(Total(slots=builder.lines(Quantity.NET_SPEND)))
    enough = Compare(value=value, relation=Relation.AT_LEAST, low=minimum)
    return Reason(truth=builder.emit(enough), part="minimum", seen=value)


def _of_limits(builder: Builder, left: Register | None) -> list[Reason]:
    if left is None:
        return []
    some = Compare(value=left, relation=Relation.AT_LEAST, low=1)
    return [Reason(truth=builder.emit(some), part="limit", seen=left)]
