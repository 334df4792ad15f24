"""Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011): four random words for any counter and key.

The generator has no state: the words depend on the counter and the key alone. So a draw is the
same in whatever order, arm, shard or process it is made.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

Words = NDArray[np.uint64]
Uniforms = NDArray[np.float64]

ROUNDS = 10
MULTIPLIERS = np.array([[0xCD9E8D57], [0xD2511F53]], np.uint64)
KEY_STEPS = np.outer(np.arange(ROUNDS), [0x9E3779B9, 0xBB67AE85]).astype(np.uint64)
WORD = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
AT_ONCE = 4096  # counters worked on together: their words stay in the cache

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
    for start in range(0, size, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, size))
        block = room[..., : part.stop - start]
        for place, column in enumerate(columns[:4]):
            block[place % 2, place // 2] = column[part] if column.ndim else column
        second_key = columns[4][part] if columns[4].ndim else columns[4]
        if second_key.ndim and (second_key == second_key[0]).all():
            second_key = second_key[0]  # as for all customers of one replication
        _mix(block, _keys(first_key, second_key))
        yield part, block[:2].swapaxes(0, 1)


def _keys(first: int, second: Words) -> Words:
    """The keys of each round, as `[round, half, counter]`; one for all counters where it can be."""
    halves = np.stack(np.broadcast_arrays(np.uint64(first), second)).reshape(2, -1)
    return (halves + KEY_STEPS[..., None]) & WORD


def _mix(block: Words, keys: Words) -> None:
    """The ten rounds, in place; each treats the two halves of a counter alike."""
    left, right, product, high = block
    for key in keys:
        np.multiply(left[::-1], MULTIPLIERS, out=product)
        np.right_shift(product, HALF, out=high)
        np.bitwise_xor(high, right, out=left)
        np.bitwise_xor(left, key, out=left)
        np.bitwise_and(product, WORD, out=right)
