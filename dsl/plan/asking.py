"""Operations that look: at the fact, at the member, at the program.

Operations marked *recorded* read what the member or the program had before the fact. They are
asked each time and in the order of the procedure, so a return can evaluate the purchase again
with the recorded answers.
"""

from typing import Literal

from dsl.plan.register import Register
from dsl.program.conditions import Property, Since
from dsl.program.measures import Quantity
from dsl.program.model import Model
from dsl.program.time import MembershipPeriod, Window


class Constant(Model):
    """A number."""

    do: Literal["constant"] = "constant"
    value: int


class ReadClock(Model):
    """The fact's local weekday (Monday is 1), minute after midnight, or day (ordinal)."""

    do: Literal["clock"] = "clock"
    part: Literal["weekday", "minute", "day"]


class ReadProperty(Model):
    """A property of the purchase, a text; empty when the shop did not say."""

    do: Literal["property"] = "property"
    property: Property


class ReadField(Model):
    """An attribute of the activity at hand, or nothing."""

    do: Literal["field"] = "field"
    field: str


class ReadTimes(Model):
    """How many new multiples a progress rule has passed (1 for every other trigger)."""

    do: Literal["times"] = "times"


class ReadLines(Model):
    """Slots of the purchase: money in minor units, or items; the basket's slot holds the rest.

    Read after `settle discounts` it sees the member's discounts, before it does not.
    """

    do: Literal["lines"] = "lines"
    quantity: Literal[Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID, Quantity.ITEMS]


class SelectLines(Model):
    """The mask of a selection; the basket's slot belongs only to the selection of everything."""

    do: Literal["select"] = "select"
    selection: int


class ReadTier(Model):
    """Recorded. The member's tier as its rank in the program's list; -1 without a tier."""

    do: Literal["tier"] = "tier"


class HasMembership(Model):
    """Recorded. Whether the member is in one of the memberships (by index)."""

    do: Literal["membership"] = "membership"
    memberships: tuple[int, ...]


class ReadAttribute(Model):
    """Recorded. An attribute of the member (`age` in whole years is built in), or nothing."""

    do: Literal["attribute"] = "attribute"
    attribute: str


class ReadBalance(Model):
    """Recorded. The available balance of a wallet in smallest units."""

    do: Literal["balance"] = "balance"
    wallet: int


class ReadHistory(Model):
    """Recorded. A counter over a window, without the fact at hand.

    For progress rules, whose turn comes after counting, the fact at hand is in it.
    """

    do: Literal["history"] = "history"
    counter: int
    window: Window


class ReadVisit(Model):
    """Recorded. 1 when the fact makes its day a new visit of the member, else 0."""

    do: Literal["visit"] = "visit"


class ReadDay(Model):
    """Recorded. The local day (ordinal) of something past, or nothing."""

    do: Literal["day of"] = "day of"
    since: Since
    tier: int = -1


class ReadPeriods(Model):
    """Recorded. Whole membership months or years that are over, times the number if there is one.

    They are counted from the start of the first paid membership held, else from joining.
    """

    do: Literal["periods"] = "periods"
    period: MembershipPeriod
    times: Register | None = None


class ReadCarry(Model):
    """Recorded. The exact sum that a monthly rounding has seen this month: a number."""

    do: Literal["carried"] = "carried"
    carry: int


class ChosenDay(Model):
    """Recorded. Whether the member chose the fact's day for the rule."""

    do: Literal["chosen day"] = "chosen day"
    rule: int


class ReadPaid(Model):
    """Recorded. Whether a purchase that stands was paid by the rule under the same number.

    After a purchase has come back, a later one may bear a number that was borne before.
    """

    do: Literal["paid"] = "paid"
    rule: int
    number: Register


class TimesLeft(Model):
    """Recorded. How often something may still happen under limits of how often.

    Attributes:
        wanted: register of how often it wants to happen; once without it.
        limits: indices into the plan's limits.
    """

    do: Literal["times left"] = "times left"
    wanted: Register | None
    limits: tuple[int, ...]
