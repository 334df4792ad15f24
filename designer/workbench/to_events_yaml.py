"""Events as data become the lines of a file of events or tests."""

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

Written: TypeAlias = "str | Sequence[Written] | dict[str, Written]"
Event: TypeAlias = dict[str, Written]
"""An event as files have it: key -> text, list or record; see `tests/conformance/README.md`."""

WIDEST = 96
_PLAIN = re.compile(r"[A-Za-z][A-Za-z]*(?: [A-Za-z]+)*\Z")
_OTHER_READERS = re.compile(r"(?:y|n|yes|no|on|off|true|false|null)\Z", re.IGNORECASE)


def events_text(events: Sequence[Event]) -> str:
    """A file of events."""
    if not events:
        return "format: 1\nevents: []\n"
    return "\n".join(["format: 1", "events:", *(f"  - {flow(event)}" for event in events), ""])


def flow(value: Written) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)}: {flow(held)}" for key, held in value.items()) + "}"
    return "[" + ", ".join(flow(each) for each in value) + "]"


def item(value: Written, indent: int) -> list[str]:
    """A value as an item of a list: on one line, or a line for each of its keys."""
    blanks = " " * indent
    line = f"{blanks}- {flow(value)}"
    if len(line) <= WIDEST or not isinstance(value, dict):
        return [line]
    first, *rest = [each for key, held in value.items() for each in _keyed(key, held, indent + 2)]
    return [f"{blanks}- {first.lstrip()}", *rest]


def _keyed(key: str, value: Written, indent: int) -> list[str]:
    line = f"{' ' * indent}{_text(key)}: {flow(value)}"
    if len(line) <= WIDEST or isinstance(value, str | dict):
        return [line]
    return [
        f"{' ' * indent}{_text(key)}:",
        *(part for each in value for part in item(each, indent + 2)),
    ]


def _text(text: str) -> str:
    if _PLAIN.match(text) and not _OTHER_READERS.match(text):
        return text
    return json.dumps(text, ensure_ascii=False)
