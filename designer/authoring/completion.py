"""What may come next at a place in the text: from the grammar, the program's names and examples.

The grammar says which words fit. Where a name fits, the check itself says which kind of thing it
would look for: the line is put to it with a name that nothing has.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from designer.authoring.draft import Checked
from designer.authoring.own_words import OwnWords
from designer.authoring.place_in_text import Place, place_at
from designer.authoring.wallets_in_text import wallets_of
from dsl.compile import compile_text
from dsl.source.document import Document
from dsl.syntax.clauses import Clause, clauses
from dsl.syntax.scanner import scan
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.syntax_errors.example_ending import ending_keys, sample_of
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, bodies, fits, walk
from dsl.syntax.words import KINDS_OF_WORDS, MONTHS, WEEKDAYS
from dsl.values.currencies import DECIMALS

_NOBODY = "\u2026"
_DECLARING = ("program", "wallet", "products", "activity", "attribute")
"""Blocks that the check needs to read an amount or a scope in any other."""
_MOST = 60
_LONGEST_CHAIN = 4
_QUOTED = re.compile(r'"([^"\n]*)"')


@dataclass(frozen=True)
class Suggestion:
    """Something that may stand at the cursor.

    Attributes:
        text: what is written; one that has lines of its own has several lines.
        about: what it means, where that is not plain.
    """

    text: str
    about: str = ""


@dataclass(frozen=True)
class Completion:
    """What may replace a stretch of the text.

    Attributes:
        start, end: the stretch: the beginning of the word that is being written.
        is_whole: what stands there now is one of the suggestions already.
    """

    start: int
    end: int
    suggestions: tuple[Suggestion, ...]
    is_whole: bool = False


def completion(checked: Checked, text: str, offset: int) -> Completion | None:
    """What may come at an offset; None where nothing can be said.

    Args:
        checked: the newest check, which knows the program's names; it may be of an older text.
        text: the text as it is now.
    """
    place = place_at(text, offset)
    if place is None:
        return None
    own = OwnWords(checked.tree)
    found = dict.fromkeys(
        each
        for each in (
            *_names(text, offset, place, own),
            *_examples_in(place, own),
            *_words(checked, place, own),
        )
        if _continues(each.text, place.written)
    )
    if not found:
        return None
    is_whole = any(each.text == place.written for each in found)
    chosen = [each for each in found if each.text != place.written][:_MOST]
    if not chosen:
        return None
    return Completion(offset - len(place.written), offset, tuple(chosen), is_whole)


def _continues(text: str, written: str) -> bool:
    return text.casefold().startswith(written.casefold())


# ---------------------------------------------------------------- words of the language


def _words(checked: Checked, place: Place, own: OwnWords) -> Iterator[Suggestion]:
    """Units and the like, then words of the language: usual ones first."""
    keys = accepted(place.states)
    if "<WORD>" in keys:
        yield from (Suggestion(unit) for unit in _units(checked, place, own))
    for key, words in (("<WEEKDAY>", WEEKDAYS), ("<MONTH>", MONTHS)):
        if key in keys:
            yield from (Suggestion(word) for word in words)
    plain = (key for key in keys if key[0] not in "<," and key not in KINDS_OF_WORDS)
    for key in sorted(plain, key=lambda key: (-_usual()[key], key)):
        yield Suggestion(" ".join((key, *_going_on(place.states, key))))


def _going_on(states: Sequence[int], key: str) -> Iterator[str]:
    """The words that can only follow a word."""
    for _ in range(_LONGEST_CHAIN):
        states = walk(states, [Leaf("WORD", key, 0, 1)])[1]
        keys = accepted(states)
        key = next(iter(keys))
        if len(keys) != 1 or key[0] in "<,":
            return
        yield key


@cache
def _usual() -> Counter[str]:
    """How often each word stands in the examples of the language."""
    return Counter(
        word.text
        for clause in clauses()
        for example in clause.examples
        for line in scan(example)
        for word in line.words
    )


def _units(checked: Checked, place: Place, own: OwnWords) -> Iterator[str]:
    first = place.words[0].text if place.words else ""
    if first in ("currency", "holds"):
        yield from (own.currency, *(code for code in DECIMALS if code != own.currency))
        return
    if first in ("unit", "decimals"):
        return
    is_one = bool(place.words) and place.words[-1].text == "1"
    for wallet in wallets_of(checked.tree):
        if not wallet.is_money:
            yield wallet.one if is_one else wallet.many
    yield own.currency


# ---------------------------------------------------------------- examples


def _examples_in(place: Place, own: OwnWords) -> Iterator[Suggestion]:
    """Whole examples of the language that fit here, in the program's own words.

    Those of the block itself come first, and last those with a name that the program lacks.
    """
    found = []
    for clause, example in _fitting(place.states):
        is_block = scan(example)[0].words[0].text in bodies()
        said = _with_a_free_name(example, own) if is_block else own.said(example)
        names = () if is_block else _QUOTED.findall(said)
        lacks = any(name not in own.all_names for name in names)
        suggestion = Suggestion(said.replace("\n", f"\n{place.indent}"), clause.meaning)
        found.append((lacks, clause.block != place.kind, suggestion))
    found.sort(key=lambda one: one[:2])
    return (suggestion for _, _, suggestion in found)


def _with_a_free_name(example: str, own: OwnWords) -> str:
    """A block under a name that nothing has yet."""
    header, *lines = example.split("\n", 1)
    header = _QUOTED.sub(lambda name: f'"{own.free_name(name[1])}"', header)
    return "\n".join((header, *map(own.said, lines)))


@lru_cache(64)
def _fitting(states: tuple[int, ...]) -> tuple[tuple[Clause, str], ...]:
    """The examples that complete a line, each with its clause; of each line's clause the first."""
    found = []
    for clause in clauses():
        for example in clause.examples:
            first, *below = example.split("\n", 1)
            words = scan(first)[0].words
            if len(words) > 1 and fits(states, [*words, NL, *([INDENT] if below else [])]):
                found.append((clause, example))
                if clause.block != "text":
                    break
    return tuple(found)


