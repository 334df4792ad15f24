"""Tries words against the tables without building anything: what fits here, what fits elsewhere."""

from collections.abc import Sequence
from functools import cache

from dsl.syntax.stack import INDENT, NL, owners_word
from dsl.syntax.tables import Tables, load_tables
from dsl.syntax.tree import Leaf
from dsl.syntax.words import JOINING, key_of


def walk(states: Sequence[int], words: Sequence[Leaf]) -> tuple[int, list[int]]:
    """Read words from the given states on, as far as they fit.

    Returns:
        How many fit, and the states after them.
    """
    tables = load_tables()
    reached = list(states)
    for position, word in enumerate(words):
        action = _step(tables, reached, word)
        if action is None:
            return position, reached
        reached.append(action)
    return len(words), reached


def fits(states: Sequence[int], words: Sequence[Leaf]) -> bool:
    """Whether all the words fit, from the given states on."""
    return walk(states, words)[0] == len(words)


def accepted(states: Sequence[int]) -> frozenset[str]:
    """The keys of the words that may follow in the given states."""
    tables = load_tables()
    reached = list(states)
    while tables.defaults[reached[-1]] >= 0:
        _complete(tables, reached, tables.defaults[reached[-1]])
    keys = tables.rows[reached[-1]]
    return frozenset(key for key in keys if _key_step(tables, list(reached), key) is not None)


def accepts(states: Sequence[int], key: str) -> bool:
    """Whether a word of that key may follow in the given states."""
    return _key_step(load_tables(), list(states), key) is not None


@cache
def bodies() -> dict[str, tuple[int, ...]]:
    """By kind of block, the states in which its first line is read."""
    found = {
        kind: _body((), kind)
        for kind in load_tables().rows[0]
        if kind.isalpha() and kind != "perkwright"
    }
    return found | {"prize": _body(found["game"], "prize")}


def _body(outside: Sequence[int], kind: str) -> tuple[int, ...]:
    heading = [Leaf("WORD", kind, 0, 1), Leaf("NAME", '"X"', 0, 1)]
    if kind == "change":
        heading += [
            Leaf("WORD", "on", 0, 1),
            Leaf("NUMBER", "1", 0, 1),
            Leaf("MONTH", "May", 0, 1),
            Leaf("NUMBER", "2000", 0, 1),
        ]
    return tuple(walk(outside or (0,), [*heading, NL, INDENT])[1])


def _step(tables: Tables, states: list[int], word: Leaf) -> int | None:
    """The state after a word, its reductions done; nothing where it does not fit."""
    key = key_of(word)
    while True:
        rule = tables.defaults[states[-1]]
        if rule < 0:
            row = tables.rows[states[-1]]
            action = row.get(key)
            if action is None and word.kind == "WORD" and word.text not in JOINING:
                action, _ = owners_word(row, word)
            if action is None or action >= 0:
                return action
            rule = ~action
        _complete(tables, states, rule)


def _key_step(tables: Tables, states: list[int], key: str) -> int | None:
    """The state after a word of that key; nothing where it does not fit."""
    while True:
        rule = tables.defaults[states[-1]]
        if rule < 0:
            action = tables.rows[states[-1]].get(key)
            if action is None or action >= 0:
                return action
            rule = ~action
        _complete(tables, states, rule)


def _complete(tables: Tables, states: list[int], number: int) -> None:
    """Put what a rule makes of the top states in place of them."""
    rule = tables.rules[number]
    if rule.length:
        del states[-rule.length :]
    states.append(tables.gotos[states[-1]][rule.phrase])
