"""Conditions: what must hold for a rule, a segment or a tier."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.measures import Measure, Scope
from dsl.program.model import Model
from dsl.program.time import Duration, Period


class Relation(StrEnum):
    """How a number is compared."""

    IS = "is"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    BETWEEN = "between"


class Comparison(Model):
    """A relation with its number; `between` holds both ends and includes them."""

    relation: Relation
    low: int
    high: int | None = None


class DayIs(Model):
    """The fact's local weekday is one of these (Monday is 1)."""

    kind: Literal["day"] = "day"
    weekdays: tuple[int, ...]


class DateIn(Model):
    """The fact's instant lies in a calendar."""

    kind: Literal["calendar"] = "calendar"
    calendar: str


class DateBetween(Model):
    """The fact's local date, both ends included; an open end is absent."""

    kind: Literal["date"] = "date"
    first: date | None = None
    last: date | None = None


class TimeBetween(Model):
    """The fact's wall time in minutes after midnight: from `start` until before `end`."""

    kind: Literal["time"] = "time"
    start_minute: int
    end_minute: int


class Property(StrEnum):
    """A property that a purchase has as a whole."""

    CHANNEL = "channel"
    STORE = "store"
    BRAND = "brand"
    PAYMENT = "payment method"


class PropertyIs(Model):
    """The purchase's property is one of the values."""

    kind: Literal["property"] = "property"
    property: Property
    values: tuple[str, ...]


class TierIs(Model):
    """The member's tier at the start of the fact is one of these ("or above" written out)."""

    kind: Literal["tier"] = "tier"
    tiers: tuple[str, ...]


class PurchaseIncludes(Model):
    """The basket holds at least so many items of the scope."""

    kind: Literal["includes"] = "includes"
    at_least: int
    scope: Scope


class PurchaseIsFirst(Model):
    """The purchase is the member's first of the period, or the first ever."""

    kind: Literal["first"] = "first"
    period: Period | None = None


class MeasureIs(Model):
    """A counted number compares as said; a window includes the purchase at hand."""

    kind: Literal["measure"] = "measure"
    measure: Measure
    comparison: Comparison


class BalanceIs(Model):
    """The spendable balance of a wallet before the fact."""

    kind: Literal["balance"] = "balance"
    wallet: str
    comparison: Comparison


class InSegment(Model):
    """The member was in the segment in the instant before the fact."""

    kind: Literal["segment"] = "segment"
    segment: str


class AttributeIs(Model):
    """A fact about the member; a member without the attribute does not fulfil it.

    Attributes:
        attribute: its name; `age` (whole years, from the birthday) is built in.
        values: accepted values of yes-or-no (`yes`, `no`), text and one-of attributes.
        comparison: for numbers (scaled by the attribute's decimals), money and dates (ordinals).
    """

    kind: Literal["attribute"] = "attribute"
    attribute: str
    values: tuple[str, ...] = ()
    comparison: Comparison | None = None


class FieldIs(Model):
    """The same for an attribute of the activity at hand."""

    kind: Literal["field"] = "field"
    field: str
    values: tuple[str, ...] = ()
    comparison: Comparison | None = None


class Since(StrEnum):
    """What time is counted from."""

    LAST_PURCHASE = "last purchase"
    JOINING = "joining"
    REACHING = "reaching"


class TimeSince(Model):
    """How long ago something was; what never was does not fulfil it.

    Attributes:
        tier: for `REACHING`.
        relation: compared with `length` ago, by local days.
    """

    kind: Literal["since"] = "since"
    since: Since
    tier: str = ""
    relation: Relation
    length: Duration
    other_length: Duration | None = None


class AnyOf(Model):
    """At least one of the conditions holds."""

    kind: Literal["any"] = "any"
    conditions: tuple["Condition", ...]


Condition = Annotated[
    DayIs
    | DateIn
    | DateBetween
    | TimeBetween
    | PropertyIs
    | TierIs
    | PurchaseIncludes
    | PurchaseIsFirst
    | MeasureIs
    | BalanceIs
    | InSegment
    | AttributeIs
    | FieldIs
    | TimeSince
    | AnyOf,
    Field(discriminator="kind"),
]


class Guard(Model):
    """One `when` line, or one `unless` line (`negated`)."""

    condition: Condition
    negated: bool = False


AnyOf.model_rebuild()
