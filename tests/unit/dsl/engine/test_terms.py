"""From when to when an accrual or a reward counts, by figures, at the days on which it turns."""

from datetime import date

import pytest

from dsl.engine.holdings.terms import Clock, available_day, expires_day, valid_through
from dsl.program.rules import Validity
from dsl.program.time import (
    Duration,
    MonthDay,
    NextMonthDay,
    NextYearDay,
    NthWeekday,
    OneDate,
    Period,
    PeriodStart,
    YearlyDay,
)
from dsl.program.wallets import (
    AfterDays,
    AfterEarning,
    AfterLast,
    AtOnce,
    Availability,
    EndOfPeriod,
    Expiry,
    Never,
    OnDate,
    OnDates,
    OnDay,
    WhenActivity,
)
from tests.unit.dsl.engine.running import day

CLOCK = Clock(anchor_day=day("2023-08-31"), week_start=7)
"""Of one who joined on 31 August 2023, in a shop whose weeks start on Sunday."""
YEAR, TWO_MONTHS = Duration(count=12, unit="month"), Duration(count=2, unit="month")


@pytest.mark.parametrize(
    ("availability", "earned", "expected"),
    [
        (AtOnce(), "2024-03-04", "2024-03-04"),
        (AfterDays(days=14), "2024-02-20", "2024-03-05"),
        (OnDay(day=MonthDay(day=5)), "2024-03-04", "2024-03-05"),
        (OnDay(day=MonthDay(day=5)), "2024-03-05", "2024-04-05"),
        (OnDay(day=MonthDay(day=31)), "2024-03-31", "2024-04-30"),
        (OnDay(day=NextMonthDay(day=10)), "2024-03-04", "2024-04-10"),
        (OnDay(day=NextYearDay(month=2, day=29)), "2024-01-01", "2025-02-28"),
        (OnDay(day=NthWeekday(nth=-1, weekday=5)), "2024-03-29", "2024-04-26"),
        (OnDay(day=PeriodStart(period=Period.WEEK)), "2024-03-03", "2024-03-10"),
        (OnDay(day=OneDate(date=date(2024, 3, 4))), "2024-03-03", "2024-03-04"),
        (OnDay(day=OneDate(date=date(2024, 3, 4))), "2024-03-04", "2024-03-04"),
    ],
)
def test_the_first_day_to_spend(availability: Availability, earned: str, expected: str) -> None:
    assert available_day(availability, day(earned), CLOCK) == day(expected)


def test_what_waits_for_an_activity_has_no_day_yet() -> None:
    assert available_day(WhenActivity(activity="check-in"), day("2024-03-04"), CLOCK) == 0


@pytest.mark.parametrize(
    ("expiry", "earned", "alive", "expected"),
    [
        (AfterEarning(length=YEAR), "2024-02-29", "2024-06-01", "2025-02-28"),
        (
            AfterEarning(length=YEAR, end_of=Period.QUARTER),
            "2024-02-29",
            "2024-06-01",
            "2025-03-31",
        ),
        (AfterLast(length=TWO_MONTHS), "2023-12-31", "2023-12-01", "2024-02-29"),
        (AfterLast(length=TWO_MONTHS), "2023-12-31", "2024-01-15", "2024-03-15"),
        (
            AfterLast(length=TWO_MONTHS, end_of=Period.MEMBERSHIP_MONTH),
            "2023-12-31",
            "2024-01-15",
            "2024-03-30",
        ),
        (OnDate(date=date(2024, 3, 1)), "2024-03-04", "2024-03-04", "2024-03-01"),
        (OnDates(days=(YearlyDay(month=3, day=31),)), "2024-03-31", "2024-03-31", "2025-03-31"),
        (
            OnDates(days=(YearlyDay(month=9, day=30), YearlyDay(month=3, day=31))),
            "2024-04-01",
            "2024-04-01",
            "2024-09-30",
        ),
        (
            OnDates(days=(YearlyDay(month=3, day=31),), next_year=True),
            "2024-01-01",
            "2024-01-01",
            "2025-03-31",
        ),
        (EndOfPeriod(period=Period.WEEK), "2024-03-02", "2024-03-02", "2024-03-02"),
        (EndOfPeriod(period=Period.MEMBERSHIP_YEAR), "2024-08-30", "2024-08-30", "2024-08-30"),
        (
            EndOfPeriod(period=Period.MEMBERSHIP_YEAR, following=True),
            "2024-08-31",
            "2024-08-31",
            "2026-08-30",
        ),
    ],
)
def test_the_last_day_of_an_accrual(expiry: Expiry, earned: str, alive: str, expected: str) -> None:
    assert expires_day(expiry, day(earned), day(alive), CLOCK) == day(expected)


def test_what_never_expires_has_no_last_day() -> None:
    assert expires_day(Never(), day("2024-03-04"), day("2024-03-04"), CLOCK) == 0
    assert valid_through(Validity(), day("2024-03-04"), CLOCK) == 0


@pytest.mark.parametrize(
    ("valid", "issued", "expected"),
    [
        (Validity(length=Duration(count=14, unit="day")), "2024-02-20", "2024-03-05"),
        (Validity(length=Duration(count=1, unit="month")), "2024-01-31", "2024-02-29"),
        (Validity(until=date(2024, 3, 1)), "2024-03-04", "2024-03-01"),
        (Validity(end_of=Period.QUARTER), "2024-03-31", "2024-03-31"),
        (Validity(end_of=Period.QUARTER, following=True), "2024-03-31", "2024-06-30"),
        (Validity(next_year=NextYearDay(month=1, day=31)), "2024-12-31", "2025-01-31"),
    ],
)
def test_the_last_day_of_a_reward(valid: Validity, issued: str, expected: str) -> None:
    assert valid_through(valid, day(issued), CLOCK) == day(expected)
