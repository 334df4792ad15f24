"""How large the inputs of a procedure may be, so that every number on the way has 62 bits.

Each operation's result is bounded by the inputs' bound; the largest power of two is looked for
with which all bounds stay within 62 bits. It is a proof, made once for each procedure: a block
whose largest input is not above it needs no further look.
"""

from collections.abc import Sequence

from dsl.plan import amounts, asking, effects
from dsl.plan.operations import Operation

BITS = 62
MOST_LINES = 1 << 12
"""More lines than a purchase has; a block with a longer one takes the exact path."""

MOST_MONTHS = 1 << 17
"""More months than the calendar has."""


def safe_input(operations: Sequence[Operation]) -> int:
    """The largest power of two that no input may exceed; 0 where there is none."""
    for bits in range(BITS, -1, -1):
        if _largest(operations, 1 << bits) < 1 << BITS:
            return 1 << bits
    return 0


def may_fall_below_zero(operations: Sequence[Operation]) -> bool:
    """Whether an amount can be negative though no input is."""
    return any(
        (isinstance(each, amounts.Excess) and each.numerator < 0)
        or (isinstance(each, amounts.Bands) and each.whole)
        for each in operations
    )


def _largest(operations: Sequence[Operation], bound: int) -> int:
    """A number that no step exceeds, intermediate ones included."""
    bounds: list[int] = []
    largest = bound
    for operation in operations:
        found = _bound(operation, bounds, bound)
        bounds.append(found)
        largest = max(largest, found * (MOST_LINES if _has_slots(operation) else 1))
    return largest


def _has_slots(operation: Operation) -> bool:
    return isinstance(
        operation,
        asking.ReadLines
        | amounts.Scale
        | amounts.Bands
        | amounts.Claim
        | amounts.Gather
        | amounts.Excess
        | amounts.KeepBest,
    )


def _bound(operation: Operation, bounds: list[int], bound: int) -> int:
    """The bound of one slot, or of a number."""
    match operation:
        case asking.Constant():
            return abs(operation.value)
        case asking.ReadPeriods():
            times = 1 if operation.times is None else bounds[operation.times]
            return MOST_MONTHS * max(times, 1)
        case amounts.Total():
            return bounds[operation.slots] * MOST_LINES
        case amounts.Plus():
            return bounds[operation.first] + bounds[operation.second]
        case amounts.FixedAmount():
            times = 1 if operation.times is None else bounds[operation.times]
            return abs(operation.exact) * max(times, 1)
        case amounts.Scale():
            return bounds[operation.slots] * abs(operation.factor)
        case amounts.ScaleNumber() | amounts.Steps():
            return bounds[operation.value] * max(abs(operation.factor), 1)
        case amounts.Bands():
            return _of_bands(operation, bounds)
        case amounts.Claim():
            return bounds[operation.amounts]
        case amounts.Gather():
            return sum(bounds[place] for place in operation.amounts)
        case amounts.Excess():
            return bounds[operation.base] * abs(operation.numerator)
        case amounts.KeepBest():
            return bounds[operation.among[operation.rank]]
        case amounts.Round():
            return _of_rounding(operation, bounds)
        case effects.Carry():
            return sum(bounds[place] for place in operation.amounts) * MOST_LINES
    return bound


def _of_bands(operation: amounts.Bands, bounds: list[int]) -> int:
    """Twice what all that was reached could give at the highest rate."""
    before = 0 if operation.before is None else bounds[operation.before]
    reached = before + bounds[operation.slots] * MOST_LINES + max(operation.marks, default=0)
    return 2 * reached * max(map(abs, operation.factors)) * len(operation.factors)


def _of_rounding(operation: amounts.Round, bounds: list[int]) -> int:
    """Twice the sums, for the nearest whole number, and the scale."""
    before = 0 if operation.before is None else bounds[operation.before]
    sums = before + sum(bounds[place] for place in operation.amounts) * MOST_LINES
    return 2 * (sums + operation.scale)
