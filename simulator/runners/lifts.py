"""By how much purchases of members are dearer, as the assumptions have it."""

from typing import Self

import numpy as np

from dsl.program.program import Program
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.parts_of_programs import paid_membership
from simulator.calibration.columns import Floats
from simulator.runners.candidates import Rows, Truths


class Lifts:
    """Factors on the values of purchases, by replication and by whether a member pays."""

    def __init__(self, members: Floats, paying: Floats | None) -> None:
        """Keep the factors of each replication; those of who pays where anybody may."""
        self._members, self._paying = members, paying

    @classmethod
    def of(cls, values: Values, program: Program) -> Self:
        """Of a program's members."""
        pays = paid_membership(program) is not None
        return cls(1 + values["basket"], 1 + values["paid_basket"] if pays else None)

    def at(self, place: Rows, pays: Truths) -> Floats:
        """Of purchases in replications, and whether their members pay."""
        lift: Floats = self._members[place]
        return lift if self._paying is None else np.where(pays, self._paying[place], lift)
