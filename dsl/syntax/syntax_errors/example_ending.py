"""An ending for a line that stops too early: the shortest that the grammar has."""

from collections import deque
from collections.abc import Sequence

from dsl.syntax.stack import NL
from dsl.syntax.syntax_errors.amounts import currency_of, units_of
from dsl.syntax.syntax_errors.mistake import Mistake
from dsl.syntax.tree import Leaf
from dsl.syntax.trial import accepted, fits, walk

_MOST_TRIED = 300
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
    return " ".join(_sample(mistake, key) for key in ending_keys(mistake.reached))


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
