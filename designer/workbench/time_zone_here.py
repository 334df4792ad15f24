"""The time zone of this computer, for a program that begins here."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

_OF_THE_SYSTEM = Path("/etc/localtime")
_NO_PLACE = "Etc"


def time_zone_here(said: str | None = None, of_the_system: Path = _OF_THE_SYSTEM) -> str | None:
    """Its name, as in Europe/Paris; None where it names no place, like that of most servers.

    Args:
        said: what the variable TZ says; without one it is looked up.
        of_the_system: the link to the zone's file.
    """
    named = (os.environ.get("TZ", "") if said is None else said).lstrip(":")
    name = named or _name_of(of_the_system)
    if "/" not in name or name.startswith(("/", f"{_NO_PLACE}/")):
        return None
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return None
    return name


def _name_of(link: Path) -> str:
    """The zone that a link leads to: what stands behind the folder of all zones."""
    try:
        return str(link.resolve(strict=True)).partition("zoneinfo/")[2]
    except (OSError, RuntimeError):
        return ""
