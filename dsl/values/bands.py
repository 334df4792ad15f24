"""Rates by bands of a sum."""

from collections.abc import Sequence


def through_bands(
    values: Sequence[int],
    before: int,
    marks: Sequence[int],
    factors: Sequence[int],
    *,
    whole: bool,
) -> list[int]:
    """What each value gives, one after the other, after a sum that was there before.

    Args:
        values: parts of the measure.
        before: the sum before the first of them.
        marks: where each band but the last ends; a mark belongs to the band that it ends.
        factors: what a unit of the measure gives in each band.
        whole: the band that the last sum reaches counts for all values.
    """
    if whole:
        factor = factors[_band_of(before + sum(values), marks)]
        return [value * factor for value in values]
    found = []
    reached = _given(before, marks, factors)
    for value in values:
        before += value
        now = _given(before, marks, factors)
        found.append(now - reached)
        reached = now
    return found


def _band_of(total: int, marks: Sequence[int]) -> int:
    """The band that a sum is in."""
    return sum(1 for mark in marks if total > mark)


def _given(total: int, marks: Sequence[int], factors: Sequence[int]) -> int:
    """What a sum gives, each band for its part; below zero the first band goes on."""
    given = 0
    start = 0
    for mark, factor in zip(marks, factors, strict=False):
        if total <= mark:
            return given + (total - start) * factor
        given += (mark - start) * factor
        start = mark
    return given + (total - start) * factors[-1]
