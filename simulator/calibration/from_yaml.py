"""Reads a scenario from strict YAML."""

from typing import Any

from pydantic import ValidationError

from dsl.ledger.strict_yaml import Items, Record, Refused, Text, Value, read
from simulator.calibration.scenario import FORMAT, Scenario

_OUT_OF_RANGE = ("greater_than", "greater_than_equal", "less_than", "less_than_equal")
_LIMITS = {
    "ge": ("the least is", "Write {} or more."),
    "gt": ("it is always above", "Write a number above {}."),
    "le": ("the most is", "Write {} or less."),
    "lt": ("it is always below", "Write a number below {}."),
}

_COUNTED_NO_MORE = {
    "costs.message": (
        'Messages are not simulated, so "costs.message" could not count.',
        'Leave it out, and add what messages cost in a month to "monthly".',
    ),
}


def scenario_from_yaml(text: str) -> Scenario:
    """The scenario of a file's text.

    Raises:
        Refused: the text is no scenario; the first thing wrong, with its line.
    """
    written = read(text)
    _check_format(written)
    try:
        return Scenario.model_validate({**_plain(written), "format": FORMAT})
    except ValidationError as problem:
        raise _refusal(written, problem.errors(include_url=False)[0]) from problem


def _check_format(written: Value) -> None:
    if not isinstance(written, Record):
        raise Refused(written.line, "A scenario is a record, and this is none.")
    stated = written.values.get("format")
    if not isinstance(stated, Text) or stated.text != str(FORMAT):
        line = stated.line if stated else 1
        raise Refused(line, f"This version reads scenarios of format {FORMAT}.", "Calibrate again.")


def _plain(value: Value) -> Any:
    match value:
        case Text():
            return value.text
        case Items():
            return [_plain(item) for item in value.items]
        case Record():
            return {key: _plain(item) for key, item in value.values.items()}


def _refusal(written: Value, error: Any) -> Refused:
    """The problem in the writer's words, at the deepest place that is written."""
    here = written
    for step in error["loc"]:
        inner = here.values.get(step) if isinstance(here, Record) else None
        if isinstance(here, Items) and isinstance(step, int):
            inner = here.items[step]
        if inner is None:
            break
        here = inner
    place = ".".join(str(step) for step in error["loc"])
    if error["type"] == "value_error":
        return Refused(here.line, str(error["ctx"]["error"]), "See simulator/CALIBRATION.md.")
    if error["type"] == "missing":
        return Refused(here.line, f'"{place}" is missing.', "Calibrate again, or write it.")
    if error["type"] == "extra_forbidden":
        unknown = (f'A scenario has no "{place}".', "Leave it out.")
        return Refused(here.line, *_COUNTED_NO_MORE.get(place, unknown))
    value = f'"{here.text}"' if isinstance(here, Text) else "what is written"
    for bound, (limit, fix) in _LIMITS.items():
        if bound in error.get("ctx", {}) and error["type"] in _OUT_OF_RANGE:
            most = error["ctx"][bound]
            number = f"{most:,.12g}" if isinstance(most, int | float) else str(most)
            told = f'"{place}" cannot be {value}: {limit} {number}.'
            return Refused(here.line, told, fix.format(number))
    return Refused(here.line, f'"{place}" cannot be {value}.', "See simulator/CALIBRATION.md.")
