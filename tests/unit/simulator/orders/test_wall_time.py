"""Wall times become the instants that the zone's own rules give."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import duckdb
import pytest

from simulator.orders.instants_sql import instant, odd_hour, offset, wall
from simulator.orders.wall_time import stretches

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")


def read(texts: list[str], zone: str, dates: tuple[str, ...] = ()) -> list[tuple[int, bool, bool]]:
    """The instant of each text, and whether its hour is shown twice, or never."""
    source = (
        f"select {wall('written', dates)} as wall, {offset('written', dates)} as shift, place from"
        " (select unnest($1::varchar[]) as written, generate_subscripts($1, 1) as place)"
    )
    with duckdb.connect() as connection:
        bounds = f"select min(wall), max(wall) from ({source})"
        ((first, last),) = connection.execute(bounds, [texts]).fetchall()
        parts = stretches(ZoneInfo(zone), first or 0, last or 0)
        odd = ", ".join(odd_hour("wall", "shift", parts, one) for one in ("repeated", "skipped"))
        query = f"select {instant('wall', 'shift', parts)}, {odd} from ({source}) order by place"
        return connection.execute(query, [texts]).fetchall()


def microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


@pytest.mark.parametrize("zone", ZONES)
def test_wall_times_are_those_of_the_zone(zone: str) -> None:
    chance, start = Random(3), datetime.fromisoformat("1971-01-01")
    moments = [start + timedelta(minutes=chance.randrange(180 * 525_600)) for _ in range(3_000)]
    local = [moment.replace(tzinfo=ZoneInfo(zone)) for moment in moments]
    found = read([moment.isoformat(" ") for moment in moments], zone)
    assert [row[0] for row in found] == [microseconds(moment.astimezone(UTC)) for moment in local]
    again = [moment.astimezone(UTC).astimezone(ZoneInfo(zone)) for moment in local]
    skipped = [one.replace(tzinfo=None) != two for one, two in zip(again, moments, strict=True)]
    later = [moment.replace(fold=1).utcoffset() for moment in local]
    repeated = [
        moment.utcoffset() != offset and not never
        for moment, offset, never in zip(local, later, skipped, strict=True)
    ]
    assert [row[1] for row in found] == repeated
    assert [row[2] for row in found] == skipped


@pytest.mark.parametrize("zone", ZONES)
def test_the_hours_around_every_change_of_a_year_are_right(zone: str) -> None:
    own = ZoneInfo(zone)
    days = [datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    changes = [
        day
        for day in days
        if day.astimezone(own).utcoffset() != (day + timedelta(days=1)).astimezone(own).utcoffset()
    ]
    assert len(changes) == (0 if zone == "UTC" else 2)
    around = [day + timedelta(minutes=15 * step) for day in changes for step in range(-96, 192)]
    local = [hour.astimezone(own) for hour in (*days, *around)]
    first = [moment for moment in local if not moment.fold]
    found = read([moment.replace(tzinfo=None).isoformat() for moment in first], zone)
    assert [row[0] for row in found] == [microseconds(moment) for moment in first]


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-04T10:00:00-05:00",
        "2025-03-04T10:00:00.000000-0500",
        "2025-03-04 10:00-05",
        "2025-03-04T15:00:00Z",
        "2025-03-04 15:00:00 UTC",
        "2025-03-04T20:45:00+05:45",
    ],
)
def test_a_stated_offset_counts_whatever_the_zone(text: str) -> None:
    ((found, _, _),) = read([text], "Asia/Tokyo")
    assert found == microseconds(datetime(2025, 3, 4, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "text", ["2025-3-4", "2025-02-30", "25:00", "2025-03-04T24:00", "2025-03-04 10", "20250304"]
)
def test_what_is_no_date_gives_no_instant(text: str) -> None:
    assert read([text], "UTC")[0][0] is None


def test_dates_are_read_by_the_formats_that_are_stated() -> None:
    found = read(["04/03/2025 10:00", "4/3/2025"], "UTC", ("%d/%m/%Y %H:%M", "%d/%m/%Y"))
    assert [row[0] for row in found] == [
        microseconds(datetime(2025, 3, 4, hour, tzinfo=UTC)) for hour in (10, 0)
    ]
