"""Values of registers as columns: slots and masks of a block of purchases, and how they add up.

A number or a truth is one for the whole block where it is the same for all, else an array. What
is absent (`None`) is zero everywhere. Arrays hold 64-bit whole numbers, or Python's own in a block
whose numbers may grow larger.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Number = Array | int
Truth = Array | bool


class Slots(NamedTuple):
    """Numbers of lines, one purchase after the other, and of baskets."""

    lines: Array | None = None
    basket: Number | None = None


class Mask(NamedTuple):
    """Truths of lines and of baskets."""

    lines: Truth = True
    basket: Truth = True


NO_SLOTS = Slots()
EVERYTHING = Mask()
NOTHING = Mask(False, False)


class Layout:
    """Which lines belong to which purchase of a block.

    Attributes:
        count: purchases.
        starts: place of each purchase's first line, and the number of lines at the end.
        lines: how many lines there are.
        most: how many a purchase has at most.
        single: each purchase has one line, so lines and baskets are numbered alike.
    """

    def __init__(self, count: int, starts: Array | None) -> None:
        self.count = count
        self.starts = np.zeros(count + 1, np.int64) if starts is None else starts
        self.lines = int(self.starts[-1]) if starts is not None else 0
        self.most = int((self.starts[1:] - self.starts[:-1]).max()) if self.lines else 0
        self.single = self.lines == count and self.most <= 1
        self._owner: Array | None = None

    @property
    def owner(self) -> Array:
        """The purchase of each line."""
        if self._owner is None:
            self._owner = np.repeat(np.arange(self.count), np.diff(self.starts))
        return self._owner

    def on_lines(self, value: Any) -> Any:
        """What belongs to purchases, at each of their lines."""
        if self.single or not isinstance(value, np.ndarray):
            return value
        return value[self.owner]

    def summed(self, lines: Array) -> Array:
        """The sum over each purchase's lines."""
        if self.single:
            return lines
        before = np.zeros(len(lines) + 1, lines.dtype)
        np.cumsum(lines, out=before[1:])
        return before[self.starts[1:]] - before[self.starts[:-1]]

    def any(self, lines: Truth) -> Truth:
        """Whether something holds for a line of each purchase."""
        if isinstance(lines, bool):
            return lines and (np.diff(self.starts) > 0)
        return lines if self.single else self.summed(lines.astype(np.int64)) > 0

    def total(self, slots: Slots) -> Number:
        """The sum of each purchase's slots."""
        if slots.lines is None:
            return 0 if slots.basket is None else slots.basket
        lines = self.summed(slots.lines)
        return lines if slots.basket is None else lines + slots.basket


def kept(values: Number | None, truth: Truth) -> Number | None:
    """The values where something is true, zero elsewhere."""
    if values is None or truth is False:
        return None
    if truth is True:
        return values
    if isinstance(values, np.ndarray):
        return np.where(truth, values, 0) if values.dtype == object else values * truth
    return np.where(truth, as_array(values), 0) if is_large(values) else truth * np.int64(values)


def masked(slots: Slots, mask: Mask) -> Slots:
    """Slots without those that a mask leaves out."""
    lines = kept(slots.lines, mask.lines)
    return Slots(lines if isinstance(lines, np.ndarray) else None, kept(slots.basket, mask.basket))


def plus(first: Any, second: Any) -> Any:
    """The sum, where either may be absent."""
    if first is None:
        return second
    return first if second is None else first + second


def both(first: Truth, second: Truth) -> Truth:
    """Whether both are true."""
    if first is False or second is False:
        return False
    if first is True:
        return second
    return first if second is True else first & second


def either(first: Truth, second: Truth) -> Truth:
    """Whether one is true."""
    if first is True or second is True:
        return True
    if first is False:
        return second
    return first if second is False else first | second


def negated(truth: Truth) -> Truth:
    """The other truth."""
    return (not truth) if isinstance(truth, bool) else ~truth


def none_holds(truth: Truth) -> bool:
    """Whether something holds for nobody."""
    return not truth if isinstance(truth, bool) else not truth.any()


def is_large(value: int) -> bool:
    """Whether a whole number needs more than 62 bits."""
    return not -(1 << 62) < value < 1 << 62


def as_array(value: int) -> Array:
    """A whole number of any size as an array of no dimension."""
    return np.array(value, dtype=object)


def present(codes: Array) -> Array:
    """The codes that occur, going up; those below zero are left out."""
    return np.bincount(codes[codes >= 0]).nonzero()[0]


def column(value: Number | None, count: int) -> Array:
    """A number for each purchase, whatever it is kept as."""
    if isinstance(value, np.ndarray) and value.ndim:
        return value
    if value is None:
        return np.zeros(count, np.int64)
    if isinstance(value, int) and is_large(value):
        return np.full(count, value, dtype=object)
    return np.full(count, value, dtype=np.int64)


def truths(truth: Truth, count: int) -> Array:
    """A truth for each purchase."""
    return np.full(count, truth) if isinstance(truth, bool) else truth
