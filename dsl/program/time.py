"""Periods, windows, days and durations as a program says them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from dsl.program.model import Model


class Period(StrEnum):
    """A stretch of the calendar in the program's zone, or of a member's own membership."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half year"
    YEAR = "year"
    MEMBERSHIP_MONTH = "membership month"
    MEMBERSHIP_YEAR = "membership year"


MembershipPeriod = Literal[Period.MEMBERSHIP_MONTH, Period.MEMBERSHIP_YEAR]


class Duration(Model):
    """A length of time: days are exact, months and years clamp to the month's end."""

    count: int
    unit: Literal["day", "month"]


class ThisPurchase(Model):
    """Counted within the purchase at hand."""

    kind: Literal["purchase"] = "purchase"


class InPeriod(Model):
    """Counted since the start of the period that holds the fact."""

    kind: Literal["period"] = "period"
    period: Period


class Rolling(Model):
    """Counted over the stretch that ends with the fact's own day.

    A window of n days holds that day and the n - 1 days before it; of n months, every day
    after the same day n months earlier.
    """

    kind: Literal["rolling"] = "rolling"
    length: Duration


class Ever(Model):
    """Counted since the member joined."""

    kind: Literal["ever"] = "ever"


Window = Annotated[ThisPurchase | InPeriod | Rolling | Ever, Field(discriminator="kind")]


class YearlyDay(Model):
    """One day of every year; 29 February means 28 in other years."""

    kind: Literal["yearly"] = "yearly"
    month: int
    day: int


class OneDate(Model):
    """One date, once."""

    kind: Literal["date"] = "date"
    date: date


class MonthDay(Model):
    """A day of every month; a day past the month's end (31) is its last day."""

    kind: Literal["monthly"] = "monthly"
    day: int


class PeriodStart(Model):
    """The first day of each period; for membership periods, the member's own anniversary."""

    kind: Literal["period"] = "period"
    period: Period


class NthWeekday(Model):
    """The nth weekday (Monday is 1) of each month that has it; -1 is the last one."""

    kind: Literal["nth weekday"] = "nth weekday"
    nth: int
    weekday: int


class NextMonthDay(Model):
    """A day of the month after the one at hand; a day past that month's end is its last day."""

    kind: Literal["next month"] = "next month"
    day: int


class NextYearDay(Model):
    """A day of the year after the one at hand; 29 February means 28 in other years."""

    kind: Literal["next year"] = "next year"
    month: int
    day: int


Schedule = Annotated[
    YearlyDay | OneDate | MonthDay | NthWeekday | PeriodStart, Field(discriminator="kind")
]
DayToCome = Annotated[
    YearlyDay | OneDate | MonthDay | NthWeekday | PeriodStart | NextMonthDay | NextYearDay,
    Field(discriminator="kind"),
]
"""A day seen from another one, such as the day of earning."""
