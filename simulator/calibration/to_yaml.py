"""Writes a scenario as strict YAML: every text in quotes, lists of numbers on one line."""

import json
from collections.abc import Iterator
from typing import Any

from simulator.calibration.scenario import Scenario

HEADING = (
    "# A scenario of perkwright: what a forecast knows about a shop and its customers.\n"
    "# Every value may be changed by hand; simulator/CALIBRATION.md says what each means.\n"
)
_INDENT = "  "


def scenario_to_yaml(scenario: Scenario) -> str:
    """The text of a scenario file."""
    content = scenario.model_dump(mode="json", exclude_none=True)
    return HEADING + "\n".join(_record(content, "")) + "\n"


def _record(values: dict[str, Any], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if _is_short(value):
            yield f"{indent}{key}: {_short(value)}"
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            yield from _record(value, indent + _INDENT)
        else:
            yield f"{indent}{key}:"
            yield from _items(value, indent + _INDENT)


def _items(values: list[Any], indent: str) -> Iterator[str]:
    for value in values:
        if _is_short(value) or not isinstance(value, dict):
            yield f"{indent}- {_short(value)}"
            continue
        lines = list(_record(value, indent + _INDENT))
        yield f"{indent}- {lines[0].strip()}"
        yield from lines[1:]


def _is_short(value: Any) -> bool:
    """Whether a value stands on one line: a scalar, or a list of scalars."""
    if isinstance(value, list):
        return all(not isinstance(item, list | dict) for item in value)
    return not isinstance(value, dict)


def _short(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_short, value))}]"
    if isinstance(value, bool):
        return '"yes"' if value else '"no"'
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
