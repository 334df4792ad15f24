"""Boundaries of early looks as they were published, to as many places as sources agree on.

Sources: Reboussin, DeMets, Kim and Lan 2000 (Controlled Clinical Trials 21) for the boundaries;
Armitage, McPherson and Rowe 1969 (JRSS A 132) for looking without any.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

import pytest

from simulator.pilots.looks import Walk, boundaries, spent


def chance_of_crossing(shares: Sequence[float], bounds: Sequence[float]) -> float:
    """How often chance alone is beyond the bounds, on either side, at one of the looks at least."""
    walk, crossed = Walk.start(), 0.0
    for (before, now), bound in zip(pairwise((0.0, *shares)), bounds, strict=True):
        edge, step = bound * math.sqrt(now), math.sqrt(now - before)
        crossed += 2 * walk.above(edge, step)
        walk = walk.inside(edge, step)
    return crossed


@pytest.mark.parametrize(
    ("looks", "published"),
    [
        (1, [1.960]),
        (2, [2.963, 1.969]),
        (3, [3.710, 2.511, 1.993]),
        (5, [4.877, 3.357, 2.680, 2.290, 2.031]),
    ],
)
def test_the_published_boundaries(looks: int, published: list[float]) -> None:
    found = boundaries([number / looks for number in range(1, looks + 1)])
    assert [round(bound, 3) for bound in found] == published


@pytest.mark.parametrize(("looks", "published"), [(1, 0.050), (2, 0.083), (5, 0.142), (10, 0.193)])
def test_looking_often_without_a_boundary_finds_what_is_not_there(
    looks: int, published: float
) -> None:
    shares = [number / looks for number in range(1, looks + 1)]
    assert round(chance_of_crossing(shares, [1.959964] * looks), 3) == published


def test_all_looks_together_spend_what_may_be_spent() -> None:
    shares = [0.13, 0.2, 0.55, 0.9, 1.0]
    assert round(chance_of_crossing(shares, boundaries(shares)), 9) == 0.05
    assert round(chance_of_crossing(shares[:3], boundaries(shares[:3])), 9) == round(
        2 * spent(0.55), 9
    )
