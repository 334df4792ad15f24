"""The shop's own figures, which stand beside a program and let the checker judge it."""

from fractions import Fraction
from typing import NamedTuple


class Shop(NamedTuple):
    """What an ordinary member does.

    Attributes:
        usual_basket: what one purchase is worth, in the main unit of the currency; None where
            the shop does not say.
        currency: the code that the shop wrote beside it; empty where it wrote none.
        visits_per_month: purchases in a month, exactly; None where the shop does not say.
        give_back_limit: the share of sales that the owner would give back at most; None where
            the shop does not say.
    """

    usual_basket: Fraction | None = None
    currency: str = ""
    visits_per_month: Fraction | None = None
    give_back_limit: Fraction | None = None

    def usual_basket_minor(self, currency_decimals: int) -> Fraction | None:
        """The usual basket in minor units."""
        if self.usual_basket is None:
            return None
        return self.usual_basket * Fraction(10) ** currency_decimals