# ---------------------------------------------------------------- names


def _names(text: str, offset: int, place: Place, own: OwnWords) -> Iterator[Suggestion]:
    """The names of all that may be named here."""
    if "<NAME>" not in accepted(place.states) or place.written[:1] not in ("", '"'):
        return
    for kind in _kinds_wanted(text, offset, place):
        for name in own.names(kind.replace(" ", "_")):
            yield Suggestion(f'"{name}"', kind)


def _kinds_wanted(text: str, offset: int, place: Place) -> tuple[str, ...]:
    """What the check would look for if a name stood at an offset."""
    states = walk(place.states, [Leaf("NAME", _NOBODY, 0, 1)])[1]
    ending = () if fits(states, [NL]) else ending_keys(states)
    words = (*(word.text for word in place.words), f'"{_NOBODY}"', *map(sample_of, ending))
    tried = _with_declarations(text, offset, place.indent + " ".join(words))
    names = compile_text(Document("", tried)).places.names
    return next((written.kinds for written in names if written.name == _NOBODY), ())


def _with_declarations(text: str, offset: int, line: str) -> str:
    """The block around an offset with its line replaced, and the blocks that it may need."""
    lines = text.split("\n")
    at = text.count("\n", 0, offset)
    lines[at] = line
    kept: list[str] = []
    block: list[str] = []
    for number, written in enumerate([*lines, "program"]):
        starts = bool(written.strip()) and written[0] not in " \t#"
        if starts and block:
            is_needed = block[0].split(" ")[0] in _DECLARING
            if is_needed or number - len(block) <= at < number:
                kept += block
            block = []
        block.append(written)
    return "\n".join(kept) + "\n"
