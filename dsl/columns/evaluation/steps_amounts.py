"""How operations run that calculate."""

from typing import Any, NamedTuple

import numpy as np

from dsl.columns.evaluation.frame import ABSENT, Frame, Registers, Step
from dsl.columns.evaluation.runtime import Runtime
from dsl.columns.evaluation.slots import (
    EVERYTHING,
    NO_SLOTS,
    NOTHING,
    Mask,
    Number,
    Slots,
    both,
    column,
    either,
    kept,
    masked,
    negated,
    none_holds,
    plus,
)
from dsl.plan import amounts
from dsl.program.wallets import RoundingMode, RoundingPlace


def total(operation: amounts.Total, runtime: Runtime) -> Step:
    """The sum of slots."""
    slots, mask = operation.slots, operation.mask
    if mask is None:
        return lambda registers, frame: frame.layout.total(registers[slots])
    return lambda registers, frame: frame.layout.total(masked(registers[slots], registers[mask]))


def add(operation: amounts.Plus, runtime: Runtime) -> Step:
    """The sum of two numbers; a truth counts as 1."""
    first, second = operation.first, operation.second

    def step(registers: Registers, frame: Frame) -> object:
        return _number(registers[first]) + _number(registers[second])

    return step


def _number(value: Any) -> Any:
    """A number, where nothing counts as 0 and a truth as 1."""
    if value is None:
        return 0
    if isinstance(value, np.ndarray):
        return value.astype(np.int64) if value.dtype == bool else value
    return int(value)


def _present(value: Any) -> Any:
    """A number that may be absent, which counts as 0."""
    if isinstance(value, np.ndarray) and value.dtype != bool:
        lacks = value == ABSENT
        return np.where(lacks, 0, value) if lacks.any() else value
    return _number(value)


def fixed_amount(operation: amounts.FixedAmount, runtime: Runtime) -> Step:
    """An amount in the basket's slot."""
    exact, times = operation.exact, operation.times
    if times is None:
        return lambda registers, frame: Slots(None, exact)
    return lambda registers, frame: Slots(None, _times(exact, registers[times], frame))


def _times(exact: int, times: Number, frame: Frame) -> Number:
    if isinstance(times, np.ndarray) and frame.exact:
        return times.astype(object) * exact
    return times * exact


def scale(operation: amounts.Scale, runtime: Runtime) -> Step:
    """Slots times a factor."""
    slots, mask, factor = operation.slots, operation.mask, operation.factor

    def step(registers: Registers, frame: Frame) -> object:
        found = registers[slots] if mask is None else masked(registers[slots], registers[mask])
        return times_factor(found, factor)

    return step


def times_factor(slots: Slots, factor: int) -> Slots:
    """Slots times a whole factor."""
    if factor == 1:
        return slots
    return Slots(
        None if slots.lines is None else slots.lines * factor,
        None if slots.basket is None else slots.basket * factor,
    )


def scale_number(operation: amounts.ScaleNumber, runtime: Runtime) -> Step:
    """A number times a factor, in the basket's slot."""
    value, factor = operation.value, operation.factor
    return lambda registers, frame: Slots(None, _present(registers[value]) * factor)


