"""Finds tiers and memberships that include each other, and rules that stand in for each other."""

from collections.abc import Iterator, Mapping

from dsl.checker.families import Family
from dsl.checker.problems.about_names import circle
from dsl.checker.whole_program.whole import Whole
from dsl.diagnostics.diagnostic import Diagnostic
from dsl.program.conditions import AnyOf, Condition, Guard, InSegment
from dsl.source.span import Span

Graph = Mapping[str, tuple[str, ...]]


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks for ways that lead back to where they started."""
    program = whole.program
    tiers = {tier.name: tier.includes for tier in program.tiers}
    tiers.update({membership.name: membership.includes for membership in program.memberships})
    lists = {products.name: products.without_products for products in program.products}
    segments = {segment.name: _asks_for(segment.guards) for segment in program.segments}
    rules = {rule.name: rule.instead_of for rule in program.rules}
    yield from _circles(whole, tiers, Family.AUDIENCE, "circular-includes", "includes")
    yield from _circles(whole, lists, Family.PRODUCTS, "circular-includes", "leaves out")
    yield from _circles(whole, segments, Family.AUDIENCE, "circular-includes", "asks for")
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


def _asks_for(guards: tuple[Guard, ...]) -> tuple[str, ...]:
    """The segments that conditions ask for."""
    return tuple(name for guard in guards for name in _segments_in(guard.condition))


def _segments_in(condition: Condition) -> Iterator[str]:
    if isinstance(condition, InSegment):
        yield condition.segment
    elif isinstance(condition, AnyOf):
        for inner in condition.conditions:
            yield from _segments_in(inner)


def _span(whole: Whole, graph: Graph, family: Family, name: str, target: str) -> Span:
    """The line that leads from a name to the next."""
    place = whole.context.places.block(family, name)
    if place.kind == "segment":
        return place.line("guards", _number_of_guard(whole, name, target))
    field = _FIELDS[place.kind]
    return place.line(field, graph[name].index(target))


def _number_of_guard(whole: Whole, name: str, target: str) -> int:
    segment = next(one for one in whole.program.segments if one.name == name)
    return next(
        number
        for number, guard in enumerate(segment.guards)
        if target in _segments_in(guard.condition)
    )


_FIELDS = {
    "tier": "includes",
    "membership": "includes",
    "products": "without_products",
    "earn": "instead_of",
    "benefit": "instead_of",
}


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
