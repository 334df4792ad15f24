"""The clauses of the language with their meanings and examples, as `clauses.yaml` lists them."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

CLAUSES_FILE = Path(__file__).with_name("clauses.yaml")


class Clause(NamedTuple):
    """One clause of the language.

    Attributes:
        block: the kind of block whose line it is; `text` for what stands in no block, `condition`
            for what follows `when` and `unless`.
        words: how it is written, with CAPITALS for what the owner fills in.
        meaning: what it does, in a sentence.
        examples: it as it may be written; one with lines of its own has several lines.
        default: the line that holds when nothing is said, or nothing.
    """

    block: str
    words: str
    meaning: str
    examples: tuple[str, ...]
    default: str


@cache
def clauses() -> tuple[Clause, ...]:
    """All clauses, block by block."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    stored = yaml.load(CLAUSES_FILE.read_text(encoding="utf-8"), loader)
    return tuple(
        Clause(
            group["block"],
            clause["clause"],
            clause["meaning"],
            tuple(example.rstrip("\n") for example in clause["examples"]),
            clause.get("default", ""),
        )
        for group in stored
        for clause in group["clauses"]
    )
