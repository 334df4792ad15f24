"""How operations run that calculate. Slots that are all zero may be empty."""

from collections.abc import Sequence
from operator import add

from dsl.engine.evaluation.frame import Frame, Step
from dsl.engine.evaluation.runtime import Registers, Runtime
from dsl.plan import amounts
from dsl.program.wallets import RoundingMode, RoundingPlace
from dsl.values import rounding
from dsl.values.bands import through_bands

ROUND = {
    RoundingMode.DOWN: rounding.down,
    RoundingMode.NEAREST: rounding.nearest,
    RoundingMode.UP: rounding.up,
}


def total(operation: amounts.Total, runtime: Runtime) -> Step:
    """The sum of slots."""
    slots, mask = operation.slots, operation.mask
    if mask is None:
        return lambda registers, frame: sum(registers[slots])

    def step(registers: Registers, frame: Frame) -> object:
        pairs = zip(registers[slots], registers[mask], strict=False)
        return sum([value for value, chosen in pairs if chosen])

    return step


def plus(operation: amounts.Plus, runtime: Runtime) -> Step:
    """The sum of two numbers."""
    first, second = operation.first, operation.second
    return lambda registers, frame: (registers[first] or 0) + (registers[second] or 0)


def fixed_amount(operation: amounts.FixedAmount, runtime: Runtime) -> Step:
    """An amount in the basket's slot."""
    exact, times = operation.exact, operation.times
    if times is None:
        return lambda registers, frame: (*frame.zeros, exact)
    return lambda registers, frame: (*frame.zeros, exact * registers[times])


def scale(operation: amounts.Scale, runtime: Runtime) -> Step:
    """Slots times a factor."""
    slots, mask, factor = operation.slots, operation.mask, operation.factor
    if mask is None:
        return lambda registers, frame: [value * factor for value in registers[slots]]

    def step(registers: Registers, frame: Frame) -> object:
        pairs = zip(registers[slots], registers[mask], strict=False)
        return [value * factor if chosen else 0 for value, chosen in pairs]

    return step


def scale_number(operation: amounts.ScaleNumber, runtime: Runtime) -> Step:
    """A number times a factor, in the basket's slot."""
    value, factor = operation.value, operation.factor
    return lambda registers, frame: (*frame.zeros, (registers[value] or 0) * factor)


def steps(operation: amounts.Steps, runtime: Runtime) -> Step:
    """Whole steps of a number, in the basket's slot."""
    place, width, factor = operation.value, operation.step, operation.factor

    def step(registers: Registers, frame: Frame) -> object:
        value = registers[place] or 0
        return (*frame.zeros, rounding.down(max(value, 0), width) * factor)

    return step


def bands(operation: amounts.Bands, runtime: Runtime) -> Step:
    """Slots through bands."""
    slots, mask, before = operation.slots, operation.mask, operation.before
    marks, factors, whole = operation.marks, operation.factors, operation.whole

    def step(registers: Registers, frame: Frame) -> object:
        values = registers[slots]
        if mask is not None:
            pairs = zip(values, registers[mask], strict=False)
            values = [value if chosen else 0 for value, chosen in pairs]
        start = 0 if before is None else registers[before] or 0
        return through_bands(values, start, marks, factors, whole=whole)

    return step


def claim(operation: amounts.Claim, runtime: Runtime) -> Step:
    """Amounts if the rule fires."""
    fires, slots = operation.fires, operation.amounts
    return lambda registers, frame: registers[slots] if registers[fires] else ()


def covers(operation: amounts.Covers, runtime: Runtime) -> Step:
    """Where a rule pays."""
    fires, slots, mask = operation.fires, operation.amounts, operation.mask

    def step(registers: Registers, frame: Frame) -> object:
        if not registers[fires]:
            return ()
        chosen = (*(True for _ in frame.zeros), True) if mask is None else registers[mask]
        if slots is None:
            return _with_basket(list(chosen))
        values = registers[slots]
        if not any(values):
            return ()
        if values[-1]:
            return _with_basket(list(chosen))
        return _with_basket([value != 0 for value in values])

    return step


def _with_basket(mask: list[bool]) -> list[bool]:
    """A cover that covers anything takes the basket's slot with it."""
    mask[-1] = any(mask)
    return mask


def give_way(operation: amounts.GiveWay, runtime: Runtime) -> Step:
    """A mask without what others cover."""
    mask, to = operation.mask, operation.to

    def step(registers: Registers, frame: Frame) -> object:
        own = (*(True for _ in frame.zeros), True) if mask is None else registers[mask]
        left = list(own)
        for place in to:
            for slot, covered in enumerate(registers[place]):
                if covered:
                    left[slot] = False
        return left

    return step


def gather(operation: amounts.Gather, runtime: Runtime) -> Step:
    """Slot by slot sums."""
    places = operation.amounts

    def step(registers: Registers, frame: Frame) -> object:
        gathered: Sequence[int] = ()
        for place in places:
            slots = registers[place]
            if slots:
                gathered = list(map(add, gathered, slots)) if gathered else slots
        return gathered

    return step


def excess(operation: amounts.Excess, runtime: Runtime) -> Step:
    """What a multiplier adds; the wallet's scale makes it whole."""
    fires, base, mask = operation.fires, operation.base, operation.mask
    numerator, denominator = operation.numerator, operation.denominator

    def step(registers: Registers, frame: Frame) -> object:
        values = registers[base]
        if not values or not registers[fires]:
            return ()
        if mask is not None:
            chosen = registers[mask]
            if not any(chosen):
                return ()
            values = [value if own else 0 for value, own in zip(values, chosen, strict=True)]
        if denominator == 1:
            return values if numerator == 1 else [value * numerator for value in values]
        return [value * numerator // denominator for value in values]

    return step


def keep_best(operation: amounts.KeepBest, runtime: Runtime) -> Step:
    """One of several amounts, where it is the highest."""
    rank, among = operation.rank, operation.among

    def step(registers: Registers, frame: Frame) -> object:
        own = registers[among[rank]]
        if not own:
            return ()
        kept = list(own)
        for other, place in enumerate(among):
            for slot, value in enumerate(registers[place]):
                if value > own[slot] or (value == own[slot] and other < rank):
                    kept[slot] = 0
        return kept

    return step


def round_numbers(operation: amounts.Round, runtime: Runtime) -> Step:
    """Exact amounts to smallest units, so that the numbers add up to the rounded total."""
    places, before, scale = operation.amounts, operation.before, operation.scale
    whole = ROUND[operation.mode]
    if operation.place is RoundingPlace.LINE:
        return lambda registers, frame: _by_line(registers, places, scale, whole)

    def step(registers: Registers, frame: Frame) -> object:
        exact = 0 if before is None else registers[before]
        reached = whole(exact, scale) if exact else 0
        numbers = []
        for place in places:
            slots = registers[place]
            if slots:
                exact += sum(slots)
                now = whole(exact, scale)
                numbers.append(now - reached)
                reached = now
            else:
                numbers.append(0)
        return numbers

    return step


def _by_line(
    registers: Registers, places: tuple[int, ...], scale: int, whole: rounding.Way
) -> list[int]:
    """Each slot is rounded by itself over the sums so far."""
    exact: list[int] = []
    numbers = []
    reached = 0
    for place in places:
        slots = registers[place]
        if slots:
            exact = (
                [so_far + value for so_far, value in zip(exact, slots, strict=True)]
                if exact
                else list(slots)
            )
        now = sum([whole(value, scale) for value in exact])
        numbers.append(now - reached)
        reached = now
    return numbers
