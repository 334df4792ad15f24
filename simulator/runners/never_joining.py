"""Who is a member before the first day, and who of the others never joins.

How many never join is told for the whole shop by how many have joined the current program so far.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from dsl.program.program import Joining, Program
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.enrolment import (
    joining_chance,
    joins_yet,
    member_already,
    share_never_joining,
)
from simulator.behaviour.parts_of_programs import has_gift
from simulator.calibration.columns import Floats, Wholes
from simulator.runners.opened import Cell, Openings


def chances(
    openings: Openings,
    values: Values,
    places: Wholes,
    rows: Wholes,
    pace: Floats,
    *,
    group: int | None,
) -> tuple[Floats, Floats]:
    """Of each customer, the chances to be a member and, of who is none, to join some day.

    Who buys more often was likelier to join with as many purchases, and is likelier to be one of
    the members among like customers. New customers have not been asked yet.

    Args:
        openings: of the members of the current program.
        values: of the assumptions, by place.
        places: of each customer.
        rows: of the known customers that each stands for, or `NEW`, which is the last one here.
        pace: how often each buys, against the average of all customers.
        group: which of the scenario's groups they are of.
    """
    program = openings.program
    own = _Asked.of(openings.cells[group])
    shop = _Asked.of(openings.of_shop(in_groups=group is not None))
    every = range(len(values["join"]))
    never = np.array([shop.never(program, values, place) for place in every])
    alike = np.array([np.append(own.not_yet(program, values, place), 1) for place in every])
    asked, share = (np.append(each, 0) for each in (own.asked, own.members / own.customers))
    not_yet = _not_yet(program, values, places, asked[rows], pace)
    member = member_already(share[rows], alike[places, rows], not_yet)
    return member, joins_yet(never[places], not_yet)


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
        places = np.full(self.paces.shape, place)
        found: Floats = _not_yet(program, values, places, self.asked[:, None], self.paces).mean(1)
        return found

    def never(self, program: Program, values: Values, place: int) -> float:
        """The share of all customers who never join."""
        not_yet = float(self.customers @ self.not_yet(program, values, place))
        return share_never_joining(int(self.customers.sum()), int(self.members.sum()), not_yet)


def _not_yet(
    program: Program, values: Values, places: Wholes, asked: Floats, pace: Floats
) -> Floats:
    """The chance of those who join some day to have been asked as often without joining."""
    pays, gift = program.joining is Joining.PAYING, has_gift(program)
    chance = joining_chance(values, pace, places, pays=pays, gift=gift)
    found: Floats = np.exp(asked * np.log1p(-chance))
    return found
