"""Finds tiers and memberships that include each other, and rules that stand in for each other."""

from collections.abc import Iterator, Mapping

from dsl.checker.families import Family
from dsl.checker.problems.about_names import circle
from dsl.checker.whole_program.whole import Whole
from dsl.diagnostics.diagnostic import Diagnostic
from dsl.source.span import Span

Graph = Mapping[str, tuple[str, ...]]


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks for ways that lead back to where they started."""
    program = whole.program
    tiers = {tier.name: tier.includes for tier in program.tiers}
    tiers.update({membership.name: membership.includes for membership in program.memberships})
    rules = {rule.name: rule.instead_of for rule in program.rules}
    yield from _circles(whole, tiers, Family.AUDIENCE, "circular-includes", "includes")
    yield from _circles(whole, rules, Family.RULE, "circular-instead-of", "stands in for")


def _circles(
    whole: Whole, graph: Graph, family: Family, slug: str, verb: str
) -> Iterator[Diagnostic]:
    for way in circles(graph):
        steps = [
            (name, _span(whole, graph, family, name, way[(index + 1) % len(way)]))
            for index, name in enumerate(way)
        ]
        yield circle(whole.context, slug, verb, steps)


def _span(whole: Whole, graph: Graph, family: Family, name: str, target: str) -> Span:
    place = whole.context.places.block(family, name)
    field = "includes" if family is Family.AUDIENCE else "instead_of"
    return place.line(field, graph[name].index(target))


def circles(graph: Graph) -> list[list[str]]:
    """One way round for every circle that is met; each name is walked through once."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in graph:
        way: list[str] = []
        positions: dict[str, int] = {}
        waiting: list[tuple[str, Iterator[str]]] = []
        _enter(graph, start, way, positions, waiting, done)
        while waiting:
            name, targets = waiting[-1]
            target = next(targets, None)
            if target is None:
                waiting.pop()
                way.pop()
                del positions[name]
                done.add(name)
            elif target in positions:
                found.append(way[positions[target] :])
            else:
                _enter(graph, target, way, positions, waiting, done)
    return found


def _enter(
    graph: Graph,
    name: str,
    way: list[str],
    positions: dict[str, int],
    waiting: list[tuple[str, Iterator[str]]],
    done: set[str],
) -> None:
    if name in done or name not in graph:
        return
    positions[name] = len(way)
    way.append(name)
    waiting.append((name, iter(graph[name])))
