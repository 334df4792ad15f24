"""What every part of a `Program` is: frozen, closed, and exact."""

from fractions import Fraction
from math import gcd
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, model_validator


class Model(BaseModel):
    """A frozen record; fields it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Ratio(Model):
    """An exact ratio, always in lowest terms with a positive denominator."""

    numerator: int
    denominator: int = 1

    @model_validator(mode="before")
    @classmethod
    def _lowest_terms(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("numerator"), int):
            top, bottom = data["numerator"], data.get("denominator", 1)
            if isinstance(bottom, int) and bottom:
                common = gcd(top, bottom) * (1 if bottom > 0 else -1)
                return {"numerator": top // common, "denominator": bottom // common}
        return data

    @classmethod
    def of(cls, value: Fraction | int) -> Self:
        """The ratio of an exact number."""
        exact = Fraction(value)
        return cls(numerator=exact.numerator, denominator=exact.denominator)

    @property
    def exact(self) -> Fraction:
        """The same number for calculation."""
        return Fraction(self.numerator, self.denominator)
