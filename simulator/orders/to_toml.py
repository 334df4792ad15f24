"""Writes a mapping file."""

import json
from collections.abc import Iterator
from collections.abc import Mapping as Table

from simulator.orders.mapping import Mapping

_TABLES = ("formats", "columns", "filters", "statuses")


def mapping_to_toml(mapping: Mapping) -> str:
    """A mapping as the text of its file; what is as usual is left away."""
    said = mapping.model_dump(exclude_defaults=True)
    blocks = [_block(name, said[name]) for name in _TABLES if said.get(name)]
    for kind in ("lines", "returns"):
        parts = said.get(kind, {})
        blocks += [_block(f"{kind}.{name}", part) for name, part in parts.items() if part]
    return "\n".join(blocks)


def _block(heading: str, rows: Table[str, object]) -> str:
    return "\n".join([f"[{heading}]", *_rows(rows), ""])


def _rows(rows: Table[str, object]) -> Iterator[str]:
    for name, value in rows.items():
        told = value[0] if isinstance(value, tuple) and len(value) == 1 else value
        yield f"{_key(name)} = {toml_text(told)}"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if bare else toml_text(name)


def toml_text(value: object) -> str:
    """A text or a row of texts in quotes: JSON's way is TOML's for them."""
    return json.dumps(value, ensure_ascii=False)
