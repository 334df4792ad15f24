"""Visits in turns: each member once in each, and who takes something in the order of the clock."""

from random import Random

import numpy as np

from simulator.runners.turns import Turns
from simulator.runners.visits import Due

MEMBERS, WORLDS = 12, 3


def test_those_who_take_keep_their_order_within_a_world_and_members_theirs() -> None:
    chance = Random(5)
    for visits in (0, 1, 7, 60):
        rows = np.array([chance.randrange(MEMBERS) for _ in range(visits)], np.int64)
        takes = np.array([chance.random() < 0.4 for _ in range(visits)], np.bool_)
        worlds = rows % WORLDS
        due = Due(np.arange(visits), rows)
        turns = [each.tolist() for each in Turns(MEMBERS).in_order(due, worlds, takes)]
        came = [place for turn in turns for place in turn]
        assert sorted(came) == list(range(visits))
        assert all(len(set(rows[turn])) == len(turn) for turn in turns)
        for own in [rows == row for row in range(MEMBERS)] + [
            takes & (worlds == world) for world in range(WORLDS)
        ]:
            there = [place for place in came if own[place]]
            assert there == sorted(there)


def test_worlds_go_side_by_side_and_who_takes_nothing_waits_for_nobody() -> None:
    rows = np.array([0, 0, 3, 3, 1, 2])
    takes = np.array([1, 1, 1, 1, 0, 1], np.bool_)
    worlds = np.array([0, 0, 1, 1, 0, 0])
    turns = Turns(4).in_order(Due(np.arange(6), rows), worlds, takes)
    assert [each.tolist() for each in turns] == [[0, 2, 4], [1, 3, 5]]
