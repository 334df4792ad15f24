"""How operations run that judge."""

import operator
from collections.abc import Callable

from dsl.engine.evaluation.frame import Frame, Step
from dsl.engine.evaluation.runtime import Registers, Runtime
from dsl.ledger.facts import Purchased
from dsl.plan import judging
from dsl.program.conditions import Relation
from dsl.program.time import Duration
from dsl.values import calendar

HOLDS: dict[Relation, Callable[[int, int], bool]] = {
    Relation.IS: operator.eq,
    Relation.AT_LEAST: operator.ge,
    Relation.AT_MOST: operator.le,
    Relation.MORE_THAN: operator.gt,
    Relation.LESS_THAN: operator.lt,
}


def compare(operation: judging.Compare, runtime: Runtime) -> Step:
    """A number with a number; nothing never compares. `between` includes both ends."""
    place, low, high = operation.value, operation.low, operation.high
    if operation.relation is Relation.BETWEEN:
        top = low if high is None else high

        def between(registers: Registers, frame: Frame) -> object:
            value = registers[place]
            return value is not None and low <= value <= top

        return between
    holds = HOLDS[operation.relation]

    def step(registers: Registers, frame: Frame) -> object:
        value = registers[place]
        return value is not None and holds(value, low)

    return step


def one_of(operation: judging.OneOf, runtime: Runtime) -> Step:
    """A value among others; truths are `yes` and `no`."""
    place = operation.value
    values: frozenset[object] = frozenset(operation.values)

    def step(registers: Registers, frame: Frame) -> object:
        value = registers[place]
        if value is True or value is False:
            value = "yes" if value else "no"
        return value in values

    return step


def in_calendar(operation: judging.InCalendar, runtime: Runtime) -> Step:
    """The fact's instant in one of the calendars."""
    times = [runtime.calendars[index] for index in operation.calendars]

    def step(registers: Registers, frame: Frame) -> object:
        context = frame.context
        return any(each.holds(context.day, context.minute) for each in times)

    return step


def ago(operation: judging.Ago, runtime: Runtime) -> Step:
    """How long ago a day was: more days ago is an earlier day."""

    def step(registers: Registers, frame: Frame) -> object:
        day = registers[operation.day]
        return day is not None and _was_ago(day, frame.context.day, operation)

    return step


def _was_ago(day: int, today: int, operation: judging.Ago) -> bool:
    mark = _before(today, operation.length)
    match operation.relation:
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
        case Relation.BETWEEN:
            return _before(today, operation.other or operation.length) <= day <= mark


def _before(today: int, length: Duration) -> int:
    return calendar.add(today, -length.count, length.unit)


def nth(operation: judging.Nth, runtime: Runtime) -> Step:
    """A count that is the nth, or a multiple of n."""
    place, count = operation.value, operation.count
    if operation.repeats:
        return lambda registers, frame: registers[place] > 0 and registers[place] % count == 0
    return lambda registers, frame: registers[place] == count


def negation(operation: judging.Not, runtime: Runtime) -> Step:
    """The other truth."""
    place = operation.value
    return lambda registers, frame: not registers[place]


def all_of(operation: judging.AllOf, runtime: Runtime) -> Step:
    """All are true."""
    return _all(operation.values)


def _all(places: tuple[int, ...]) -> Step:
    if not places:
        return lambda registers, frame: True
    if len(places) == 1:
        only = places[0]
        return lambda registers, frame: registers[only]
    if len(places) == 2:
        first, second = places
        return lambda registers, frame: registers[first] and registers[second]

    def step(registers: Registers, frame: Frame) -> object:
        return all(registers[place] for place in places)

    return step


def any_true(operation: judging.AnyTrue, runtime: Runtime) -> Step:
    """One is true."""
    places = operation.values
    return lambda registers, frame: any(registers[place] for place in places)


def fires(operation: judging.Fires, runtime: Runtime) -> Step:
    """All reasons hold."""
    return _all(tuple(reason.truth for reason in operation.reasons))


def wins(operation: judging.Wins, runtime: Runtime) -> Step:
    """Whether a rule is the one of its group that counts."""
    rank, amounts = operation.rank, operation.amounts
    if operation.policy == "best":

        def best(registers: Registers, frame: Frame) -> object:
            totals = [sum(registers[place]) for place in amounts]
            highest = max(totals)
            return highest > 0 and totals.index(highest) == rank

        return best
    if operation.policy == "first":
        return lambda registers, frame: _first_that_pays(registers, amounts) == rank
    names = [runtime.program.rules[rule].name for rule in operation.rules]

    def choice(registers: Registers, frame: Frame) -> object:
        fact = frame.context.fact
        chosen = fact.choices if isinstance(fact, Purchased) else ()
        for place, name in enumerate(names):
            if name in chosen:
                return place == rank
        return _first_that_pays(registers, amounts) == rank

    return choice


def _first_that_pays(registers: Registers, amounts: tuple[int, ...]) -> int:
    for rank, place in enumerate(amounts):
        if any(registers[place]):
            return rank
    return -1
