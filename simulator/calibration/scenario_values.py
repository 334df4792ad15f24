"""What the parts of a scenario are made of: money, shares and statistics, as they are saved."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from dsl.values.currencies import DECIMALS


class Part(BaseModel):
    """A frozen part of a scenario; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)


Statistic = Annotated[float, PlainSerializer(repr, return_type=str, when_used="json")]
"""A number with a fraction that is no money; saved as decimal text."""

ONLY_TOLD = "only told"
"""Marks a field that says where figures come from: no forecast depends on it."""

Positive = Annotated[Statistic, Field(gt=0)]
Share = Annotated[Statistic, Field(ge=0, le=1)]
Money = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]{1,4})? [A-Z]{3}$")]
"""A sum of money with its currency, as in `24.00 USD`."""

Rate = Annotated[str, StringConstraints(pattern=r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$")]
"""An exact share of money as decimal text, as in `0.62`."""

Covariance = tuple[tuple[Statistic, ...], ...]
"""Of the natural logarithms of the parameters beside it, in their order."""


def money_text(minor: int, currency: str) -> str:
    """Minor units as the text that scenarios hold."""
    return f"{Decimal(minor).scaleb(-DECIMALS[currency])} {currency}"


def minor_of(money: Money) -> int:
    """The minor units of a sum; what is finer than the currency is rounded to the nearest."""
    number, currency = money.split(" ")
    return round(Fraction(number) * 10 ** DECIMALS[currency])
