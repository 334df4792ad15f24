"""Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011): four random words for any counter and key.

The generator has no state: the words depend on the counter and the key alone. So a draw is the
same in whatever order, arm, shard or process it is made.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Words = NDArray[np.uint64]
Uniforms = NDArray[np.float64]

ROUNDS = 10
MULTIPLIERS = np.array([[0xCD9E8D57], [0xD2511F53]], np.uint64)
KEY_STEPS = np.outer([0x9E3779B9, 0xBB67AE85], np.arange(ROUNDS)).astype(np.uint64)
WORD = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
AT_ONCE = 8192  # counters worked on together: their words stay in the cache

_PER_WORD = 2.0**-32


def words(counter: tuple[ArrayLike, ...], key: tuple[int, ArrayLike]) -> Words:
    """Four words of 32 bits for each counter, as `[word, counter]`.

    Args:
        counter: four whole numbers below 2**32 or columns of them, of one common length.
        key: two of the same; the first is one number for all.
    """
    columns = _columns(counter, key)
    found = np.empty((2, 2, np.broadcast(*columns).size), np.uint64)
    for part, block in _blocks(columns, key[0], found.shape[2]):
        found[..., part] = block
    return found.reshape(4, -1)


def uniforms(counter: tuple[ArrayLike, ...], key: tuple[int, ArrayLike]) -> Uniforms:
    """Four uniform numbers for each counter, as `[place, counter]`; never 0 and never 1."""
    columns = _columns(counter, key)
    found = np.empty((2, 2, np.broadcast(*columns).size), np.float64)
    for part, block in _blocks(columns, key[0], found.shape[2]):
        # Whole numbers with a sign become floating ones in half the time.
        np.add(block.view(np.int64), 0.5, out=found[..., part])
        found[..., part] *= _PER_WORD
    return found.reshape(4, -1)


def _columns(counter: tuple[ArrayLike, ...], key: tuple[int, ArrayLike]) -> list[Words]:
    return [np.asarray(each, np.uint64) for each in (*counter, key[1])]


def _blocks(columns: list[Words], first_key: int, size: int) -> Iterator[tuple[slice, Words]]:
    """The words of a few counters at a time as `[pair, left or right, counter]`.

    Each block is overwritten by the next.
    """
    room = np.empty((4, 2, min(size, AT_ONCE)), np.uint64)
    first_keys = (np.uint64(first_key) + KEY_STEPS[0]) & WORD
    for start in range(0, size, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, size))
        block = room[..., : part.stop - start]
        *counter, second_key = (each[part] if each.ndim else each for each in columns)
        for place, column in enumerate(counter):
            block[place % 2, place // 2] = column
        _mix(block, first_keys, _each_round(second_key))
        yield part, block[:2].swapaxes(0, 1)


def _each_round(second_key: Words) -> Iterable[Words]:
    """The second key in each round; overwritten by the next, where it is a column."""
    if not second_key.ndim:
        return (second_key + KEY_STEPS[1]) & WORD
    return _stepped(second_key, np.empty_like(second_key))


def _stepped(second_key: Words, room: Words) -> Iterator[Words]:
    for step in KEY_STEPS[1]:
        np.add(second_key, step, out=room)
        yield np.bitwise_and(room, WORD, out=room)


def _mix(block: Words, first_keys: Words, second_keys: Iterable[Words]) -> None:
    """The ten rounds, in place; each treats the two halves of a counter alike."""
    left, right, product, high = block
    one, other = left
    for first, second in zip(first_keys, second_keys, strict=True):
        np.multiply(left[::-1], MULTIPLIERS, out=product)
        np.right_shift(product, HALF, out=high)
        np.bitwise_xor(high, right, out=left)
        np.bitwise_xor(one, first, out=one)
        np.bitwise_xor(other, second, out=other)
        np.bitwise_and(product, WORD, out=right)
