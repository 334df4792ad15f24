"""Rounding and spreading."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dsl.values import rounding
from dsl.values.spread import spread

AMOUNTS = st.integers(-(10**15), 10**15)
SCALES = st.integers(1, 10**6)


@given(AMOUNTS, SCALES)
def test_each_way_of_rounding(amount: int, scale: int) -> None:
    exact = Fraction(amount, scale)
    assert abs(rounding.down(amount, scale)) == abs(exact).__floor__()
    assert abs(rounding.up(amount, scale)) == abs(exact).__ceil__()
    assert abs(rounding.nearest(amount, scale)) == (abs(exact) + Fraction(1, 2)).__floor__()


@given(AMOUNTS, SCALES)
def test_rounding_is_the_same_on_both_sides_of_zero(amount: int, scale: int) -> None:
    for way in (rounding.down, rounding.up, rounding.nearest):
        assert way(-amount, scale) == -way(amount, scale)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_shares_add_up_and_are_fair(amount: int, weights: list[int]) -> None:
    shares = spread(amount, weights)
    total = sum(weights)
    assert sum(shares) == (amount if total else 0)
    for share, weight in zip(shares, weights, strict=True):
        if total:
            assert abs(share * total - amount * weight) < total


def test_the_earlier_of_equals_gets_the_rest() -> None:
    assert spread(10, [1, 1, 1]) == (4, 3, 3)
    assert spread(5, [0, 2, 2]) == (0, 3, 2)
    assert spread(7, [0, 0]) == (0, 0)
