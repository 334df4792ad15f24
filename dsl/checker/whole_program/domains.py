"""Sets of values, for working out whether conditions can hold together.

A domain is a set of plain values, or of whole numbers in a few stretches; an open end is None.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

Value = Hashable
Stretch = tuple[int | None, int | None]


class Values(NamedTuple):
    """Some of the values that a thing can have, and all of them."""

    members: frozenset[Value]
    universe: frozenset[Value]

    def intersect(self, other: "Values") -> "Values":
        """What is in both."""
        return Values(self.members & other.members, self.universe)

    def complement(self) -> "Values":
        """All the others."""
        return Values(self.universe - self.members, self.universe)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not self.members

    def covers(self, other: "Values") -> bool:
        """Whether all of the other is in this one."""
        return other.members <= self.members


class Numbers(NamedTuple):
    """Whole numbers in rising stretches, both ends included, and the least that there is.

    Attributes:
        least: the smallest number that the thing can be at all.
    """

    stretches: tuple[Stretch, ...]
    least: int

    def intersect(self, other: "Numbers") -> "Numbers":
        """What is in both."""
        found = [
            (low, high)
            for one in self.stretches
            for two in other.stretches
            for low, high in [(_later(one[0], two[0]), _earlier(one[1], two[1]))]
            if low is None or high is None or low <= high
        ]
        return Numbers(tuple(found), self.least)

    def complement(self) -> "Numbers":
        """All the others from the least on."""
        rest: list[Stretch] = []
        start: int | None = self.least
        for low, high in self.stretches:
            if start is not None and low is not None and low > start:
                rest.append((start, low - 1))
            start = None if high is None or start is None else high + 1
        if start is not None:
            rest.append((start, None))
        return Numbers(tuple(rest), self.least)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left."""
        return not self.stretches

    def covers(self, other: "Numbers") -> bool:
        """Whether all of the other is in this one."""
        return self.complement().intersect(other).is_empty


Domain = Values | Numbers
TRUTHS: frozenset[Value] = frozenset((True, False))


def truth(value: bool) -> Values:
    """Of something that holds or does not, one of the two."""
    return Values(frozenset((value,)), TRUTHS)


def some(members: Iterable[Value], universe: Iterable[Value]) -> Values:
    """Some of the values of a universe."""
    every = frozenset(universe)
    return Values(frozenset(members) & every, every)


def stretch(low: int | None, high: int | None, least: int = 0) -> Numbers:
    """The numbers from low to high, from the least on."""
    start = least if low is None else max(low, least)
    return Numbers(((start, high),) if high is None or start <= high else (), least)


def intersection(one: Domain, two: Domain) -> Domain:
    """What is in both; they are of one sort."""
    if isinstance(one, Values) and isinstance(two, Values):
        return one.intersect(two)
    if isinstance(one, Numbers) and isinstance(two, Numbers):
        return one.intersect(two)
    return one


def covers(one: Domain, two: Domain) -> bool:
    """Whether all of the second is in the first; they are of one sort."""
    if isinstance(one, Values) and isinstance(two, Values):
        return one.covers(two)
    return isinstance(one, Numbers) and isinstance(two, Numbers) and one.covers(two)


def _later(one: int | None, two: int | None) -> int | None:
    if one is None or two is None:
        return two if one is None else one
    return max(one, two)


def _earlier(one: int | None, two: int | None) -> int | None:
    if one is None or two is None:
        return two if one is None else one
    return min(one, two)
