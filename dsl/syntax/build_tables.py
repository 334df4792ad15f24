"""Builds the committed parsing tables out of `grammar.lark`: `python -m dsl.syntax.build_tables`.

Lark proves that the grammar is LALR(1) without a conflict and works out its states. What is
written down here is smaller and faster to walk: states that can only complete one rule say so
once, rules that only pass a phrase on are skipped by the states before them, and equal rows are
kept once. States, rules and rows are numbered in the order in which they are reached, so the same
grammar gives the same file on every machine.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from lark import Lark
from lark.grammar import NonTerminal, Rule, Symbol, Terminal
from lark.indenter import Indenter
from lark.lexer import PatternStr
from lark.parsers.lalr_analysis import Reduce

from dsl.syntax.tables import EXTEND, LIST, NO_DEFAULT, NODE, PASS, SPLICE, TABLES_FILE

GRAMMAR_FILE = Path(__file__).with_name("grammar.lark")


class Layout(Indenter):
    """Indentation as Lark's own reader sees it; only used to hold our reader against Lark's."""

    NL_type = "_NL"
    OPEN_PAREN_types: ClassVar[list[str]] = []
    CLOSE_PAREN_types: ClassVar[list[str]] = []
    INDENT_type = "_INDENT"
    DEDENT_type = "_DEDENT"
    tab_len = 8


def lark_reader() -> Lark:
    """Lark's own reader of the grammar, strict: it raises on any conflict or clash of words."""
    grammar = GRAMMAR_FILE.read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        strict=True,
        postlex=Layout(),
        propagate_positions=True,
        maybe_placeholders=False,
    )


class _Action(NamedTuple):
    """What a rule does when it is complete (see `dsl.syntax.tables` for the numbers)."""

    length: int
    origin: str
    mode: int
    kind: str
    kept: tuple[int, ...]

    @property
    def only_passes_on(self) -> bool:
        return self.mode == PASS and self.length == 1


class _Automaton:
    """Lark's states with our shortcuts applied."""

    def __init__(self, lark: Lark) -> None:
        table = lark.parser.parser._parse_table
        self._names = _terminal_names(lark)
        single = _nonterminals_of_one_part(lark.rules)
        self.actions = {id(rule): _action(rule, single) for rule in lark.rules}
        self.states: dict[int, dict[str, Any]] = table.states
        self.start: int = table.start_states["start"]
        self.end: int = table.end_states["start"]
        self._nonterminals = {rule.origin.name for rule in lark.rules}

    def terminal_steps(self, state: int) -> dict[str, int | _Action]:
        """By terminal: the next state, or the rule to complete."""
        steps: dict[str, int | _Action] = {}
        for name, (step, target) in sorted(self.states[state].items()):
            if name not in self._nonterminals:
                is_rule = step is Reduce
                steps[self._names[name]] = self.actions[id(target)] if is_rule else target
        return dict(sorted(steps.items()))

    def phrase_steps(self, state: int) -> dict[str, int]:
        """By phrase: the next state, without stops in states that only pass the phrase on."""
        row = self.states[state]
        names = sorted(name for name in row if name in self._nonterminals)
        return {name: self._beyond(state, row[name][1]) for name in names}

    def default(self, state: int) -> _Action | None:
        """The one rule that this state can only complete, if that is so."""
        rules = list(self.terminal_steps(state).values())
        first = rules[0] if rules and not self.phrase_steps_exist(state) else None
        if isinstance(first, _Action) and all(step == first for step in rules):
            return first
        return None

    def phrase_steps_exist(self, state: int) -> bool:
        """Whether any phrase can follow in this state."""
        return any(name in self._nonterminals for name in self.states[state])

    def _beyond(self, state: int, target: int) -> int:
        default = self.default(target)
        while default is not None and default.only_passes_on:
            target = self.states[state][default.origin][1]
            default = self.default(target)
        return target


def _terminal_names(lark: Lark) -> dict[str, str]:
    """Lark's name of each terminal -> the word itself, or `<NAME>` for a kind of word."""
    names = {"$END": "<END>"}
    for terminal in lark.terminals:
        is_word = isinstance(terminal.pattern, PatternStr)
        names[terminal.name] = (
            terminal.pattern.value if is_word else f"<{terminal.name.strip('_')}>"
        )
    for declared in ("_INDENT", "_DEDENT", "UNREAD"):
        names[declared] = f"<{declared.strip('_')}>"
    return names


