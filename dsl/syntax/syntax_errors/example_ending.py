"""An ending for a line that stops too early: of an example of its clause, else the shortest."""

from collections import deque
from collections.abc import Iterator, Sequence

from dsl.syntax.clauses import clauses
from dsl.syntax.scanner import scan
from dsl.syntax.stack import NL
from dsl.syntax.syntax_errors.amounts import currency_of, unit_of, units_of
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, fits, walk
from dsl.syntax.words import MONTHS

_MOST_TRIED = 300
_YEAR, _BEFORE_YEARS = "2030", ("<MONTH>", *MONTHS)
_USUAL = ("purchase", "<NAME>", "<NUMBER>", "<WORD>", "month", "member", "net", "the")
"""What comes first among endings of one length."""

_SAMPLES = {
    "<NAME>": '"Name"',
    "<NUMBER>": "10",
    "<PERCENT>": "5%",
    "<TIME>": "9:00",
    "<ORDINAL>": "3rd",
    "<MONTH>": "March",
    "<WEEKDAY>": "Monday",
    "<ZONE>": "Europe/Paris",
}


def example_ending(mistake: Mistake) -> str:
    """Words that complete the line; nothing where there is no short ending."""
    told = min(_endings_of_clauses(mistake), key=len, default=[])
    if told:
        return " ".join(_in_the_owners_words(mistake, told))
    keys = ending_keys(mistake.reached)
    return " ".join(
        _YEAR if before in _BEFORE_YEARS and key == "<NUMBER>" else _sample(mistake, key)
        for before, key in zip([mistake.word.text, *keys], keys, strict=False)
    )


def _endings_of_clauses(mistake: Mistake) -> Iterator[list[Leaf]]:
    """What is still to come in the examples of clauses that begin as the line does."""
    typed, block = mistake.line.words, mistake.level.kind
    if typed[0].text in ("when", "unless"):
        typed, block = typed[1:], "condition"
    for clause in clauses() if typed else ():
        for example in clause.examples if clause.block == block else ():
            words = scan(example)[0].words
            rest = words[len(typed) :]
            begins = all(map(_is_alike, typed, words, [None, *typed]))
            if rest and begins and fits(mistake.reached, [*rest, NL]):
                yield rest


def _is_alike(typed: Leaf, shown: Leaf, before: Leaf | None) -> bool:
    """Whether two words are the same, but for the owner's own figures, names and units."""
    is_own = typed.kind != "WORD" or (before is not None and before.kind == "NUMBER")
    return typed.kind == shown.kind and (is_own or typed.text == shown.text)


def _in_the_owners_words(mistake: Mistake, words: Sequence[Leaf]) -> Iterator[str]:
    one, many = unit_of(mistake)
    own = {"CHF": currency_of(mistake) or "EUR", "crumb": one, "crumbs": many}
    for before, word in zip([mistake.word, *words], words, strict=False):
        if word.kind == "NAME":
            yield _SAMPLES["<NAME>"]
        elif word.kind == "NUMBER" and before.text in _BEFORE_YEARS:
            yield _YEAR
        else:
            yield own.get(word.text, word.text)


def ending_keys(reached: Sequence[int]) -> tuple[str, ...]:
    """The keys of the fewest words that complete a line; nothing where there is no short ending."""
    waiting: deque[tuple[tuple[int, ...], tuple[str, ...]]] = deque([(tuple(reached), ())])
    for _ in range(_MOST_TRIED):
        if not waiting:
            break
        states, words = waiting.popleft()
        if words and fits(states, [NL]):
            return words
        for key in sorted(filter(_can_be_shown, accepted(states)), key=_rank):
            count, after = walk(states, [_leaf(key)])
            if count:
                waiting.append((tuple(after), (*words, key)))
    return ()


def sample_of(key: str) -> str:
    """A word of that key as it may be written, units and currencies left aside."""
    return _SAMPLES.get(key, "points" if key == "<WORD>" else key)


def _can_be_shown(key: str) -> bool:
    return key[0] != "<" or key == "<WORD>" or key in _SAMPLES


def _rank(key: str) -> tuple[int, str]:
    return (_USUAL.index(key) if key in _USUAL else len(_USUAL), key)


def _leaf(key: str) -> Leaf:
    """A word of that key."""
    if key == ",":
        return Leaf("COMMA", key, 0, 1)
    is_kind = key.startswith("<")
    return Leaf(key.strip("<>") if is_kind else "WORD", "" if is_kind else key, 0, 1)


def _sample(mistake: Mistake, key: str) -> str:
    if key != "<WORD>":
        return sample_of(key)
    if mistake.first in ("currency", "holds"):
        return currency_of(mistake) or "EUR"
    return next(iter(units_of(mistake)), sample_of(key))
