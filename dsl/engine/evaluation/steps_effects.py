"""How operations run that have effects: discounts, limits, postings, issued benefits."""

from dsl.engine.evaluation.frame import Frame, Step
from dsl.engine.evaluation.outcome import Posting
from dsl.engine.evaluation.runtime import Registers, Runtime
from dsl.plan import effects
from dsl.values.rounding import INT64_MAX


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
    rule, wallet, terms = operation.rule, operation.wallet, operation.terms
    numbers, place = operation.numbers, operation.index
    name = runtime.program.rules[rule].name
    rows, often = operation.limits, operation.times_limits
    or_nothing, times = operation.or_nothing, operation.times

    def step(registers: Registers, frame: Frame) -> object:
        before: int = registers[numbers][place]
        if before <= 0:
            return 0
        if before > INT64_MAX:
            raise AmountTooLarge(name)
        amount = frame.within(rows, before, or_nothing=or_nothing) if rows else before
        if often and not frame.may_still(rule, often):
            amount = 0
        if amount:
            frame.use(rows, amount)
            if often:
                frame.use_times(rule, often, 1 if times is None else registers[times])
        frame.postings.append(Posting(rule, wallet, amount, before - amount, terms))
        return amount

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
