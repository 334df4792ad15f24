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
from simulator.runners.opened import Cell, Openings


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
        rows: of the known customers that each stands for, or `NEW`, which is the last chance.
        seed: the first word of the key.
        group: which of the scenario's groups they are of.
    """
    own = _Asked.of(openings.cells[group])
    shop = _Asked.of(openings.of_shop(in_groups=group is not None))
    chances = np.empty((len(values["join"]), len(own.members) + 1))
    for place, found in enumerate(chances):
        never = shop.never(openings.program, values, place)
        known = joins_yet(never, own.not_yet(openings.program, values, place))
        found[:] = np.append(known, 1 - never)
    uniform = philox.uniforms((people.ids, 0, Purpose.OPENING, 0), (seed, people.replications))[1]
    return uniform >= chances[places, rows]


def share_of_shop(openings: Openings, values: Values, *, in_groups: bool) -> float:
    """The share of all customers who never join, in the first replication.

    Args:
        openings: of the members of the current program.
        values: of the assumptions.
        in_groups: customers are simulated in the scenario's groups.
    """
    shop = _Asked.of(openings.of_shop(in_groups=in_groups))
    return shop.never(openings.program, values, 0)


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Cells as columns, one row for each; `paces` is `[cell, pace]`."""

    customers: Wholes
    members: Wholes
    asked: Floats
    paces: Floats

    @classmethod
    def of(cls, cells: tuple[Cell, ...]) -> Self:
        names = ("customers", "members", "asked", "paces")
        return cls(*(np.array([getattr(cell, name) for cell in cells]) for name in names))

    def not_yet(self, program: Program, values: Values, place: int) -> Floats:
        """The chance of those who join some day to have been asked as often without joining."""
        chance = joining_chance(
            values,
            self.paces,
            np.full(self.paces.shape, place),
            pays=program.joining is Joining.PAYING,
            gift=has_gift(program),
        )
        found: Floats = np.exp(self.asked[:, None] * np.log1p(-chance)).mean(axis=1)
        return found

    def never(self, program: Program, values: Values, place: int) -> float:
        """The share of all customers who never join."""
        not_yet = float(self.customers @ self.not_yet(program, values, place))
        return share_never_joining(int(self.customers.sum()), int(self.members.sum()), not_yet)
