"""How operations run that look at the fact, the member and the program."""

from dsl.engine.evaluation.frame import Frame, Step
from dsl.engine.evaluation.runtime import Registers, Runtime
from dsl.plan import asking
from dsl.program.conditions import Property
from dsl.values import calendar

_FIELDS = {
    Property.CHANNEL: "channel",
    Property.STORE: "store",
    Property.BRAND: "brand",
    Property.PAYMENT: "payment_method",
}


def constant(operation: asking.Constant, runtime: Runtime) -> Step:
    """A number."""
    value = operation.value
    return lambda registers, frame: value


def read_clock(operation: asking.ReadClock, runtime: Runtime) -> Step:
    """Weekday, minute or day."""
    if operation.part == "weekday":
        return lambda registers, frame: calendar.weekday_of(frame.context.day)
    if operation.part == "minute":
        return lambda registers, frame: frame.context.minute()
    return lambda registers, frame: frame.context.day


def read_property(operation: asking.ReadProperty, runtime: Runtime) -> Step:
    """A property of the purchase."""
    name = _FIELDS[operation.property]
    return lambda registers, frame: getattr(frame.context.fact, name, "")


def read_field(operation: asking.ReadField, runtime: Runtime) -> Step:
    """An attribute of the activity."""
    name = operation.field
    return lambda registers, frame: frame.context.field(name)


def read_times(operation: asking.ReadTimes, runtime: Runtime) -> Step:
    """New multiples of a progress rule."""
    return lambda registers, frame: frame.context.times


def read_lines(operation: asking.ReadLines, runtime: Runtime) -> Step:
    """Slots of the purchase."""
    quantity = operation.quantity

    def step(registers: Registers, frame: Frame) -> object:
        return frame.basket.slots(quantity) if frame.basket is not None else ()

    return step


def select_lines(operation: asking.SelectLines, runtime: Runtime) -> Step:
    """The mask of a selection."""
    matches = runtime.matchers[operation.selection]
    everything = runtime.plan.selections[operation.selection].everything

    def step(registers: Registers, frame: Frame) -> object:
        if frame.basket is None:
            return (everything,)
        found = [matches(line) for line in frame.basket.lines]
        found.append(everything)
        return found

    return step


def read_tier(operation: asking.ReadTier, runtime: Runtime) -> Step:
    """The member's tier."""
    return lambda registers, frame: frame.reads.tier()


def has_membership(operation: asking.HasMembership, runtime: Runtime) -> Step:
    """Whether the member is in one of the memberships."""
    memberships = operation.memberships
    return lambda registers, frame: frame.reads.has_membership(memberships)


def read_attribute(operation: asking.ReadAttribute, runtime: Runtime) -> Step:
    """An attribute of the member."""
    name = operation.attribute
    return lambda registers, frame: frame.reads.attribute(name)


def read_balance(operation: asking.ReadBalance, runtime: Runtime) -> Step:
    """The available balance."""
    wallet = operation.wallet
    return lambda registers, frame: frame.reads.balance(wallet)


def read_history(operation: asking.ReadHistory, runtime: Runtime) -> Step:
    """A counter over a window."""
    counter, window = operation.counter, operation.window
    return lambda registers, frame: frame.reads.history(len(registers), counter, window)


def read_visit(operation: asking.ReadVisit, runtime: Runtime) -> Step:
    """1 for a new visit."""
    return lambda registers, frame: 1 if frame.reads.new_visit() else 0


def read_day(operation: asking.ReadDay, runtime: Runtime) -> Step:
    """The day of something past."""
    since, tier = operation.since, operation.tier
    return lambda registers, frame: frame.reads.day_of(len(registers), since, tier)


def read_periods(operation: asking.ReadPeriods, runtime: Runtime) -> Step:
    """Whole membership periods, as many times as asked."""
    period, times = operation.period, operation.times
    if times is None:
        return lambda registers, frame: frame.reads.periods(period)
    return lambda registers, frame: frame.reads.periods(period) * registers[times]


def read_carry(operation: asking.ReadCarry, runtime: Runtime) -> Step:
    """The exact sum of a monthly rounding."""
    carry = operation.carry
    return lambda registers, frame: frame.reads.carried(carry)


def chosen_day(operation: asking.ChosenDay, runtime: Runtime) -> Step:
    """Whether the member chose the day."""
    rule = operation.rule
    return lambda registers, frame: frame.reads.chose_day(rule)


def read_paid(operation: asking.ReadPaid, runtime: Runtime) -> Step:
    """Whether a purchase that stands was paid under the number."""
    rule, number = operation.rule, operation.number
    return lambda registers, frame: frame.reads.paid_as(rule, registers[number])


def times_left(operation: asking.TimesLeft, runtime: Runtime) -> Step:
    """How often limits still let something happen."""
    wanted, rows = operation.wanted, operation.limits

    def step(registers: Registers, frame: Frame) -> object:
        left = 1 if wanted is None else registers[wanted]
        for row in rows:
            left = min(left, frame.left[row])
        return max(left, 0)

    return step
