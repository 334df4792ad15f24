"""What running a program costs beside its rewards."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Minor = Annotated[int, Field(ge=0)]
BasisPoints = Annotated[int, Field(ge=0)]


class RunningCosts(BaseModel):
    """What the shop pays whether or not anybody redeems anything.

    Attributes:
        setup_minor: once, before the first month.
        monthly_minor: platform and staff, for each month of the horizon.
        message_minor: for each message sent.
        reward_tax_basis_points: tax that the shop owes on what rewards cost, in 1/10,000.
        discount_rate_basis_points: what money costs a year, in 1/10,000, for present values.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    setup_minor: Minor = 0
    monthly_minor: Minor = 0
    message_minor: Minor = 0
    reward_tax_basis_points: BasisPoints = 0
    discount_rate_basis_points: BasisPoints = 800
