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
MULTIPLIERS = np.array([[0xD2511F53], [0xCD9E8D57]], np.uint64)
KEY_STEPS = np.array([0x9E3779B9, 0xBB67AE85], np.uint64)
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
    found = np.empty((4, np.broadcast(*columns).size), np.uint64)
    for part, block in _blocks(columns, key[0], found.shape[1]):
        found[:, part] = block
    return found


def uniforms(counter: tuple[ArrayLike, ...], key: tuple[int, ArrayLike]) -> Uniforms:
    """Four uniform numbers for each counter, as `[place, counter]`; never 0 and never 1."""
    columns = _columns(counter, key)
    found = np.empty((4, np.broadcast(*columns).size), np.float64)
    for part, block in _blocks(columns, key[0], found.shape[1]):
        # Whole numbers with a sign become floating ones in half the time.
        np.add(block.view(np.int64), 0.5, out=found[:, part])
        found[:, part] *= _PER_WORD
    return found


def _columns(counter: tuple[ArrayLike, ...], key: tuple[int, ArrayLike]) -> list[Words]:
    return [np.asarray(each, np.uint64) for each in (*counter, key[1])]


def _blocks(columns: list[Words], first_key: int, size: int) -> Iterator[tuple[slice, Words]]:
    """The words of a few counters at a time; each block is overwritten by the next."""
    width = min(size, AT_ONCE)
    mixed, spare = np.empty((4, width), np.uint64), np.empty((2, 2, width), np.uint64)
    for start in range(0, size, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, size))
        count = part.stop - start
        block = mixed[:, :count]
        for place, column in enumerate(columns[:4]):
            block[place] = column[part] if column.ndim else column
        second_key = columns[4][part] if columns[4].ndim else columns[4]
        if second_key.ndim and (second_key == second_key[0]).all():
            second_key = second_key[0]  # as for all customers of one replication
        _mix(block, np.uint64(first_key), second_key.copy(), spare[..., :count])
        yield part, block


def _mix(block: Words, first_key: np.uint64, second_key: Words, spare: Words) -> None:
    """The ten rounds, in place; each treats the two halves of a block alike."""
    left, right = block[::2], block[1::2]
    product, high = spare
    for _ in range(ROUNDS):
        np.multiply(left, MULTIPLIERS, out=product)
        np.right_shift(product, HALF, out=high)
        np.bitwise_xor(high[::-1], right, out=left)
        np.bitwise_xor(left[0], first_key, out=left[0])
        np.bitwise_xor(left[1], second_key, out=left[1])
        np.bitwise_and(product[::-1], WORD, out=right)
        first_key = (first_key + KEY_STEPS[0]) & WORD
        second_key = (second_key + KEY_STEPS[1]) & WORD
