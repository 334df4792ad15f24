"""Strict YAML: records, lists and texts with their lines, read alike by every reader of YAML.

What readers of YAML understand differently is refused: anchors, tags, several documents, doubled
keys, and bare words such as `yes`, `1.50` or `2025-03-04`, which one reader takes for a text and
another for a truth, a fraction or a date. Bare whole numbers are kept as their digits.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.resolver import Resolver

DEEPEST = 12
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_DATE_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_OTHER_READERS = re.compile(
    r"[yYnN]\Z|0o[0-7]+\Z|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"
)


class Refused(Exception):
    """Something written in a file of events or tests that cannot be meant.

    Attributes:
        line: where, from 1.
        sentence: what is wrong, in the writer's words.
        fix: what to do; empty where nothing helpful can be said.
    """

    def __init__(self, line: int, sentence: str, fix: str = "") -> None:
        super().__init__(f"line {line}: {sentence}" + (f" {fix}" if fix else ""))
        self.line = line
        self.sentence = sentence
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or the digits of a whole number."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "list[Value]"
    line: int


@dataclass(frozen=True, slots=True)
class Record:
    """Named values, in the order of the file."""

    values: "dict[str, Value]"
    line: int


Value = Text | Items | Record


@dataclass(slots=True)
class _Open:
    """A list or record whose end has not come yet."""

    value: Items | Record
    key: Text | None = None
    lines: dict[str, int] = field(default_factory=dict)


def read(text: str) -> Value:
    """The content of a strict YAML text.

    Raises:
        Refused: the text is not YAML, or uses what readers of YAML understand differently.
    """
    try:
        return _build(text)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise Refused(
            mark.line + 1 if mark else 1,
            "This line is not laid out as a list, a record or a text.",
            "Look at its blanks at the start and its quotes; a text with a colon needs quotes.",
        ) from problem
    except yaml.YAMLError as problem:
        raise Refused(1, "The file holds characters that no text has.") from problem


def _build(text: str) -> Value:
    stack: list[_Open] = []
    documents: list[Value] = []
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        _refuse_marks(event, line)
        if isinstance(event, yaml.ScalarEvent):
            _place(Text(_plain(event, line), line), stack, documents)
        elif isinstance(event, yaml.SequenceStartEvent):
            _open(Items([], line), stack)
        elif isinstance(event, yaml.MappingStartEvent):
            _open(Record({}, line), stack)
        elif isinstance(event, yaml.CollectionEndEvent):
            _place(stack.pop().value, stack, documents)
    if len(documents) != 1:
        raise Refused(1, "The file must hold one record, and holds none or several.")
    return documents[0]


def _refuse_marks(event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise Refused(line, "Marks with & and * are not used here.", "Write the value out.")
    if getattr(event, "tag", None) is not None:
        raise Refused(line, f"The mark {event.tag!r} is not used here.", "Leave it out.")


def _plain(event: Any, line: int) -> str:
    """The text of a scalar, unless it is bare and readers would take it for something else."""
    value: str = event.value
    if event.style or _WHOLE_NUMBER.match(value):
        return value
    if not value:
        raise Refused(line, "Nothing stands after the colon or the dash.")
    kinds = Resolver.yaml_implicit_resolvers.get(value[0], [])
    patterns = (*(pattern for _, pattern in kinds), _DATE_AND_TIME, _OTHER_READERS)
    if any(pattern.match(value) for pattern in patterns):
        raise Refused(
            line, f"Readers of YAML do not agree on what {value} means.", f'Write "{value}".'
        )
    return value


def _open(value: Items | Record, stack: list[_Open]) -> None:
    if len(stack) >= DEEPEST:
        raise Refused(value.line, f"Nothing here goes deeper than {DEEPEST} levels.")
    stack.append(_Open(value))


def _place(value: Value, stack: list[_Open], documents: list[Value]) -> None:
    if not stack:
        documents.append(value)
        return
    holder = stack[-1]
    if isinstance(holder.value, Items):
        holder.value.items.append(value)
    elif holder.key is None:
        holder.key = _key(value, holder)
    else:
        holder.value.values[holder.key.text] = value
        holder.key = None


def _key(value: Value, holder: _Open) -> Text:
    if not isinstance(value, Text):
        raise Refused(value.line, "What stands before a colon must be a word.")
    if value.text in holder.lines:
        raise Refused(
            value.line,
            f'"{value.text}" is said twice, first in line {holder.lines[value.text]}.',
            "Leave one of them out.",
        )
    holder.lines[value.text] = value.line
    return value
