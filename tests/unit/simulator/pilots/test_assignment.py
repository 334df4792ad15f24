"""Assignment: chance that can be repeated, whatever the order of the customers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.pilots.assignment import Assigned, Group, chance, chances, chosen_by_chance
from simulator.pilots.assignment_list import list_text, read_list

MEMBERS = [f"C{number:04}" for number in range(4_000)]


def test_a_draw_hangs_on_salt_and_customer_alone() -> None:
    backwards = chance("autumn", MEMBERS[::-1])[::-1]
    assert (chance("autumn", MEMBERS) == backwards).all()
    assert (chance("autumn", MEMBERS[500:600]) == backwards[500:600]).all()
    assert (chance("autumn", MEMBERS) != chance("spring", MEMBERS)).all()


def test_the_draws_never_change_between_versions() -> None:
    assert chance("autumn", ["C0001", "Zoë"]).tolist() == [6127664059516262308, 8155322658433228234]


def test_many_draws_are_independent() -> None:
    drawn = chances("autumn", MEMBERS, 20)
    assert (drawn[0] == chance("autumn", MEMBERS)).all()
    assert len(np.unique(drawn)) == drawn.size
    between = np.asarray(np.corrcoef(drawn.astype(np.float64)))
    # 190 correlations of 4,000 pairs each: the largest by chance is near 0.045.
    assert np.abs(between[~np.eye(20, dtype=np.bool_)]).max() < 0.065


@given(
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=8),
    percent=st.integers(1, 99),
    salt=st.text(max_size=5),
)
def test_each_stratum_gives_its_share(sizes: list[int], percent: int, salt: str) -> None:
    strata = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    drawn = chance(salt, [str(place) for place in range(len(strata))])
    chosen = chosen_by_chance(strata, drawn, percent, 100)
    assert int(chosen.sum()) == len(strata) * percent // 100
    for number, size in enumerate(sizes):
        within = int(chosen[strata == number].sum())
        assert size * percent // 100 <= within <= -(-size * percent // 100)


def test_everybody_is_chosen_equally_often() -> None:
    strata = np.repeat(np.arange(3, dtype=np.int64), [5, 7, 9])
    drawn = chances("often", [str(place) for place in range(21)], 4_000)
    times = sum(chosen_by_chance(strata, row, 1, 3).astype(np.int64) for row in drawn)
    for number, expected in ((0, 4_000 * 1 / 5), (1, 4_000 * 3 / 7), (2, 4_000 * 3 / 9)):
        # Four standard errors; positions of the choice are fixed, so 1, 3 and 3 of each stratum.
        error = (expected * (1 - expected / 4_000)) ** 0.5
        assert np.abs(np.asarray(times)[strata == number] - expected).max() < 4 * error


def test_a_list_can_be_read_again() -> None:
    rows = (Assigned("a, b", 1, Group.INVITED), Assigned('c"', 12, Group.NOT_INVITED))
    assert read_list(list_text(rows)) == rows
