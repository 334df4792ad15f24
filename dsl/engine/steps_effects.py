"""How operations run that have effects: discounts, limits, postings, issued benefits."""

from dsl.engine.frame import Frame, Step
from dsl.engine.outcome import Posting
from dsl.engine.runtime import Registers, Runtime
from dsl.plan import effects
from dsl.plan.plan import PlanLimit
from dsl.values import rounding

Limits = tuple[tuple[int, PlanLimit], ...]


class AmountTooLarge(ArithmeticError):
    """A result does not fit in 64 bits.

    Attributes:
        rule: name of the rule that gave it.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(f'What "{rule}" gives is too large to be kept.')
        self.rule = rule


def limits_of(runtime: Runtime, indices: tuple[int, ...]) -> Limits:
    """Limits with their places in the plan."""
    return tuple((index, runtime.plan.limits[index]) for index in indices)


def within(
    frame: Frame, limits: Limits, amount: int, wallet: int = -1, *, or_nothing: bool = False
) -> int:
    """An amount cut by limits; each is asked, also where there is nothing left to cut."""
    for index, limit in limits:
        if limit.holds is not None:
            held = frame.reads.posted(wallet) + frame.posted.get(wallet, 0)
            left = limit.holds - held
        else:
            left = frame.left(index, limit)
        if amount > left:
            amount = 0 if or_nothing else max(left, 0)
    return amount


def count(frame: Frame, limits: Limits, amount: int) -> None:
    """Counts what was given for each limit of an amount."""
    for index, limit in limits:
        if limit.amount is not None and amount:
            frame.use(index, limit, amount)


def count_times(frame: Frame, rule: int, limits: Limits, times: int) -> None:
    """Counts how often a rule paid, once for all that it pays."""
    for index, limit in limits:
        if frame.first_time(rule, index):
            frame.use(index, limit, times)


def may_still(frame: Frame, rule: int, limits: Limits) -> bool:
    """Whether limits of how often leave a rule a time, after the rules before it."""
    return all(
        frame.was_counted(rule, index) or frame.left(index, limit) > 0 for index, limit in limits
    )


def cap(operation: effects.Cap, runtime: Runtime) -> Step:
    """A number within limits."""
    rule, wallet, or_nothing = operation.rule, operation.wallet, operation.or_nothing
    numbers, place, times = operation.numbers, operation.index, operation.times
    limits = limits_of(runtime, operation.limits)
    often = limits_of(runtime, operation.times_limits)

    def step(registers: Registers, frame: Frame) -> object:
        amount: int = registers[numbers][place]
        allowed = within(frame, limits, amount, wallet, or_nothing=or_nothing)
        if often and not may_still(frame, rule, often):
            return 0
        if allowed:
            count(frame, limits, allowed)
            count_times(frame, rule, often, 1 if times is None else registers[times])
        return allowed

    return step


def post(operation: effects.Post, runtime: Runtime) -> Step:
    """An accrual."""
    rule, wallet, terms = operation.rule, operation.wallet, operation.terms
    numbers, place, capped = operation.numbers, operation.index, operation.amount
    name = runtime.program.rules[rule].name

    def step(registers: Registers, frame: Frame) -> object:
        before: int = registers[numbers][place]
        if not before:
            return None
        amount: int = before if capped is None else registers[capped]
        if not rounding.fits(before):
            raise AmountTooLarge(name)
        if amount or before > amount:
            frame.posted[wallet] = frame.posted.get(wallet, 0) + amount
            frame.outcome.postings.append(Posting(rule, wallet, amount, before - amount, terms))
        return None

    return step


def carry(operation: effects.Carry, runtime: Runtime) -> Step:
    """Exact amounts for a monthly rounding."""
    row, places = operation.carry, operation.amounts

    def step(registers: Registers, frame: Frame) -> object:
        exact = sum([sum(registers[place]) for place in places])
        if exact:
            frame.outcome.carried.append((row, exact))
        return exact

    return step


def issue(operation: effects.IssueBenefit, runtime: Runtime) -> Step:
    """A benefit."""
    rule, fires, times = operation.rule, operation.fires, operation.times
    limits = limits_of(runtime, operation.limits)

    def step(registers: Registers, frame: Frame) -> object:
        if not may_still(frame, rule, limits) or not registers[fires]:
            return 0
        often = 1 if times is None else registers[times]
        count_times(frame, rule, limits, often)
        frame.outcome.issues.extend([rule] * often)
        return often

    return step
