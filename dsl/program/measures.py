"""What a program counts: spend, items, purchases, visits, activities, points earned."""

from enum import StrEnum

from dsl.program.model import Model
from dsl.program.time import ThisPurchase, Window


class Quantity(StrEnum):
    """The thing that is counted.

    The first three are money in minor units, summed over the lines in scope; the rest are counts.
    """

    NET_SPEND = "net spend"
    FULL_PRICE = "full price"
    AMOUNT_PAID = "amount paid"
    ITEMS = "items"
    PURCHASES = "purchases"
    VISITS = "visits"
    RETURNS = "returns"
    ACTIVITY = "activity"
    EARNED = "earned"
    FIELD = "field"


class Scope(Model):
    """Which lines of a purchase are meant: those of any named products, less the exceptions.

    Both empty means every line.
    """

    products: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


EVERYTHING = Scope()


class Measure(Model):
    """A quantity, the lines it looks at, and the window it is counted in.

    Attributes:
        name: the activity's name (`ACTIVITY`), the wallet's (`EARNED`), the attribute of the
            activity at hand (`FIELD`); empty otherwise.
    """

    quantity: Quantity
    scope: Scope = EVERYTHING
    window: Window = ThisPurchase()
    name: str = ""


class Counted(Model):
    """A measure that must reach a number ("500 USD of net spend in a calendar year").

    Attributes:
        at_least: minor units, counts or the wallet's smallest units.
    """

    at_least: int
    measure: Measure
