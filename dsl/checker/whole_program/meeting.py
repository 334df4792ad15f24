"""Which of many rules may meet, without comparing each with each.

Rules that ask about one thing (a channel, a tier, a category, dates) are found by what they ask,
so that a long program with many offers stays quick.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from statistics import median_low
from typing import NamedTuple

from dsl.checker.whole_program.domains import Domain, Numbers, Values
from dsl.checker.whole_program.regions import Key

_LARGE = 40
_MOST_STEPS = 40


class Meeting(NamedTuple):
    """What decides whether a rule can meet others.

    Attributes:
        region: what it asks.
        group: rules of one group need not be compared; empty for none.
    """

    region: dict[Key, Domain]
    group: str


def pairs(rules: Sequence[Meeting]) -> Iterator[tuple[int, int]]:
    """Numbers of two rules that may meet, the earlier one first, by the later one's order."""
    key = _dividing_key(rules)
    domains = [rule.region.get(key) if key is not None else None for rule in rules]
    step = _step(domains)
    index: dict[Hashable, dict[str, list[int]]] = defaultdict(dict)
    for later, rule in enumerate(rules):
        parts = _parts(domains[later], step)
        if parts is None:
            near: Iterable[int] = _others(index[_ALL], rule.group)
        else:
            met = {number for part in parts for number in _others(index[part], rule.group)}
            near = sorted(met.union(_others(index[_ANYWHERE], rule.group)))
        for earlier in near:
            yield earlier, later
        for part in (_ALL, *(parts if parts is not None else (_ANYWHERE,))):
            index[part].setdefault(rule.group, []).append(later)


_ALL = object()
_ANYWHERE = object()


def _others(by_group: dict[str, list[int]], group: str) -> list[int]:
    """The rules that are not in the group, in their order."""
    lists = [numbers for name, numbers in by_group.items() if not group or name != group]
    return sorted(number for numbers in lists for number in numbers) if lists else []


def _dividing_key(rules: Sequence[Meeting]) -> Key | None:
    """The thing that most rules of a large number ask about."""
    if len(rules) < _LARGE:
        return None
    asked: Counter[Key] = Counter()
    for rule in rules:
        asked.update(key for key, domain in rule.region.items() if _is_narrow(domain))
    return asked.most_common(1)[0][0] if asked else None


def _is_narrow(domain: Domain) -> bool:
    """Whether a domain can set a rule apart from others."""
    if isinstance(domain, Values):
        return len(domain.members) * 2 <= len(domain.universe) or len(domain.universe) <= 2
    return all(low is not None and high is not None for low, high in domain.stretches)


def _step(domains: Sequence[Domain | None]) -> int:
    """How wide a stretch of numbers usually is."""
    widths = [
        high - low + 1
        for domain in domains
        if isinstance(domain, Numbers)
        for low, high in domain.stretches
        if low is not None and high is not None
    ]
    return max(1, median_low(widths)) if widths else 1


def _parts(domain: Domain | None, step: int) -> list[Hashable] | None:
    """The values of a domain, or its numbers in steps; None where it is everywhere."""
    if isinstance(domain, Values):
        return list(domain.members)
    if not isinstance(domain, Numbers):
        return None
    steps: list[Hashable] = []
    for low, high in domain.stretches:
        if low is None or high is None or high - low > step * _MOST_STEPS:
            return None
        steps.extend(range(low // step, high // step + 1))
    return steps
