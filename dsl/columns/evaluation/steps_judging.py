"""How operations run that judge."""

import operator
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from dsl.columns.evaluation.frame import ABSENT, Frame, Registers, Step
from dsl.columns.evaluation.runtime import Runtime
from dsl.columns.evaluation.slots import Array, Number, Truth, both, column, either, negated
from dsl.plan import asking, judging
from dsl.program.conditions import Relation
from dsl.program.time import Duration
from dsl.values import calendar

OPTIONAL = (asking.ReadAttribute, asking.ReadField)
"""Operations that may find nothing."""

HOLDS: dict[Relation, Callable[[Any, Any], Any]] = {
    Relation.IS: operator.eq,
    Relation.AT_LEAST: operator.ge,
    Relation.AT_MOST: operator.le,
    Relation.MORE_THAN: operator.gt,
    Relation.LESS_THAN: operator.lt,
}


def compare(operation: judging.Compare, runtime: Runtime) -> Step:
    """A number with a number; nothing never compares. `between` includes both ends."""
    place, low = operation.value, operation.low
    high = low if operation.high is None else operation.high
    holds = HOLDS.get(operation.relation)
    may_lack = isinstance(runtime.operations[place], OPTIONAL)

    def step(registers: Registers, frame: Frame) -> object:
        value = registers[place]
        if value is None:
            return False
        if holds is None:
            found = both(value >= low, value <= high)
        else:
            found = holds(value, low)
        return both(found, value != ABSENT) if may_lack else found

    return step


def one_of(operation: judging.OneOf, runtime: Runtime) -> Step:
    """A value among others."""
    place = operation.value
    codes = runtime.codes_of(operation)

    def step(registers: Registers, frame: Frame) -> object:
        value = registers[place]
        found: Truth = False
        if value is None:
            return found
        for code in codes:
            found = either(found, value == code)
        return found

    return step


def in_calendar(operation: judging.InCalendar, runtime: Runtime) -> Step:
    """The facts' instants in one of the calendars."""
    times = [runtime.calendars[index] for index in operation.calendars]

    def on_day(day: int, minute: Callable[[], Array]) -> Truth:
        found: Truth = False
        for spans in (each.spans(day) for each in times):
            for start, end in spans:
                if (start, end) == (0, 1440):
                    return True
                now = minute()
                found = either(found, (start <= now) & (now < end))
        return found

    def step(registers: Registers, frame: Frame) -> object:
        facts = frame.facts
        if isinstance(facts.day, int):
            return on_day(facts.day, facts.minute)
        found = np.zeros(frame.count, bool)
        for day in np.unique(facts.day):
            here = facts.day == day
            found[here] = np.broadcast_to(on_day(int(day), facts.minute), frame.count)[here]
        return found

    return step


def ago(operation: judging.Ago, runtime: Runtime) -> Step:
    """How long ago a day was: more days ago is an earlier day; what never was is no time ago."""

    def step(registers: Registers, frame: Frame) -> object:
        day = registers[operation.day]
        then = partial(_before, frame.facts.day)
        return both(day > 0, _was_ago(day, then, operation))

    return step


def _was_ago(day: Number, then: Callable[[Duration], Number], operation: judging.Ago) -> Truth:
    mark: Any = then(operation.length)
    match operation.relation:
        case Relation.BETWEEN:
            return both(then(operation.other or operation.length) <= day, day <= mark)
        case Relation.IS:
            return day == mark
        case Relation.AT_LEAST:
            return day <= mark
        case Relation.AT_MOST:
            return day >= mark
        case Relation.MORE_THAN:
            return day < mark
        case Relation.LESS_THAN:
            return day > mark


def _before(today: Number, length: Duration) -> Number:
    if isinstance(today, int):
        return calendar.add(today, -length.count, length.unit)
    days, places = np.unique(today, return_inverse=True)
    then = [calendar.add(int(day), -length.count, length.unit) for day in days]
    return np.array(then, np.int64)[places]


def nth(operation: judging.Nth, runtime: Runtime) -> Step:
    """A count that is the nth, or a multiple of n."""
    place, count = operation.value, operation.count
    if operation.repeats:
        return lambda registers, frame: both(registers[place] > 0, registers[place] % count == 0)
    return lambda registers, frame: registers[place] == count


def negation(operation: judging.Not, runtime: Runtime) -> Step:
    """The other truth."""
    place = operation.value
    return lambda registers, frame: negated(registers[place])


def all_of(operation: judging.AllOf, runtime: Runtime) -> Step:
    """All are true."""
    return _all(operation.values)


def _all(places: tuple[int, ...]) -> Step:
    def step(registers: Registers, frame: Frame) -> object:
        found: Truth = True
        for place in places:
            found = both(found, registers[place])
        return found

    return step


def any_true(operation: judging.AnyTrue, runtime: Runtime) -> Step:
    """One is true."""
    places = operation.values

    def step(registers: Registers, frame: Frame) -> object:
        found: Truth = False
        for place in places:
            found = either(found, registers[place])
        return found

    return step


def fires(operation: judging.Fires, runtime: Runtime) -> Step:
    """All reasons hold."""
    return _all(tuple(reason.truth for reason in operation.reasons))


def wins(operation: judging.Wins, runtime: Runtime) -> Step:
    """Whether a rule is the one of its group that counts."""
    rank, amounts, rules = operation.rank, operation.amounts, operation.rules

    def totals(registers: Registers, frame: Frame) -> Array:
        each = [column(frame.layout.total(registers[place]), frame.count) for place in amounts]
        return np.stack(each)

    def best(registers: Registers, frame: Frame) -> object:
        found = totals(registers, frame)
        return (found.max(axis=0) > 0) & (found.argmax(axis=0) == rank)

    def first(registers: Registers, frame: Frame) -> object:
        return _first_that_pays(registers, frame) == rank

    def _first_that_pays(registers: Registers, frame: Frame) -> Array:
        pays = [_pays(frame, registers[place]) for place in amounts]
        found = np.stack([np.broadcast_to(each, frame.count) for each in pays])
        return np.where(found.any(axis=0), found.argmax(axis=0), -1)

    def choice(registers: Registers, frame: Frame) -> object:
        paying = _first_that_pays(registers, frame)
        chosen = frame.facts.choices
        if chosen is None:
            return paying == rank
        named = np.isin(chosen, rules)
        return np.where(named, chosen == rules[rank], paying == rank)

    return {"best": best, "first": first, "choice": choice}[operation.policy]


def _pays(frame: Frame, slots: Any) -> Truth:
    """Whether any slot holds something."""
    found: Truth = False
    if slots.lines is not None:
        found = frame.layout.any(slots.lines != 0)
    if slots.basket is not None:
        found = either(found, slots.basket != 0)
    return found
