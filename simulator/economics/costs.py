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
        current_monthly_minor: the same of the program until now, which ends.
        reward_tax: tax that the shop owes on what rewards cost, as a share of it.
        yearly_interest: what money costs a year, for present values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    setup_minor: Minor = 0
    monthly_minor: Minor = 0
    current_monthly_minor: Minor = 0
    reward_tax: Fraction = Fraction(0)
    yearly_interest: Fraction = Fraction(8, 100)

    @classmethod
    def of(cls, stated: CostsPart, *, ends_another: bool) -> Self:
        """The costs that a scenario states.

        Args:
            stated: by the scenario.
            ends_another: whether the program takes the place of one that the shop has.
        """
        return cls(
            setup_minor=_minor(stated.setup),
            monthly_minor=_minor(stated.monthly),
            current_monthly_minor=_minor(stated.current_monthly) if ends_another else 0,
            reward_tax=Fraction(stated.reward_tax),
            yearly_interest=Fraction(stated.yearly_interest),
        )


def _minor(stated: Money | None) -> int:
    return minor_of(stated) if stated else 0
