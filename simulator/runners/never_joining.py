"""Who never joins: told for the whole shop by how many have joined the current program so far."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from dsl.program.program import Joining, Program
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.enrolment import joining_chance, joins_yet, share_never_joining
from simulator.behaviour.parts_of_programs import has_gift
from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts import philox
from simulator.cohorts.customers import Customers
from simulator.cohorts.purposes import Purpose
from simulator.runners.candidates import Truths
from simulator.runners.opened import NEW, Cell, Openings


def never_joining(
    openings: Openings,
    values: Values,
    people: Customers,
    places: Wholes,
    rows: Wholes,
    *,
    seed: int,
    group: int | None,
) -> Truths:
    """Who never joins, unless a member already; new customers are like those of before.

    Args:
        openings: of the members of the current program.
        values: of the assumptions, by place.
        people: those who are simulated.
        places: of each of them.
        rows: of the known customers that each stands for, or `NEW`.
        seed: the first word of the key.
        group: which of the scenario's groups they are of.
    """
    own, shop = (_Asked.of(cells) for cells in (openings.cells[group], openings.of_shop(group)))
    chances = np.empty((len(values["join"]), len(own.members) + 1))
    for place, found in enumerate(chances):
        never = shop.never(openings.program, values, place)
        found[:NEW] = joins_yet(never, own.not_yet(openings.program, values, place))
        found[NEW] = 1 - never
    uniform = philox.uniforms((people.ids, 0, Purpose.OPENING, 0), (seed, people.replications))[1]
    return uniform >= chances[places, rows]


def share_of_shop(openings: Openings, values: Values, group: int | None) -> float:
    """The share of all customers who never join, in the first replication.

    Args:
        openings: of the members of the current program.
        values: of the assumptions.
        group: any of the scenario's groups; None: all are one.
    """
    return _Asked.of(openings.of_shop(group)).never(openings.program, values, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Cells as columns, one row for each."""

    customers: Wholes
    members: Wholes
    asked: Floats
    pace: Floats

    @classmethod
    def of(cls, cells: tuple[Cell, ...]) -> Self:
        names = ("customers", "members", "asked", "pace")
        return cls(*(np.array([getattr(cell, name) for cell in cells]) for name in names))

    def not_yet(self, program: Program, values: Values, place: int) -> Floats:
        """The chance of those who join some day to have been asked as often without joining."""
        chance = joining_chance(
            values,
            self.pace,
            np.full(len(self.pace), place),
            pays=program.joining is Joining.PAYING,
            gift=has_gift(program),
        )
        found: Floats = np.exp(self.asked * np.log1p(-chance))
        return found

    def never(self, program: Program, values: Values, place: int) -> float:
        """The share of all customers who never join."""
        not_yet = float(self.customers @ self.not_yet(program, values, place))
        return share_never_joining(int(self.customers.sum()), int(self.members.sum()), not_yet)
