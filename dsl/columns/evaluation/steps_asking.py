"""How operations run that look at the facts, the members and the program."""

import numpy as np

from dsl.columns.evaluation.frame import Frame, Registers, Step
from dsl.columns.evaluation.runtime import Runtime
from dsl.columns.evaluation.slots import NO_SLOTS, Mask, Number, column
from dsl.plan import asking


def constant(operation: asking.Constant, runtime: Runtime) -> Step:
    """A number."""
    value = operation.value
    return lambda registers, frame: value


def read_clock(operation: asking.ReadClock, runtime: Runtime) -> Step:
    """Weekday, minute or day."""
    if operation.part == "weekday":
        return lambda registers, frame: _weekday(frame.facts.day)
    if operation.part == "minute":
        return lambda registers, frame: frame.facts.minute()
    return lambda registers, frame: frame.facts.day


def _weekday(day: Number) -> Number:
    """Weekdays; of several days by a small table, which is quicker than to divide."""
    if isinstance(day, int) or not len(day):
        return (day - 1) % 7 + 1
    first = int(day.min())
    table = (np.arange(first, int(day.max()) + 1) - 1) % 7 + 1
    return table.astype(np.int8).take(day - first)


def read_property(operation: asking.ReadProperty, runtime: Runtime) -> Step:
    """A property of the purchase, as its code."""
    kind = operation.property
    return lambda registers, frame: frame.facts.properties.get(kind, -1)


def read_field(operation: asking.ReadField, runtime: Runtime) -> Step:
    """An attribute of the activity."""
    name = operation.field
    return lambda registers, frame: frame.facts.fields.get(name)


def read_times(operation: asking.ReadTimes, runtime: Runtime) -> Step:
    """New multiples of a progress rule."""
    return lambda registers, frame: frame.facts.times


def read_lines(operation: asking.ReadLines, runtime: Runtime) -> Step:
    """Slots of the purchase."""
    quantity = operation.quantity

    def step(registers: Registers, frame: Frame) -> object:
        basket = frame.facts.basket
        return NO_SLOTS if basket is None else basket.slots(quantity)

    return step


def select_lines(operation: asking.SelectLines, runtime: Runtime) -> Step:
    """The mask of a selection."""
    selection = runtime.plan.selections[operation.selection]

    def step(registers: Registers, frame: Frame) -> object:
        return Mask(frame.facts.lines_of(selection.scope), selection.everything)

    return step


def read_tier(operation: asking.ReadTier, runtime: Runtime) -> Step:
    """The tier's rank."""
    return lambda registers, frame: frame.answers.tier()


def has_membership(operation: asking.HasMembership, runtime: Runtime) -> Step:
    """Whether members are in one of the memberships."""
    memberships = operation.memberships
    return lambda registers, frame: frame.answers.has_membership(memberships)


def read_attribute(operation: asking.ReadAttribute, runtime: Runtime) -> Step:
    """An attribute."""
    name = operation.attribute
    return lambda registers, frame: frame.answers.attribute(name)


def read_balance(operation: asking.ReadBalance, runtime: Runtime) -> Step:
    """The available balance."""
    wallet = operation.wallet
    return lambda registers, frame: frame.answers.balance(wallet)


def read_history(operation: asking.ReadHistory, runtime: Runtime) -> Step:
    """A counter over a window."""
    counter, window = operation.counter, operation.window
    return lambda registers, frame: frame.answers.history(counter, window)


def read_visit(operation: asking.ReadVisit, runtime: Runtime) -> Step:
    """1 for a new visit."""
    return lambda registers, frame: frame.answers.new_visit()


def read_day(operation: asking.ReadDay, runtime: Runtime) -> Step:
    """The day of something past."""
    since, tier = operation.since, operation.tier
    return lambda registers, frame: frame.answers.day_of(since, tier)


def read_periods(operation: asking.ReadPeriods, runtime: Runtime) -> Step:
    """Whole membership periods, as many times as asked."""
    period, times = operation.period, operation.times
    if times is None:
        return lambda registers, frame: frame.answers.periods(period)
    return lambda registers, frame: frame.answers.periods(period) * registers[times]


def read_carry(operation: asking.ReadCarry, runtime: Runtime) -> Step:
    """The exact sum of a monthly rounding."""
    carry = operation.carry
    return lambda registers, frame: frame.answers.carried(carry)


def chosen_day(operation: asking.ChosenDay, runtime: Runtime) -> Step:
    """Members who choose days run by reference, so nobody here has chosen one."""
    return lambda registers, frame: False


def read_paid(operation: asking.ReadPaid, runtime: Runtime) -> Step:
    """Nobody's purchases come back here, so no number is borne twice."""
    return lambda registers, frame: False


def times_left(operation: asking.TimesLeft, runtime: Runtime) -> Step:
    """How often limits still let something happen."""
    wanted, rows = operation.wanted, operation.limits

    def step(registers: Registers, frame: Frame) -> object:
        left = 1 if wanted is None else registers[wanted]
        for row in rows:
            left = np.minimum(left, frame.left[row])
        return np.maximum(column(left, frame.count), 0)

    return step