def _nonterminals_of_one_part(rules: list[Rule]) -> set[str]:
    """The inlined phrases that always stand for exactly one part."""
    single = {rule.origin.name for rule in rules if rule.origin.name.startswith("_")}
    while True:
        many = {rule.origin.name for rule in rules if not _is_one_part(rule, single)}
        if not single & many:
            return single
        single -= many


def _is_one_part(rule: Rule, single: set[str]) -> bool:
    kept = _kept_symbols(rule)
    return len(kept) == 1 and not _is_spliced(rule.expansion[kept[0]], single)


def _kept_symbols(rule: Rule) -> list[int]:
    """Positions of the symbols of a rule that leave something in the tree."""
    return [
        position
        for position, symbol in enumerate(rule.expansion)
        if not isinstance(symbol, Terminal) or rule.options.keep_all_tokens or not symbol.filter_out
    ]


def _is_spliced(symbol: Symbol, single: set[str]) -> bool:
    is_inlined = isinstance(symbol, NonTerminal) and symbol.name.startswith("_")
    return is_inlined and symbol.name not in single


def _action(rule: Rule, single: set[str]) -> _Action:
    origin = rule.origin.name
    positions = _kept_symbols(rule)
    spliced = [_is_spliced(rule.expansion[position], single) for position in positions]
    kept = tuple(
        ~position if splice else position
        for position, splice in zip(positions, spliced, strict=True)
    )
    is_spread = any(spliced)
    if origin in single or (rule.options.expand1 and not rule.alias):
        if is_spread or len(kept) != 1:
            raise ValueError(f"the rule {origin} passes on more than one part: give it an alias")
        mode = PASS
    elif origin.startswith("_"):
        mode = EXTEND if kept[:1] == (~0,) else LIST
    else:
        mode = SPLICE if is_spread else NODE
    return _Action(len(rule.expansion), origin, mode, rule.alias or origin, kept)


class _Numbering:
    """Numbers given in the order in which things are first asked for."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def of(self, thing: Any) -> int:
        """The thing's number, a new one where it is met for the first time."""
        return self.numbers.setdefault(thing, len(self.numbers))


def tables() -> dict[str, Any]:
    """Everything that `dsl.syntax.tables` reads, as plain lists."""
    automaton = _Automaton(lark_reader())
    states, rules, terminals = _Numbering(), _Numbering(), _Numbering()
    phrases, rows, gotos = _Numbering(), _Numbering(), _Numbering()
    state_rows, state_gotos, defaults = [], [], []
    states.of(automaton.start)
    for state in _reached(states):
        default = automaton.default(state)
        row: list[int] = []
        for name, step in automaton.terminal_steps(state).items() if default is None else ():
            is_rule = isinstance(step, _Action)
            row += [terminals.of(name), ~rules.of(step) if is_rule else states.of(step)]
        goto: list[int] = []
        for name, target in automaton.phrase_steps(state).items():
            goto += [phrases.of(name), states.of(target)]
        defaults.append(NO_DEFAULT if default is None else rules.of(default))
        state_rows.append(rows.of(tuple(row)))
        state_gotos.append(gotos.of(tuple(goto)))
    return {
        "end": states.of(automaton.end),
        "terminals": list(terminals.numbers),
        "rules": [
            [rule.length, phrases.of(rule.origin), rule.mode, rule.kind, *rule.kept]
            for rule in rules.numbers
        ],
        "defaults": defaults,
        "state_rows": state_rows,
        "state_gotos": state_gotos,
        "rows": [list(row) for row in rows.numbers],
        "gotos": [list(goto) for goto in gotos.numbers],
    }


def _reached(states: _Numbering) -> Iterator[Any]:
    """The states in the order of their numbers, those included that are numbered meanwhile."""
    position = 0
    while position < len(states.numbers):
        yield list(states.numbers)[position]
        position += 1


def tables_text() -> str:
    """The tables as the committed file holds them: one list a line."""
    lines = []
    for name, value in tables().items():
        if isinstance(value, list) and value and isinstance(value[0], list):
            inner = ",\n".join(json.dumps(row, separators=(",", ":")) for row in value)
            lines.append(f'"{name}":[\n{inner}\n]')
        else:
            lines.append(f'"{name}":{json.dumps(value, separators=(",", ":"))}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the committed file."""
    TABLES_FILE.write_text(tables_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
