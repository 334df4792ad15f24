"""A program saved as JSON, its schema and its hash."""

import json
from hashlib import sha256
from typing import Any

from dsl.program.program import Program


def canonical_json(program: Program) -> str:
    """The one JSON text of a program: sorted keys, no blanks, nothing left to defaults."""
    content = program.model_dump(mode="json")
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def program_sha256(program: Program) -> str:
    """The program's hash: the same for every text with the same meaning."""
    return sha256(canonical_json(program).encode()).hexdigest()


def save(program: Program) -> str:
    """The saved form, for people to read and for machines to load."""
    content = program.model_dump(mode="json")
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def load(text: str) -> Program:
    """The program of a saved form.

    Raises:
        pydantic.ValidationError: the text is not a saved program of this format.
    """
    return Program.model_validate_json(text)


def schema() -> dict[str, Any]:
    """The JSON Schema of the saved form."""
    return Program.model_json_schema()
