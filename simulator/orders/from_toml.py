"""Reads a mapping file."""

import re
import tomllib
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import ValidationError

from simulator.orders.mapping import Formats, Mapping, Statuses
from simulator.orders.orders_error import OrdersError, offer_names, place_in, unread_file

_PARTS: dict[str, list[str]] = {
    "": list(Mapping.model_fields),
    "formats": list(Formats.model_fields),
    "statuses": list(Statuses.model_fields),
    "lines": ["columns", "filters"],
    "returns": ["columns", "filters"],
}


def read_mapping(path: Path) -> Mapping:
    """The mapping of a TOML file.

    Raises:
        OrdersError: the file cannot be read or says something that no mapping says.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise unread_file(path, problem) from problem
    except UnicodeError as problem:
        raise OrdersError("the mapping file is not a text file", place=str(path)) from problem
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"at line (\d+)", str(problem))
        raise OrdersError(
            "the mapping file is not TOML",
            place=place_in(path, int(found[1]) if found else None),
            cause='A line is a heading in [brackets], or a name, "=" and a value in quotes.',
        ) from problem
    try:
        mapping = Mapping.model_validate(data)
    except ValidationError as problem:
        raise _explained(path, problem) from None
    _check_zone(path, mapping.formats.time_zone)
    return mapping


def _check_zone(path: Path, zone: str | None) -> None:
    if zone is not None and zone not in available_timezones():
        raise OrdersError(
            f'there is no time zone "{zone}"',
            place=str(path),
            cause=offer_names(zone, sorted(available_timezones())).capitalize(),
        )


def _explained(path: Path, problem: ValidationError) -> OrdersError:
    """The first problem of a mapping, in words."""
    first = problem.errors()[0]
    names = [str(part) for part in first["loc"]]
    where = ".".join(names)
    if first["type"] == "extra_forbidden":
        known = _PARTS.get(".".join(names[:-1]), [])
        inside = f"[{'.'.join(names[:-1])}]" if names[1:] else "the mapping"
        return OrdersError(
            f'{inside} has nothing called "{names[-1]}"',
            place=str(path),
            cause=offer_names(names[-1], known).capitalize(),
        )
    if first["type"] == "value_error":
        error = first["ctx"]["error"]
        error.__traceback__ = None  # what pydantic holds is never freed, nor is what it leads to
        return OrdersError(str(error), place=str(path), cause=f"In {where}." if where else "")
    if first["type"] == "literal_error":
        return OrdersError(
            f'"{where}" cannot be "{first["input"]}"',
            place=str(path),
            cause=f"It can be {first['ctx']['expected']}.",
        )
    return OrdersError(f'"{where}" is not written as text in quotes', place=str(path))
