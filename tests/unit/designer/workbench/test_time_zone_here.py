"""The time zone of a computer is that of a place, or none."""

from pathlib import Path

import pytest

from designer.workbench.time_zone_here import time_zone_here


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Paris", "Europe/Paris"),
        (":America/Indiana/Knox", "America/Indiana/Knox"),
        ("Etc/UTC", None),
        ("UTC", None),
        ("CET-1CEST", None),
        ("Europe/Nowhere", None),
        ("../../Paris", None),
        ("/usr/share/zoneinfo/Europe/Paris", None),
    ],
)
def test_a_place_that_is_said_is_taken(said: str, name: str | None) -> None:
    assert time_zone_here(said) == name


def test_else_it_is_that_of_the_system(tmp_path: Path) -> None:
    zone = tmp_path / "zoneinfo" / "Asia" / "Tokyo"
    zone.parent.mkdir(parents=True)
    zone.touch()
    link = tmp_path / "localtime"
    assert time_zone_here("", link) is None
    link.symlink_to(zone)
    assert time_zone_here("", link) == "Asia/Tokyo"
