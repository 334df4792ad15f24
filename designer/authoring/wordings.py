"""What else the fixed words of a line could be: round [down], of [net spend], per [purchase].

Nothing is listed here. The tables of the grammar are asked which other words fit between what
stands before and what stands behind them; only whole lines without a value of the owner's are
looked up among the examples of the clauses.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from dsl.source.document import Document
from dsl.syntax.clauses import clauses
from dsl.syntax.from_text import read
from dsl.syntax.stack import INDENT, NL
from dsl.syntax.tree import Leaf, Node
from dsl.syntax.trial import accepted, accepts, bodies, fits, walk
from dsl.syntax.words import JOINING, KEYS, KINDS_OF_WORDS

_MOST_WORDS = 4
_IN_ORDER = ("day", "week", "month", "quarter", "year", "calendar", "membership", "next")
MEASURING = frozenset({"of", "earned"})
"""Words that say what a number counts, so that its unit would no longer fit without them."""
_LISTING = frozenset({"and", "or"})
"""Words that join the parts of a list, which is made longer or shorter in the text."""


class Wording(NamedTuple):
    """A stretch of fixed words, and what may stand in its place.

    Attributes:
        first: the place of its first word in the line, from 0.
        end: the place after its last word.
        options: all that may stand there, what stands there now included.
    """

    first: int
    end: int
    options: tuple[str, ...]


class Place(NamedTuple):
    """Where a line stands, as far as its words depend on it.

    Attributes:
        block: the kind of its block.
        states: as in `Row`.
        has_lines: whether lines of its own follow.
        is_header: whether it is the first line of the block.
    """

    block: str
    states: tuple[int, ...]
    has_lines: bool = False
    is_header: bool = False


class _Swap(NamedTuple):
    """The words from `first` to `end` in exchange for others."""

    first: int
    end: int
    words: tuple[str, ...]


FIXED = ""
"""Instead of a kind: a word of the language itself."""


def kinds_of(states: Sequence[int], words: Sequence[Leaf]) -> list[str]:
    """The kind of each word of a line that can be read: the grammar's name for it, or FIXED.

    Args:
        states: how far the text above the line was read.
        words: the line.
    """
    found: list[str] = []
    reached = list(states)
    for word in words:
        found.append(_kind(reached, word))
        reached = walk(reached, [word])[1]
    return found


def _kind(states: Sequence[int], word: Leaf) -> str:
    if word.kind == "COMMA" or (word.kind == "WORD" and accepts(states, word.text)):
        return FIXED
    kind = KINDS_OF_WORDS.get(word.text, word.kind) if word.kind == "WORD" else word.kind
    return kind if accepts(states, KEYS.get(kind, "<WORD>")) else word.kind


def wordings(place: Place, words: Sequence[Leaf]) -> tuple[Wording, ...]:
    """The stretches of fixed words of a line that could be others."""
    if place.is_header:
        return ()
    shape = tuple((word.kind, _shown(word)) for word in words)
    return _wordings(place, shape)


def _shown(word: Leaf) -> str:
    """What the answer depends on: of names and numbers only that they are there."""
    return {"NAME": '"X"', "NUMBER": "2", "PERCENT": "2%"}.get(word.kind, word.text)


@lru_cache(maxsize=4096)
def _wordings(place: Place, shape: tuple[tuple[str, str], ...]) -> tuple[Wording, ...]:
    words = [Leaf(kind, text, 0, 1) for kind, text in shape]
    fixed = [kind == FIXED for kind in kinds_of(place.states, words)]
    found = tuple(_joined(words, _swaps(place, words, fixed)))
    whole = _whole_line(place, words, fixed)
    if whole:
        others = {line for each in found for line in _lines(words, each)}
        if others <= set(whole) or any(line in _ways(place.block) for line in others - set(whole)):
            return (Wording(0, len(words), whole),)
    return found


def _lines(words: Sequence[Leaf], wording: Wording) -> Iterator[str]:
    """The line with each option of a wording."""
    for option in wording.options:
        before = [word.text for word in words[: wording.first]]
        yield " ".join([*before, option, *(word.text for word in words[wording.end :])])


def _whole_line(place: Place, words: Sequence[Leaf], fixed: Sequence[bool]) -> tuple[str, ...]:
    """The other ways to say the clause of a line, where none of them has a value."""
    if not all(fixed) or place.has_lines:
        return ()
    return _ways(place.block).get(" ".join(word.text for word in words), ())


@cache
def _ways(block: str) -> dict[str, tuple[str, ...]]:
    """By line without a value, the lines that are the same clause said otherwise."""
    found: dict[str, tuple[str, ...]] = {}
    for clause in clauses():
        if clause.block != block or block not in bodies():
            continue
        ways = tuple(line for line in clause.examples if _has_no_value(block, line))
        if len(ways) > 1:
            found.update(dict.fromkeys(ways, ways))
    return found


def _has_no_value(block: str, line: str) -> bool:
    if "\n" in line:
        return False
    words = [Leaf("WORD", word, 0, 1) for word in line.split(" ")]
    is_fixed = not any(kinds_of(bodies()[block], words))
    return is_fixed and fits(bodies()[block], [*words, NL])


def _swaps(place: Place, words: list[Leaf], fixed: list[bool]) -> Iterator[_Swap]:
    """Every shortest exchange of up to four words after which the line can still be read."""
    ending = [NL, INDENT] if place.has_lines else [NL]
    reached = list(place.states)
    for first, word in enumerate(words):
        if first and fixed[first] and word.kind == "WORD":
            for swap in _swaps_at(first, reached, words, fixed, ending):
                if _means_the_same(place, words, fixed, swap):
                    yield swap
        reached = walk(reached, [word])[1]


def _swaps_at(
    first: int, reached: list[int], words: list[Leaf], fixed: list[bool], ending: list[Leaf]
) -> Iterator[_Swap]:
    ends: list[int] = []
    for end in range(first + 1, min(len(words), first + _MOST_WORDS) + 1):
        if not fixed[end - 1]:
            break
        ends.append(end)
    waiting: deque[tuple[list[int], tuple[str, ...]]] = deque([(reached, ())])
    while waiting:
        states, said = waiting.popleft()
        fitting = [end for end in ends if said and fits(states, [*words[end:], *ending])]
        if fitting:
            yield _Swap(first, fitting[0], said)
        elif len(said) < _MOST_WORDS:
            for key in accepted(states):
                if key[0].isalpha() and (said or key != words[first].text):
                    after = walk(states, [Leaf("WORD", key, 0, 1)])[1]
                    waiting.append((after, (*said, key)))


def _means_the_same(place: Place, words: list[Leaf], fixed: list[bool], swap: _Swap) -> bool:
    """Whether what the owner wrote stands for the same kind of thing after a swap."""
    others = [*words[: swap.first], *words[swap.end :]]
    taken = {word.text for word in words[swap.first : swap.end]}
    if len(swap.words) == 1 and swap.words[0] in {word.text for word in others}:
        return False
    if taken <= JOINING & set(swap.words) or taken <= _LISTING:
        return False
    if taken & _LISTING and set(swap.words) < taken:
        return False
    if not fixed[swap.first - 1] and words[swap.first - 1].kind == "WORD":
        if taken & MEASURING != set(swap.words) & MEASURING:
            return False
    if not any(word.kind == "NAME" for word in others) or place.has_lines:
        return True
    before = " ".join(word.text for word in words[: swap.first])
    behind = " ".join(word.text for word in words[swap.end :])
    now = " ".join(word.text for word in words)
    return _names(place.block, now) == _names(
        place.block, f"{before} {' '.join(swap.words)} {behind}"
    )


def _names(block: str, line: str) -> list[tuple[str, ...]]:
    """For each name of a line the phrases that it stands in, from the outermost."""
    header = f'{block} "B"' + (" on 1 May 2030" if block == "change" else "")
    text = f'game "G"\n  {header}\n    {line}\n' if block == "prize" else f"{header}\n  {line}\n"
    return list(_chains(read(Document("", text)).tree, ()))


def _chains(node: Node, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    chain = (*above, node.kind)
    for part in node.parts:
        if isinstance(part, Node):
            yield from _chains(part, chain)
        elif part.kind == "NAME":
            yield chain


def _joined(words: Sequence[Leaf], swaps: Iterator[_Swap]) -> Iterator[Wording]:
    """Swaps that share a word, as one wording."""
    together: list[_Swap] = []
    for swap in sorted(swaps, key=lambda swap: (swap.first, -swap.end)):
        if together and swap.first >= max(each.end for each in together):
            yield _wording(words, together)
            together = []
        together.append(swap)
    if together:
        yield _wording(words, together)


def _wording(words: Sequence[Leaf], swaps: Sequence[_Swap]) -> Wording:
    first, end = swaps[0].first, max(swap.end for swap in swaps)
    texts = [word.text for word in words]
    options = {" ".join(texts[first:end])}
    options.update(
        " ".join([*texts[first : swap.first], *swap.words, *texts[swap.end : end]])
        for swap in swaps
    )
    return Wording(first, end, tuple(sorted(options, key=_rank)))


def _rank(option: str) -> tuple[object, ...]:
    words = option.split(" ")
    order = [_IN_ORDER.index(word) if word in _IN_ORDER else -1 for word in words]
    return (max(order) >= 0, len(words), order, option)
