"""What running a program costs beside its rewards."""

from fractions import Fraction
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field

from simulator.calibration.scenario import CostsPart
from simulator.calibration.scenario_values import Money, minor_of

Minor = Annotated[int, Field(ge=0)]


class RunningCosts(BaseModel):
    """What the shop pays whether or not anybody redeems anything.

    Attributes:
        setup_minor: once, before the first month.
        monthly_minor: platform and staff, for each month of the horizon.
        reward_tax: tax that the shop owes on what rewards cost, as a share of it.
        yearly_interest: what money costs a year, for present values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    setup_minor: Minor = 0
    monthly_minor: Minor = 0
    reward_tax: Fraction = Fraction(0)
    yearly_interest: Fraction = Fraction(8, 100)

    @classmethod
    def of(cls, stated: CostsPart) -> Self:
        """The costs that a scenario states."""
        return cls(
            setup_minor=_minor(stated.setup),
            monthly_minor=_minor(stated.monthly),
            reward_tax=Fraction(stated.reward_tax),
            yearly_interest=Fraction(stated.yearly_interest),
        )


def _minor(stated: Money | None) -> int:
    return minor_of(stated) if stated else 0
