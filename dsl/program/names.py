"""Named things that rules refer to: products, calendars, segments, activities, groups."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.conditions import Guard
from dsl.program.model import Model, Ratio
from dsl.program.rules import Limit
from dsl.program.time import NthWeekday, YearlyDay


class Products(Model):
    """A set of basket lines, by the shop's own values.

    A line belongs when every stated kind of value (category, brand, sku, label, unit price)
    matches and no exception does; nothing stated means every line.

    Attributes:
        without_products: names of other product sets that are excepted.
    """

    name: str
    categories: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unit_price_from_minor: int | None = None
    without_categories: tuple[str, ...] = ()
    without_brands: tuple[str, ...] = ()
    without_skus: tuple[str, ...] = ()
    without_labels: tuple[str, ...] = ()
    without_products: tuple[str, ...] = ()
    margin: Ratio | None = None


class ValueKind(StrEnum):
    """What values an attribute takes."""

    YES_NO = "yes or no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    ONE_OF = "one of"


class Attribute(Model):
    """A typed attribute of members, or of an activity.

    Attributes:
        low, high: limits of a number, if stated.
        options: the values of a one-of.
    """

    name: str
    value: ValueKind
    low: int | None = None
    high: int | None = None
    options: tuple[str, ...] = ()


class Activity(Model):
    """A declared thing that members do."""

    name: str
    fields: tuple[Attribute, ...] = ()
    needs_approval: bool = False


class Dates(Model):
    """From a date to a date, both counted."""

    kind: Literal["dates"] = "dates"
    first: date
    last: date


class Weekly(Model):
    """On weekdays (Monday is 1), all day or between two wall times in minutes."""

    kind: Literal["weekly"] = "weekly"
    weekdays: tuple[int, ...]
    start_minute: int = 0
    end_minute: int = 1440


class Yearly(Model):
    """From a day to a day of every year; the span may pass the year's end."""

    kind: Literal["yearly"] = "yearly"
    first: YearlyDay
    last: YearlyDay


class Recurring(Model):
    """Days by an iCalendar recurrence rule."""

    kind: Literal["recurring"] = "recurring"
    rule: str


CalendarLine = Annotated[
    Dates | Weekly | Yearly | NthWeekday | Recurring, Field(discriminator="kind")
]


class Calendar(Model):
    """Days and times: the union of its lines."""

    name: str
    lines: tuple[CalendarLine, ...]


class Segment(Model):
    """Members for whom all guards hold."""

    name: str
    guards: tuple[Guard, ...]


class GroupPolicy(StrEnum):
    """Which of a group's rules pay for one purchase."""

    ALL = "all"
    BEST = "only the best counts"
    FIRST = "only the first counts"
    CHOICE = "the member chooses one"


class Stacking(StrEnum):
    """How multipliers of one group go together."""

    ADD = "add"
    MULTIPLY = "multiply"
    BEST = "best"


class Group(Model):
    """A policy shared by rules.

    Attributes:
        cut_to_nothing: a limit that would cut pays nothing (written out in its rules).
    """

    name: str
    policy: GroupPolicy = GroupPolicy.ALL
    stacking: Stacking | None = None
    limits: tuple[Limit, ...] = ()
    cut_to_nothing: bool = False
