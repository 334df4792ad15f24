"""How operations run that have effects: limits, postings, issued benefits."""

from typing import Any

import numpy as np

from dsl.columns.evaluation.frame import Frame, Posting, Registers, Step
from dsl.columns.evaluation.runtime import Runtime
from dsl.columns.evaluation.slots import Array, column, none_holds, truths
from dsl.columns.reference import AmountTooLarge
from dsl.plan import effects
from dsl.values.rounding import INT64_MAX


def post(operation: effects.Post, runtime: Runtime) -> Step:
    """An accrual within limits."""
    rule, wallet, terms = operation.rule, operation.wallet, operation.terms
    numbers, place = operation.numbers, operation.index
    name = runtime.program.rules[rule].name
    rows, often = operation.limits, operation.times_limits
    or_nothing, times = operation.or_nothing, operation.times

    def step(registers: Registers, frame: Frame) -> object:
        number = registers[numbers][place]
        if number is None:
            return 0
        before = _stored(column(number, frame.count), frame, name)
        amount = frame.within(rows, before, or_nothing=or_nothing) if rows else before
        if often:
            amount = amount * truths(frame.may_still(rule, often), frame.count)
        if rows:
            frame.use(rows, amount)
        if often:
            how_often: Any = 1 if times is None else registers[times]
            frame.use_times(rule, often, amount > 0, how_often)
        cut = before - amount if rows or often else None
        frame.found.postings.append(Posting(rule, wallet, terms, amount, cut))
        return amount

    return step


def _stored(number: Array, frame: Frame, rule: str) -> Array:
    """Numbers as they are kept: none below zero, all in 64 bits."""
    if frame.exact:
        if number.max(initial=0) > INT64_MAX:
            raise AmountTooLarge(rule)
        return np.maximum(number, 0).astype(np.int64)
    return np.maximum(number, 0) if frame.signed else number


def carry(operation: effects.Carry, runtime: Runtime) -> Step:
    """Exact amounts for a monthly rounding."""
    row, places = operation.carry, operation.amounts

    def step(registers: Registers, frame: Frame) -> object:
        exact: Any = sum(frame.layout.total(registers[place]) for place in places)
        found = column(exact, frame.count)
        frame.found.carried.append((row, found))
        return found

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
        if none_holds(registers[fires]):
            return 0
        firing = truths(registers[fires], frame.count)
        firing = firing & truths(frame.may_still(rule, often), frame.count)
        how_often: Any = 1 if times is None else registers[times]
        frame.use_times(rule, often, firing, how_often)
        count = firing * column(how_often, frame.count)
        frame.found.issues.append((rule, count))
        return count

    return step
