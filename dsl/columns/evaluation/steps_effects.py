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
    """An accrual within limits.

    Where no limit of how often is in the way, all postings of a procedure are made at the last one.
    """
    posts = [each for each in runtime.operations if isinstance(each, effects.Post)]
    if any(each.times_limits for each in posts):
        return lambda registers, frame: _post(operation, runtime, registers, frame)
    if operation is not posts[-1]:
        return lambda registers, frame: None
    return lambda registers, frame: _post_all(posts, runtime, registers, frame)


def _post(operation: effects.Post, runtime: Runtime, registers: Registers, frame: Frame) -> None:
    before = _before(operation, runtime, registers, frame)
    if before is None:
        return
    rule, rows, often = operation.rule, operation.limits, operation.times_limits
    amount = frame.within(rows, before, or_nothing=operation.or_nothing) if rows else before
    if often:
        amount = amount * truths(frame.may_still(rule, often), frame.count)
    if rows:
        frame.use(rows, amount)
    if often:
        how_often: Any = 1 if operation.times is None else registers[operation.times]
        frame.use_times(rule, often, amount > 0, how_often)
    _found(frame, operation, amount, before - amount if rows or often else None)


def _post_all(
    posts: list[effects.Post], runtime: Runtime, registers: Registers, frame: Frame
) -> None:
    """All postings: few members are over a limit, so only those are taken through it."""
    told = [(each, _before(each, runtime, registers, frame)) for each in posts]
    pairs = [(each, before) for each, before in told if before is not None]
    if frame.exact or not any(each.limits for each, _ in pairs):
        for each, _ in pairs:
            _post(each, runtime, registers, frame)
        return
    totals: dict[int, Array] = {}
    for each, before in pairs:
        for row in each.limits:
            if row in totals:
                totals[row] += before
            else:
                totals[row] = before.copy()
    over = np.zeros(frame.count, bool)
    for row, total in totals.items():
        over |= total > frame.left[row]
    at = over.nonzero()[0]
    frame.used.update(totals)
    few = frame.of(at)
    for each, before in pairs:
        amount, cut = before, None
        if len(at) and each.limits:
            given = few.within(each.limits, before[at], or_nothing=each.or_nothing)
            few.use(each.limits, given)
            less = before[at] - given
            if less.any():
                amount, cut = before.copy(), np.zeros(frame.count, np.int64)
                amount[at], cut[at] = given, less
        _found(frame, each, amount, cut)
    if len(at):
        for row, total in totals.items():
            total[at] = few.used[row]


def _before(
    operation: effects.Post, runtime: Runtime, registers: Registers, frame: Frame
) -> Array | None:
    """What a rule would accrue without limits; None where it gives nobody anything."""
    number = registers[operation.numbers][operation.index]
    if number is None:
        return None
    name = runtime.program.rules[operation.rule].name
    return _stored(column(number, frame.count), frame, name)


def _found(frame: Frame, operation: effects.Post, amount: Array, cut: Array | None) -> None:
    posting = Posting(operation.rule, operation.wallet, operation.terms, amount, cut)
    frame.found.postings.append(posting)


def _stored(number: Array, frame: Frame, rule: str) -> Array:
    """Numbers as they are kept: none below zero, all in 64 bits."""
    if frame.exact or number.dtype == object:
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
