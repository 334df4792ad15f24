"""Finds the names that a misspelt name may have meant."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_LONGEST_COMPARED = 100
_MOST_LISTED = 5


class Suggestion(NamedTuple):
    """What to offer for a name that was not found.

    Attributes:
        nearest: every known name at the smallest distance, in their order; empty when none is near.
        listed: where none is near, the first of the known names, five at most.
    """

    nearest: tuple[str, ...]
    listed: tuple[str, ...]


def suggest(written: str, known: Iterable[str]) -> Suggestion:
    """The known names to offer for a name that is none of them.

    A name that differs only in capitals is offered first; otherwise those at the smallest number
    of slips (a letter too many, missing, wrong, or two neighbours swapped), as long as that is
    within a third of the length, and 1 at least.
    """
    names = tuple(dict.fromkeys(known))
    nearest = tuple(name for name in names if name.casefold() == written.casefold())
    nearest = nearest or _at_smallest_distance(written, names)
    return Suggestion(nearest, () if nearest else names[:_MOST_LISTED])


def _at_smallest_distance(written: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with the fewest slips, where those are few enough."""
    found: tuple[str, ...] = ()
    fewest = _LONGEST_COMPARED
    if len(written) > _LONGEST_COMPARED:
        return found
    for name in names:
        longest = max(len(written), len(name))
        allowed = min(fewest, max(1, longest // 3))
        if longest > _LONGEST_COMPARED or _fewest_possible(written, name) > allowed:
            continue
        slips = slips_between(written.casefold(), name.casefold(), allowed)
        if slips > allowed:
            continue
        found = (*found, name) if slips == fewest else (name,)
        fewest = slips
    return found


def _fewest_possible(written: str, name: str) -> int:
    """A number of slips below which two words cannot be, found far faster than the slips.

    Each letter that the longer word has beyond those that both have, wherever they stand, costs
    a slip.
    """
    letters = _letters(name)
    shared = sum(min(count, letters.get(each, 0)) for each, count in _letters(written).items())
    return max(len(written), len(name)) - shared


@lru_cache(maxsize=4096)
def _letters(word: str) -> dict[str, int]:
    return Counter(word.casefold())


def slips_between(written: str, name: str, allowed: int) -> int:
    """How many slips lead from one word to the other, no letter being touched twice.

    A slip is a letter added, left out or replaced, or two neighbouring letters swapped. Where
    there are more than `allowed`, the answer is some number above it.
    """
    if abs(len(written) - len(name)) > allowed:
        return allowed + 1
    too_many = allowed + 1
    before: list[int] = []
    last = [min(column, too_many) for column in range(len(name) + 1)]
    for row, letter in enumerate(written, 1):
        current = [min(row, too_many), *(too_many for _ in name)]
        for column in range(max(1, row - allowed), min(len(name), row + allowed) + 1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (letter != name[column - 1]),
            )
            if _swapped(written, name, row, column):
                cost = min(cost, before[column - 2] + 1)
            current[column] = cost
        if min(current) > allowed and min(last) > allowed:
            return too_many
        before, last = last, current
    return last[-1]


def _swapped(written: str, name: str, row: int, column: int) -> bool:
    """Whether the two letters that end here are the same two in the other order."""
    return (
        row > 1
        and column > 1
        and written[row - 1] == name[column - 2]
        and written[row - 2] == name[column - 1]
    )
