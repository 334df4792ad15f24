"""The random numbers are the published ones, and each stands for itself."""

import numpy as np

from simulator.cohorts import philox

ALL = 2**32 - 1


def words_of(counter: tuple[int, ...], key: tuple[int, int]) -> str:
    return " ".join(f"{int(word):08x}" for word in philox.words(counter, key)[:, 0])


def test_the_published_vectors() -> None:
    assert words_of((0, 0, 0, 0), (0, 0)) == "6627e8d5 e169c58d bc57ac4c 9b00dbd8"
    assert words_of((ALL, ALL, ALL, ALL), (ALL, ALL)) == "408f276d 41c83b0e a20bc7c6 6d5451fd"
    digits_of_pi = (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344)
    found = words_of(digits_of_pi, (0xA4093822, 0x299F31D0))
    assert found == "d16cfe09 94fdcceb 5001e420 24126ea1"


def test_a_draw_does_not_depend_on_its_neighbours() -> None:
    size = philox.AT_ONCE + 5
    ids, replications = np.arange(size), np.arange(size) % 3
    together = philox.words((ids, 7, 2, 0), (5, replications))
    for place in (0, 1, philox.AT_ONCE - 1, philox.AT_ONCE, size - 1):
        alone = philox.words((place, 7, 2, 0), (5, place % 3))
        assert together[:, place].tolist() == alone[:, 0].tolist()


def test_uniforms_leave_out_the_ends() -> None:
    found = philox.uniforms((np.arange(10_000), 0, 1, 0), (1, 0))
    assert found.min() > 0
    assert found.max() < 1
    assert abs(found.mean() - 0.5) < 5 / np.sqrt(12 * found.size)
