"""Days of a zone, month arithmetic, and periods."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.values import calendar

HOUR = 60 * calendar.MINUTE
ZONES = (
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Asia/Kolkata",
    "Europe/London",
    "Pacific/Apia",
)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.toordinal)
INSTANTS = st.integers(0, 2_500_000_000).map(lambda second: second * 1_000_000)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def instant(text: str) -> int:
    return (datetime.fromisoformat(text) - calendar.EPOCH) // calendar.MICROSECOND


@given(st.sampled_from(ZONES), INSTANTS)
def test_a_day_lasts_until_the_next_one_starts(name: str, moment: int) -> None:
    zone = calendar.zone(name)
    found = zone.day_of(moment)
    assert zone.first_instant_of(found) <= moment < zone.first_instant_of(found + 1)


@given(st.sampled_from(ZONES), INSTANTS)
def test_the_wall_shows_the_day_unless_it_was_put_back_over_midnight(
    name: str, moment: int
) -> None:
    zone = calendar.zone(name)
    wall = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).astimezone(
        ZoneInfo(name)
    )
    assert zone.minute_of(moment) == wall.hour * 60 + wall.minute
    if name != "America/St_Johns":
        assert zone.day_of(moment) == wall.toordinal()


def test_a_day_without_midnight_starts_when_its_date_first_shows() -> None:
    zone = calendar.zone("America/Sao_Paulo")
    start = zone.first_instant_of(day("2018-11-04"))
    assert start == instant("2018-11-04T03:00+00:00")
    assert zone.minute_of(start) == 60
    assert zone.first_instant_of(day("2018-11-05")) - start == 23 * HOUR


def test_a_clock_put_back_after_midnight_does_not_bring_the_day_before_back() -> None:
    zone = calendar.zone("America/St_Johns")
    assert zone.first_instant_of(day("2009-11-01")) == instant("2009-11-01T02:30+00:00")
    assert zone.day_of(instant("2009-11-01T02:45+00:00")) == day("2009-11-01")


def test_a_date_that_was_left_out_starts_with_the_next() -> None:
    zone = calendar.zone("Pacific/Apia")
    left_out = day("2011-12-30")
    assert zone.first_instant_of(left_out) == zone.first_instant_of(left_out + 1)
    assert zone.day_of(zone.first_instant_of(left_out)) == left_out + 1


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", -10, "2024-02-29"),
        ("2023-12-01", 1, "2024-01-01"),
        ("9999-05-05", 12, "9999-12-29"),
    ],
)
def test_months_clamp(start: str, months: int, expected: str) -> None:
    assert calendar.add_months(day(start), months) == day(expected)


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("day", "2024-08-14", "2024-08-14"),
        ("week", "2024-08-12", "2024-08-18"),
        ("month", "2024-08-01", "2024-08-31"),
        ("quarter", "2024-07-01", "2024-09-30"),
        ("half year", "2024-07-01", "2024-12-31"),
        ("year", "2024-01-01", "2024-12-31"),
        ("membership month", "2024-07-31", "2024-08-30"),
        ("membership year", "2024-01-31", "2025-01-30"),
    ],
)
def test_periods(period: str, start: str, end: str) -> None:
    joined = day("2020-01-31")
    here = day("2024-08-14")
    assert calendar.period_start(period, here, joined_day=joined) == day(start)
    assert calendar.period_end(period, here, joined_day=joined) == day(end)


def test_weeks_start_when_the_program_says() -> None:
    assert calendar.period_start("week", day("2024-08-11"), week_start=7) == day("2024-08-11")
    assert calendar.period_start("week", day("2024-08-11")) == day("2024-08-05")


PERIODS = st.sampled_from(
    [
        *("day", "week", "month", "quarter", "half year", "year"),
        *("membership month", "membership year"),
    ]
)


@given(PERIODS, DAYS, DAYS, st.integers(1, 7))
def test_periods_leave_no_day_out(period: str, here: int, joined: int, week_start: int) -> None:
    start = calendar.period_start(period, here, joined_day=joined, week_start=week_start)
    following = calendar.next_period_start(period, here, joined_day=joined, week_start=week_start)
    assert start <= here < following
    for inside in (start, following - 1):
        again = calendar.period_start(period, inside, joined_day=joined, week_start=week_start)
        assert again == start
    assert (
        calendar.period_start(period, following, joined_day=joined, week_start=week_start)
        == following
    )


@given(DAYS, DAYS)
def test_whole_years_are_counted_as_birthdays_pass(born: int, here: int) -> None:
    years = calendar.whole_years(born, here)
    assert calendar.add_months(born, 12 * years) <= here
    assert here < calendar.add_months(born, 12 * (years + 1))


def test_nth_weekdays() -> None:
    assert calendar.is_nth_weekday(day("2024-08-05"), 1, 1)
    assert not calendar.is_nth_weekday(day("2024-08-12"), 1, 1)
    assert calendar.is_nth_weekday(day("2024-08-26"), -1, 1)
    assert not calendar.is_nth_weekday(day("2024-08-27"), -1, 1)


@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5, -1])
def test_the_next_nth_weekday_is_the_first_that_is_one(nth: int) -> None:
    for weekday in range(1, 8):
        expected = day("2028-12-31")
        for after in range(day("2028-12-30"), day("2023-12-25"), -1):
            if calendar.is_nth_weekday(after + 1, nth, weekday):
                expected = after + 1
            if after < day("2028-07-31"):
                assert calendar.next_nth_weekday(after, nth, weekday) == expected


def test_whole_membership_periods() -> None:
    leap, end = day("2024-02-29"), day("2025-01-31")
    assert calendar.whole_periods("membership year", leap, day("2025-02-27")) == 0
    assert calendar.whole_periods("membership year", leap, day("2025-02-28")) == 1
    assert calendar.whole_periods("membership year", leap, day("2028-02-28")) == 3
    assert calendar.whole_periods("membership year", leap, day("2028-02-29")) == 4
    assert calendar.whole_periods("membership month", end, day("2025-02-27")) == 0
    assert calendar.whole_periods("membership month", end, day("2025-02-28")) == 1
    assert calendar.whole_periods("membership month", end, day("2025-03-30")) == 1
    assert calendar.whole_periods("membership month", end, day("2025-03-31")) == 2
    assert calendar.whole_periods("membership month", end, day("2024-12-31")) == 0


def test_yearly_spans_may_pass_the_end_of_the_year() -> None:
    winter = ((12, 1), (2, 29))
    assert calendar.is_yearly_between(day("2023-12-01"), *winter)
    assert calendar.is_yearly_between(day("2023-02-28"), *winter)
    assert not calendar.is_yearly_between(day("2023-03-01"), *winter)
    assert not calendar.is_yearly_between(day("2023-11-30"), *winter)


def test_the_next_day_of_a_year_or_month() -> None:
    assert calendar.next_yearly(day("2024-02-29"), 2, 29) == day("2025-02-28")
    assert calendar.next_yearly(day("2024-02-28"), 2, 29) == day("2024-02-29")
    assert calendar.next_monthly(day("2024-01-31"), 31) == day("2024-02-29")
    assert calendar.next_monthly(day("2024-01-30"), 31) == day("2024-01-31")
