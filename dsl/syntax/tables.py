"""The parsing tables of the grammar, read from the committed file that `build_tables` wrote.

A *state* knows how far a phrase has been read. Its row says, by the next word, either which state
follows or which rule is complete (a complement: `~rule`). Keys of a row are the words themselves
(`give`), or a kind of word in angle brackets (`<NAME>`), which no written word can be.
"""

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

TABLES_FILE = Path(__file__).with_name("tables.json")

NO_DEFAULT = -1

NODE, SPLICE, LIST, EXTEND, PASS = range(5)
"""What a complete rule gives: a node of its parts; a node, some parts being lists to splice in;
a list of parts; the list that stands first, grown by the rest; or its one part as it is."""


class CompleteRule(NamedTuple):
    """What to do with the top of the stack when a rule is complete.

    Attributes:
        length: how many symbols it covers.
        phrase: what they become, as the key of `Tables.gotos`.
        mode: what is made of them: NODE, SPLICE, LIST, EXTEND or PASS.
        kind: the kind of the node.
        kept: the symbols that are kept, counted from the top of the stack (-1 is the last).
        spread: for each of them, whether it is a list whose parts are meant.
    """

    length: int
    phrase: int
    mode: int
    kind: str
    kept: tuple[int, ...]
    spread: tuple[bool, ...]


class Tables(NamedTuple):
    """All states of the grammar; a state is an index of the first three lists, 0 the first.

    Attributes:
        rows: by the next word, the next state or the complement of a rule.
        defaults: the rule that is complete whatever follows, or NO_DEFAULT.
        gotos: by the phrase that was completed, the next state.
        rules: the rules by their numbers.
        end: the state after a whole text.
    """

    rows: list[dict[str, int]]
    defaults: list[int]
    gotos: list[dict[int, int]]
    rules: list[CompleteRule]
    end: int


@cache
def load_tables() -> Tables:
    """The tables of the installed grammar, read once."""
    stored = json.loads(TABLES_FILE.read_text(encoding="utf-8"))
    words: list[str] = stored["terminals"]
    rows = [
        dict(zip([words[word] for word in row[::2]], row[1::2], strict=True))
        for row in stored["rows"]
    ]
    gotos = [dict(zip(row[::2], row[1::2], strict=True)) for row in stored["gotos"]]
    return Tables(
        rows=[rows[row] for row in stored["state_rows"]],
        defaults=stored["defaults"],
        gotos=[gotos[goto] for goto in stored["state_gotos"]],
        rules=[_rule(*stored_rule) for stored_rule in stored["rules"]],
        end=stored["end"],
    )


def _rule(length: int, phrase: int, mode: int, kind: str, *kept: int) -> CompleteRule:
    """The rule of a stored row, where a kept list is the complement of its position."""
    return CompleteRule(
        length,
        phrase,
        mode,
        kind,
        tuple((position if position >= 0 else ~position) - length for position in kept),
        tuple(position < 0 for position in kept),
    )