def steps(operation: amounts.Steps, runtime: Runtime) -> Step:
    """Whole steps of a number, in the basket's slot."""
    place, width, factor = operation.value, operation.step, operation.factor

    def step(registers: Registers, frame: Frame) -> object:
        return Slots(None, np.maximum(_present(registers[place]), 0) // width * factor)

    return step


def bands(operation: amounts.Bands, runtime: Runtime) -> Step:
    """Slots through bands, in the order of the lines and then the basket's."""
    slots, mask, before = operation.slots, operation.mask, operation.before
    marks, factors = operation.marks, operation.factors

    def by_part(registers: Registers, frame: Frame) -> object:
        layout = frame.layout
        lines, basket = masked(registers[slots], EVERYTHING if mask is None else registers[mask])
        start = 0 if before is None else _number(registers[before])
        found = None
        if lines is not None:
            sums = np.cumsum(lines)
            zero = sums - lines
            first = zero[layout.starts[:-1].clip(max=max(len(zero) - 1, 0))] if len(zero) else zero
            reached = sums - layout.on_lines(first) if len(zero) else sums
            reached = reached + layout.on_lines(start)
            found = given(reached, marks, factors) - given(reached - lines, marks, factors)
            start = start + layout.summed(lines)
        rest = None
        if basket is not None:
            rest = given(start + basket, marks, factors) - given(start, marks, factors)
        return Slots(found, rest)

    def by_whole(registers: Registers, frame: Frame) -> object:
        values = masked(registers[slots], EVERYTHING if mask is None else registers[mask])
        start = 0 if before is None else _number(registers[before])
        reached = column(start + frame.layout.total(values), frame.count)
        band = np.searchsorted(marks, reached) if marks else np.zeros(frame.count, np.int64)
        factor = np.array(factors, object if frame.exact else np.int64)[band]
        lines, basket = values
        return Slots(
            None if lines is None else lines * frame.layout.on_lines(factor),
            None if basket is None else basket * factor,
        )

    return by_whole if operation.whole else by_part


def given(total_of: Any, marks: tuple[int, ...], factors: tuple[int, ...]) -> Any:
    """What a sum gives, each band for its part; below zero the first band goes on."""
    if not marks:
        return total_of * factors[-1]
    found = np.minimum(total_of, marks[0]) * factors[0]
    ends = (*marks[1:], None)
    for start, end, factor in zip(marks, ends, factors[1:], strict=True):
        part = np.maximum(total_of - start, 0)
        found = found + (part if end is None else np.minimum(part, end - start)) * factor
    return found


def claim(operation: amounts.Claim, runtime: Runtime) -> Step:
    """Amounts if the rule fires."""
    fires, slots = operation.fires, operation.amounts

    def step(registers: Registers, frame: Frame) -> object:
        firing = registers[fires]
        if firing is True:
            return registers[slots]
        if none_holds(firing):
            return NO_SLOTS
        lines, basket = registers[slots]
        claimed = None if lines is None else kept(lines, frame.layout.on_lines(firing))
        return Slots(claimed if isinstance(claimed, np.ndarray) else None, kept(basket, firing))

    return step


def covers(operation: amounts.Covers, runtime: Runtime) -> Step:
    """Where a rule pays; a cover that covers anything takes the basket's slot with it."""
    fires, slots, mask = operation.fires, operation.amounts, operation.mask

    def step(registers: Registers, frame: Frame) -> object:
        firing, layout = registers[fires], frame.layout
        if none_holds(firing):
            return NOTHING
        chosen = EVERYTHING if mask is None else registers[mask]
        if slots is None:
            some = either(layout.any(chosen.lines), chosen.basket)
            return _cover(frame, firing, chosen.lines, some)
        lines, basket = registers[slots]
        own = False if lines is None else lines != 0
        if basket is None:
            return _cover(frame, firing, own, layout.any(own))
        whole = basket != 0
        at_lines = layout.on_lines(whole)
        covered = either(both(at_lines, chosen.lines), both(negated(at_lines), own))
        some = either(both(whole, chosen.basket), layout.any(covered))
        return _cover(frame, firing, covered, some)

    return step


def _cover(frame: Frame, firing: Any, lines: Any, basket: Any) -> Mask:
    return Mask(both(frame.layout.on_lines(firing), lines), both(firing, basket))


def give_way(operation: amounts.GiveWay, runtime: Runtime) -> Step:
    """A mask without what others cover."""
    mask, to = operation.mask, operation.to

    def step(registers: Registers, frame: Frame) -> object:
        lines, basket = EVERYTHING if mask is None else registers[mask]
        for place in to:
            covered = registers[place]
            lines = both(lines, negated(covered.lines))
            basket = both(basket, negated(covered.basket))
        return Mask(lines, basket)

    return step


def gather(operation: amounts.Gather, runtime: Runtime) -> Step:
    """Slot by slot sums."""
    places = operation.amounts

    def step(registers: Registers, frame: Frame) -> object:
        lines, basket = registers[places[0]]
        for place in places[1:]:
            more = registers[place]
            lines, basket = plus(lines, more.lines), plus(basket, more.basket)
        return Slots(lines, basket)

    return step


def excess(operation: amounts.Excess, runtime: Runtime) -> Step:
    """What a multiplier adds; the wallet's scale makes it whole."""
    fires, base, mask = operation.fires, operation.base, operation.mask
    numerator, denominator = operation.numerator, operation.denominator

    def step(registers: Registers, frame: Frame) -> object:
        firing = registers[fires]
        if none_holds(firing):
            return NO_SLOTS
        chosen = EVERYTHING if mask is None else registers[mask]
        here = Mask(both(chosen.lines, frame.layout.on_lines(firing)), both(chosen.basket, firing))
        found = times_factor(masked(registers[base], here), numerator)
        if denominator == 1:
            return found
        lines, basket = found
        return Slots(
            None if lines is None else lines // denominator,
            None if basket is None else basket // denominator,
        )

    return step


def keep_best(operation: amounts.KeepBest, runtime: Runtime) -> Step:
    """One of several amounts, where it is the highest, the first of equals."""
    rank, among = operation.rank, operation.among

    def step(registers: Registers, frame: Frame) -> object:
        lines, basket = registers[among[rank]]
        for other, place in enumerate(among):
            if other == rank:
                continue
            theirs = registers[place]
            lines = _if_best(lines, registers[among[rank]].lines, theirs.lines, other < rank)
            basket = _if_best(basket, registers[among[rank]].basket, theirs.basket, other < rank)
        return Slots(lines, basket)

    return step


def _if_best(left: Any, own: Any, theirs: Any, is_before: bool) -> Any:
    """What is left of an own amount beside another one; absent amounts take nothing away."""
    if left is None or theirs is None:
        return left
    return np.where(theirs >= own if is_before else theirs > own, 0, left)


def round_numbers(operation: amounts.Round, runtime: Runtime) -> Step:
    """Exact amounts to smallest units, so that the numbers add up to the rounded total."""
    places, before, scale_of = operation.amounts, operation.before, operation.scale
    mode = operation.mode
    if operation.place is RoundingPlace.LINE:
        return lambda registers, frame: _by_line(
            frame, [registers[place] for place in places], scale_of, mode
        )

    fixed = [_fixed_and_whole(runtime, place, scale_of) for place in places]

    def step(registers: Registers, frame: Frame) -> object:
        exact: Any = 0 if before is None else registers[before]
        reached: Any = whole(exact, scale_of, mode)
        numbers: list[Any] = []
        for place, units in zip(places, fixed, strict=True):
            if units is not None and not frame.signed:
                numbers.append(kept(units.number, registers[units.fires]))
                continue
            slots = registers[place]
            if slots.lines is None and slots.basket is None:
                numbers.append(None)
                continue
            exact = exact + frame.layout.total(slots)
            now = whole(exact, scale_of, mode)
            numbers.append(now - reached)
            reached = now
        return numbers

    return step


class _Units(NamedTuple):
    """A claim of so many whole units, if a rule fires."""

    number: int
    fires: int


def _fixed_and_whole(runtime: Runtime, place: int, scale_of: int) -> _Units | None:
    """What a fixed claim of whole units rounds to, whatever else is rounded with it.

    Whole units do not change what the rest of a sum is rounded to, so they need no division.
    """
    claimed = runtime.operations[place]
    if not isinstance(claimed, amounts.Claim):
        return None
    fixed = runtime.operations[claimed.amounts]
    if not isinstance(fixed, amounts.FixedAmount) or fixed.times is not None:
        return None
    if fixed.exact % scale_of or fixed.exact < 0:
        return None
    return _Units(fixed.exact // scale_of, claimed.fires)


def _by_line(frame: Frame, slots: list[Slots], scale_of: int, mode: RoundingMode) -> list[Any]:
    """Each slot is rounded by itself over the sums so far."""
    sums, numbers, reached = NO_SLOTS, [], Slots(None, 0)
    for each in slots:
        sums = Slots(plus(sums.lines, each.lines), plus(sums.basket, each.basket))
        now = Slots(
            None if sums.lines is None else whole(sums.lines, scale_of, mode),
            None if sums.basket is None else whole(sums.basket, scale_of, mode),
        )
        rounded = frame.layout.total(now)
        numbers.append(rounded - frame.layout.total(reached))
        reached = now
    return numbers


def whole(exact: Any, scale_of: int, mode: RoundingMode) -> Any:
    """Exact amounts in whole units; below zero as above it, with the sign changed."""
    if scale_of == 1:
        return exact
    least = exact.min(initial=0) if isinstance(exact, np.ndarray) else min(exact, 0)
    if least < 0:
        return np.sign(exact) * _whole(abs(exact), scale_of, mode)
    return _whole(exact, scale_of, mode)


def _whole(exact: Any, scale_of: int, mode: RoundingMode) -> Any:
    if mode is RoundingMode.DOWN:
        return exact // scale_of
    if mode is RoundingMode.UP:
        return -(-exact // scale_of)
    return (2 * exact + scale_of) // (2 * scale_of)
