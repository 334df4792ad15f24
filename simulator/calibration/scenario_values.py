"""What the parts of a scenario are made of: money, shares and statistics, as they are saved."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)

from dsl.values.currencies import DECIMALS
from simulator.limits import MOST_INDEX


class Part(BaseModel):
    """A frozen part of a scenario; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


Statistic = Annotated[float, PlainSerializer(repr, return_type=str, when_used="json")]
"""A number with a fraction that is no money; saved as decimal text."""

ONLY_TOLD = "only told"
"""Marks a field that says where figures come from: no forecast depends on it."""

Positive = Annotated[Statistic, Field(gt=0)]
Share = Annotated[Statistic, Field(ge=0, le=1)]
Money = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,12}(\.[0-9]{1,4})? [A-Z]{3}$")]
"""A sum of money with its currency, as in `24.00 USD`."""

Rate = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$")]
"""An exact share of money as decimal text, as in `0.62`."""

Covariance = tuple[tuple[Statistic, ...], ...]
"""Of the natural logarithms of the parameters beside it, in their order."""


def _square(size: int) -> AfterValidator:
    def checked(covariance: Covariance) -> Covariance:
        if [len(row) for row in covariance] != [size] * size:
            raise ValueError(f'"covariance" has {size} rows of {size} numbers each here.')
        if any(covariance[place][place] < 0 for place in range(size)):
            raise ValueError('The diagonal of "covariance" holds variances, which are 0 or more.')
        return covariance

    return AfterValidator(checked)


CovarianceOfTwo = Annotated[Covariance, _square(2)]
CovarianceOfThree = Annotated[Covariance, _square(3)]
CovarianceOfFour = Annotated[Covariance, _square(4)]


def _has_some(what: str) -> AfterValidator:
    def checked(values: tuple[float, ...]) -> tuple[float, ...]:
        if not any(values):
            raise ValueError(f"At least one of the {what} is above 0.")
        return values

    return AfterValidator(checked)


Index = Annotated[Statistic, Field(ge=0, le=MOST_INDEX)]
Months = Annotated[tuple[Index, ...], Field(min_length=12, max_length=12), _has_some("months")]
Weekdays = Annotated[tuple[Index, ...], Field(min_length=7, max_length=7), _has_some("weekdays")]
Sizes = Annotated[tuple[Share, ...], Field(min_length=1), _has_some("sizes")]


def money_text(minor: int, currency: str) -> str:
    """Minor units as the text that scenarios hold."""
    return f"{Decimal(minor).scaleb(-DECIMALS[currency])} {currency}"


def minor_of(money: Money) -> int:
    """The minor units of a sum; what is finer than the currency is rounded to the nearest."""
    number, currency = money.split(" ")
    return round(Fraction(number) * 10 ** DECIMALS[currency])
