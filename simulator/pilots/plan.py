"""The plan of a pilot as data: what is written into its file and read again when it is over."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Days = Annotated[int, Field(ge=1, le=100_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One pilot that could be held, and what it can show.

    Attributes:
        customers: the first so many by spending.
        detectable_percent: the smallest uplift of those who join that it is likely to show.
    """

    weeks: int
    customers: int
    detectable_percent: float


class Answer(_Part):
    """Whether the pilot can answer the question it is held for, and what would.

    Attributes:
        question_percent: the uplift of those who join that has to be told from none.
        is_break_even: the question is the program's break-even, not the usual one.
        against: name of the program until now that the break-even is held against; empty: none.
        can_answer: the uplift that the pilot is likely to show is no larger than that.
        customers_needed: for this question, if all customers varied like those of the group.
        joining_percent_needed: share of the invited that has to join; None if 100% is too few.
        larger: the shortest of the other options that could answer.
        chance_percent: of beating the question, by published research alone, which holds programs
            against none.
        options: for each length that the history can measure, the group that shows most.
    """

    question_percent: float
    is_break_even: bool
    against: str = ""
    can_answer: bool
    customers_needed: int
    joining_percent_needed: float | None
    larger: Option | None
    chance_percent: float
    options: tuple[Option, ...]


class PilotPlan(_Part):
    """Everything that was fixed before the first invitation.

    Percentages are of 100. Money is in minor units.

    Attributes:
        salt: makes the assignment; the same salt and customers give the same list.
        orders_sha256: of the orders that the plan was made from.
        history_first_day, history_last_day: of these orders.
        before_days: how far back spending counts as "before the pilot".
        last_day: of the pilot, included.
        least_weeks: two cycles, and the time until a reward has been used.
        cycle_days: between two orders of a typical returning customer.
        reward_days: until a typical member has used the first reward; None if nobody said.
        eligible: customers who ordered in the days before.
        customers: the group of the pilot, those who spent most in the days before.
        invited, not_invited: customers of the group.
        holdout: customers, in the group and beyond, who stay without the program for good.
        strata: of the group, by spending in the days before; the others follow them.
        mean_spend_minor, variation, correlation: of a group of this rank over as many weeks of
            the history; spending above the 99th percentile is cut to it.
        detectable_percent: the smallest uplift of those who join that is likely to show.
        detectable_by_formula_percent: the same for an effect that adds as much to everybody.
        detectable_invited_percent: the first, as an uplift of all who were invited.
        assignment_sha256: of the list of customers.
    """

    format: Literal[1] = 1
    name: str
    salt: str
    orders_sha256: str = Field(pattern="^[0-9a-f]{64}$")
    currency: str
    currency_decimals: int
    time_zone: str
    history_first_day: date
    history_last_day: date
    before_days: Days
    first_day: date
    last_day: date
    weeks: Days
    least_weeks: int
    cycle_days: float
    reward_days: int | None
    eligible: int
    customers: int
    invited: int
    not_invited: int
    holdout: int
    strata: int
    invited_percent: int
    holdout_percent: int
    joining_percent: Annotated[float, Field(gt=0, le=100)]
    confidence_percent: Annotated[int, Field(ge=50, le=99)] = 95
    power_percent: Annotated[int, Field(ge=50, le=99)] = 80
    capped_at_percent: Annotated[int, Field(ge=50, le=100)] = 99
    mean_spend_minor: int
    variation: float
    correlation: float
    detectable_percent: float
    detectable_by_formula_percent: float
    detectable_invited_percent: float
    answer: Answer
    assignment_sha256: str = Field(pattern="^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _it_ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("a pilot ends after it begins")
        return self

    def share_until(self, day: date) -> float:
        """How much of the pilot is over at the end of a day."""
        return ((day - self.first_day).days + 1) / ((self.last_day - self.first_day).days + 1)
