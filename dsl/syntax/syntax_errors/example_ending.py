"""An ending for a line that stops too early: of an example of its clause, else the shortest."""

import itertools
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
_BEFORE_SPANS = ("last", "grace", "any")
_CONDITIONS = ("when", "unless")
_OWNERS = ("its", "member's")
"""Before the name of an attribute."""
_MONEY = {"spend", "price", "paid"}
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
    if _is_as_declared(mistake.line.words):
        return ""
    told = min(_endings_of_clauses(mistake), key=_names_and_length, default=[])
    if told:
        return " ".join(_in_the_owners_words(mistake, told))
    return " ".join(_shortest(mistake))


def _is_as_declared(typed: Sequence[Leaf]) -> bool:
    """Whether other lines say what may follow: the kind of an attribute, what a tier counts."""
    if typed[0].text in _CONDITIONS:
        pairs = itertools.pairwise(typed)
        return any(word.kind == "NAME" and before.text in _OWNERS for before, word in pairs)
    return typed[0].text == "carry" and any(word.text == "surplus" for word in typed)


def _names_and_length(ending: Sequence[Leaf]) -> tuple[bool, int]:
    """By which endings without a name of the owner's come first, and then the shortest."""
    return any(word.kind == "NAME" for word in ending), len(ending)


def _shortest(mistake: Mistake) -> Iterator[str]:
    """The fewest words that complete the line."""
    typed = [word.text for word in mistake.line.words]
    keys = ending_keys(mistake.reached)
    whole = [*typed, *keys]
    is_bare = mistake.line.words[-1].kind == "NUMBER" and keys[:1] not in ((), ("<WORD>",))
    if is_bare and _is_compared_with_money(typed):
        yield currency_of(mistake) or "EUR"
    for place in range(len(typed), len(whole)):
        yield _word(mistake, whole[:place], whole[place], whole[place + 1 :])


def _word(mistake: Mistake, before: Sequence[str], key: str, after: Sequence[str]) -> str:
    """A word of that key as it may be written between these."""
    if key == "<NUMBER>":
        if before[-1] in _BEFORE_YEARS:
            return _YEAR
        is_upper = before[-1] == "and" and "between" in before
        number = "100" if is_upper else sample_of(key)
        is_bare = after[:1] != ["<WORD>"]
        own = currency_of(mistake) or "EUR"
        return f"{number} {own}" if is_bare and _is_compared_with_money(before) else number
    if key == "<WORD>":
        if before[-2:][0] in _BEFORE_SPANS or after[:1] == ["ago"]:
            return "days"
        if before[0] in ("currency", "holds") or "donation" in before:
            return currency_of(mistake) or "EUR"
        if before[0] != "unit":
            return next(iter(units_of(mistake)), sample_of(key))
    return "17:00" if (before[-1], key) == ("to", "<TIME>") else sample_of(key)


def _is_compared_with_money(before: Sequence[str]) -> bool:
    return before[0] in _CONDITIONS and not _MONEY.isdisjoint(before)


def _endings_of_clauses(mistake: Mistake) -> Iterator[list[Leaf]]:
    """What is still to come in the examples of clauses that begin as the line does."""
    typed, block = mistake.line.words, mistake.level.kind
    if typed[0].text in _CONDITIONS:
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
    if mistake.first == "unit" and mistake.level.kind == "wallet":
        own = {}
    for before, word in zip([mistake.word, *words], words, strict=False):
        if word.kind == "NAME" and mistake.first != "recurring":
            yield _SAMPLES["<NAME>"]
        elif word.kind == "NUMBER" and before.text in _BEFORE_YEARS:
            yield _YEAR
        elif word.text in MONTHS and word is words[0]:
            yield _SAMPLES["<MONTH>"]  # it has a 31st
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
