"""The only place that divides."""

from collections.abc import Callable

Way = Callable[[int, int], int]
INT64_MAX = 2**63 - 1


def down(amount: int, scale: int) -> int:
    """An exact amount in whole units, towards zero."""
    return amount // scale if amount >= 0 else -(-amount // scale)


def up(amount: int, scale: int) -> int:
    """An exact amount in whole units, away from zero."""
    return -(-amount // scale) if amount >= 0 else amount // scale


def nearest(amount: int, scale: int) -> int:
    """An exact amount in whole units, the nearest one; halves go away from zero."""
    doubled = 2 * scale
    return (2 * amount + scale) // doubled if amount >= 0 else -((scale - 2 * amount) // doubled)
