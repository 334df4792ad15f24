"""The JSON Schema of files of tests, made from the same tables that the reader uses."""

from collections.abc import Mapping
from typing import Any

from designer.workbench.from_tests_file import (
    BALANCE_KEYS,
    CASE_KEYS,
    CHANGED,
    EXPECTED_KEYS,
    FILE_KEYS,
    PROBLEM_KEYS,
    WHY_NOT_KEYS,
)
from dsl.ledger.entry import Kind as EntryKind
from dsl.ledger.event_words import FACTS, LINE, RETURNED_LINE, TIME_PASSES, Key, Kind, keys_of

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?"
_NUMBER = r"[0-9]+(\.[0-9]+)?"

_TEXT = {"type": ["string", "integer"]}
_BY_KIND: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: _TEXT,
    Kind.TEXTS: {"type": "array", "items": _TEXT},
    Kind.YES: {"enum": ["yes", "no"]},
    Kind.COUNT: {"type": ["string", "integer"], "pattern": "^[0-9]+$", "minimum": 0},
    Kind.MONEY: {"type": "string", "pattern": rf"^{_NUMBER} [A-Z]{{3}}$"},
    Kind.AMOUNT: {"type": "string", "pattern": rf"^[+-]?{_NUMBER} \S+$"},
    Kind.MOMENT: {"type": "string", "pattern": f"^{_DAY}({_TIME})?$"},
    Kind.DAY: {"type": "string", "pattern": f"^{_DAY}$"},
    Kind.VALUE: _TEXT,
    Kind.FIELDS: {"type": "object", "additionalProperties": _TEXT},
    Kind.LINES: {"type": "array", "items": {"$ref": "#/$defs/line"}},
    Kind.RETURNED_LINES: {"type": "array", "items": {"$ref": "#/$defs/returned line"}},
}


def schema_of_tests() -> dict[str, Any]:
    """The schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tests of a loyalty program",
        **_record(FILE_KEYS, format={"const": 1}, **_file_parts()),
        "$defs": {
            "line": _record(LINE),
            "returned line": _record(RETURNED_LINE),
            "step": {"anyOf": [*_checks(), *_events()]},
        },
    }


def _file_parts() -> dict[str, dict[str, Any]]:
    case = _record(CASE_KEYS, steps={"type": "array", "items": {"$ref": "#/$defs/step"}})
    return {
        "problems": {"type": "array", "items": _record(PROBLEM_KEYS)},
        "cases": {"type": "array", "items": case},
    }


def _checks() -> list[dict[str, Any]]:
    """The steps that say what must be true."""
    kinds = [kind.value for kind in EntryKind]
    entry = _record(EXPECTED_KEYS, entry={"enum": kinds})
    return [
        _only("expect", {"type": "array", "items": entry}),
        _only("balances", {"type": "array", "items": _record(BALANCE_KEYS)}),
        _only("why not", _record(WHY_NOT_KEYS)),
        _only("program", {"const": CHANGED}),
    ]


def _events() -> list[dict[str, Any]]:
    return [_record(keys_of(word), event={"const": word}) for word in (*FACTS, TIME_PASSES)]


def _only(key: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {key: schema},
        "required": [key],
        "additionalProperties": False,
    }


def _record(keys: Mapping[str, Key], **parts: dict[str, Any]) -> dict[str, Any]:
    """A record of keys; `parts` says what some of them hold."""
    return {
        "type": "object",
        "properties": {name: parts.get(name) or _BY_KIND[key.kind] for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.required],
        "additionalProperties": False,
    }
