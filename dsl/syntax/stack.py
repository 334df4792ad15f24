"""Reads words against the tables of the grammar and builds the tree from the leaves up.

Three lists grow and shrink together: the states, what each stands for (leaf, node, or list of
parts), and where that starts. To forget a line that could not be read is to cut them back to
their height at the line's first word: nothing below that height is changed by reading a line.

A written word is taken as a word of the language where the present state accepts that word, or
where it is one of the joining words; otherwise it is the owner's, a unit.
"""

from collections.abc import Sequence

from dsl.syntax.tables import EXTEND, NODE, PASS, SPLICE, CompleteRule, Tables
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.words import JOINING, KEYS, KINDS_OF_WORDS

NL = Leaf("NL", "", 0, 0)
INDENT = Leaf("INDENT", "", 0, 0)
DEDENT = Leaf("DEDENT", "", 0, 0)


class Stack:
    """A text read so far."""

    def __init__(self, tables: Tables) -> None:
        """Start with nothing read."""
        self._tables = tables
        self._states: list[int] = [0]
        self._values: list[object] = [None]
        self._starts: list[int] = [0]
        self._end = 0
        self._line_height = 1

    def read(self, words: Sequence[Leaf]) -> int:
        """Read the words of one line (and its end) as far as they fit.

        Returns:
            How many were read; the word at that place is the first that does not fit.
        """
        states, values, starts = self._states, self._values, self._starts
        rows, defaults = self._tables.rows, self._tables.defaults
        action: int | None = None
        for position, word in enumerate(words):
            kind, text, start, end = word
            while True:
                state = states[-1]
                rule = defaults[state]
                if rule < 0:
                    row = rows[state]
                    action = row.get(text if kind == "WORD" else KEYS[kind])
                    if action is None and kind == "WORD" and text not in JOINING:
                        action, word = owners_word(row, word)
                    if action is None:
                        if not position:
                            self._line_height = len(states)
                        return position
                    if action >= 0:
                        break
                    rule = ~action
                self._complete(rule)
            if not position:
                self._line_height = len(states)
            states.append(action)
            values.append(word)
            starts.append(start)
            if end:
                self._end = end
        return len(words)

    @property
    def states(self) -> tuple[int, ...]:
        """The states as they stand, for trials."""
        return tuple(self._states)

    @property
    def body_row(self) -> dict[str, int] | None:
        """What may start a line that is moved in here; nothing where none may be."""
        row = self._tables.rows[self._states[-1]]
        return self._tables.rows[row["<INDENT>"]] if "<INDENT>" in row else None

    def cut(self) -> None:
        """Forget what was read of the line that was read last."""
        height = self._line_height
        del self._states[height:]
        del self._values[height:]
        del self._starts[height:]

    def finish(self) -> Node:
        """The whole tree, once every line has been read."""
        while self._states[-1] != self._tables.end:
            state = self._states[-1]
            rule = self._tables.defaults[state]
            self._complete(rule if rule >= 0 else ~self._tables.rows[state]["<END>"])
        root = self._values[-1]
        assert isinstance(root, Node)
        return root

    def _complete(self, number: int) -> None:
        """Put what a rule makes of the top of the stack in place of it."""
        states, values, starts = self._states, self._values, self._starts
        rule = self._tables.rules[number]
        length, phrase, mode, kind, kept, _ = rule
        value: object
        if mode == NODE:
            parts = tuple([values[offset] for offset in kept])
            value = tuple.__new__(Node, (kind, parts, starts[-length], self._end))
        elif mode == PASS:
            value = values[kept[0]]
        else:
            value = self._joined(rule)
        if length > 1:
            del states[1 - length :], values[1 - length :], starts[1 - length :]
        states[-1] = self._tables.gotos[states[-2]][phrase]
        values[-1] = value

    def _joined(self, rule: CompleteRule) -> object:
        """The node or list of a rule some of whose parts are lists."""
        values = self._values
        offsets, spread = rule.kept, rule.spread
        parts: list[object] = []
        if rule.mode == EXTEND:
            grown = values[offsets[0]]
            assert isinstance(grown, list)
            parts, offsets, spread = grown, offsets[1:], spread[1:]
        for offset, is_list in zip(offsets, spread, strict=True):
            value = values[offset]
            if is_list:
                assert isinstance(value, list)
                parts.extend(value)
            else:
                parts.append(value)
        if rule.mode != SPLICE:
            return parts
        start = self._starts[-rule.length]
        return tuple.__new__(Node, (rule.kind, tuple(parts), start, self._end))


def owners_word(row: dict[str, int], word: Leaf) -> tuple[int | None, Leaf]:
    """The step for a word that is no word of the language here: a month, a place, a unit."""
    kind = KINDS_OF_WORDS.get(word.text)
    if kind and f"<{kind}>" in row:
        return row[f"<{kind}>"], word._replace(kind=kind)
    return row.get("<WORD>"), word
