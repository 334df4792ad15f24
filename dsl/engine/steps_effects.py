"""How operations run that have effects: discounts, limits, postings, issued benefits."""

from collections.abc import Callable

from dsl.engine.frame import Frame, Step
from dsl.engine.outcome import Posting
from dsl.engine.runtime import Registers, Runtime
from dsl.plan import effects
from dsl.values import rounding


class AmountTooLarge(ArithmeticError):
    """A result does not fit in 64 bits.

    Attributes:
        rule: name of the rule that gave it.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(f'What "{rule}" gives is too large to be kept.')
        self.rule = rule


def post(operation: effects.Post, runtime: Runtime) -> Step:
    """An accrual within limits."""
    wallet, terms = operation.wallet, operation.terms
    numbers, place = operation.numbers, operation.index
    rule = operation.rule
    name = runtime.program.rules[rule].name
    limited = _within_limits(operation) if operation.limits or operation.times_limits else None

    def step(registers: Registers, frame: Frame) -> object:
        before: int = registers[numbers][place]
        if not before:
            return 0
        if not rounding.fits(before):
            raise AmountTooLarge(name)
        amount = before if limited is None else limited(registers, frame, before)
        frame.outcome.postings.append(Posting(rule, wallet, amount, before - amount, terms))
        return amount

    return step


def _within_limits(operation: effects.Post) -> Callable[[Registers, Frame, int], int]:
    """What the limits of a posting leave of it; that counts for each of them."""
    rule, or_nothing, times = operation.rule, operation.or_nothing, operation.times
    rows, often = operation.limits, operation.times_limits

    def limited(registers: Registers, frame: Frame, amount: int) -> int:
        if often and not frame.may_still(rule, often):
            return 0
        allowed = frame.within(rows, amount, or_nothing=or_nothing)
        if allowed:
            frame.use(rows, allowed)
            if often:
                frame.use_times(rule, often, 1 if times is None else registers[times])
        return allowed

    return limited


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
    rule, fires, times, often = (
        operation.rule,
        operation.fires,
        operation.times,
        operation.limits,
    )

    def step(registers: Registers, frame: Frame) -> object:
        if not registers[fires] or not frame.may_still(rule, often):
            return 0
        count = 1 if times is None else registers[times]
        frame.use_times(rule, often, count)
        frame.outcome.issues.extend([rule] * count)
        return count

    return step
