"""Finds rules that can never pay, and conditions that hold for everybody."""

from collections.abc import Iterator, Sequence

from dsl.checker.families import Family
from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.domains import Domain
from dsl.checker.whole_program.regions import Facet, Key, add, is_implied
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import day, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.edits import without_line
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.conditions import Guard
from dsl.program.names import Attribute


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at the conditions of every rule, reward and segment."""
    program = whole.program
    for rule in whole.rules_and_rewards:
        if rule.life.paused:
            continue
        place = whole.context.places.find(Family.RULE, rule.name)
        if place is None:
            continue
        late = _after_the_end(whole, rule.name, rule.life.first, place)
        if late is not None:
            yield late
        elif rule.guards:
            yield from _guards(
                whole, place, rule.name, rule.guards, whole.base(rule), whole.fields_of(rule)
            )
    for segment in program.segments:
        place = whole.context.places.find(Family.AUDIENCE, segment.name)
        if place is not None:
            yield from _guards(whole, place, segment.name, segment.guards, {}, {})


def _after_the_end(whole: Whole, name: str, first: object, place: BlockPlace) -> Diagnostic | None:
    ends = whole.program.ends
    if ends is None or (whole.program.starts is None and not first):
        return None
    start = next((rule.life.first for rule in whole.program.rules if rule.name == name), None)
    if start is None or start <= ends:
        return None
    program_place = whole.context.places.program
    other = program_place.line("ends") if program_place else whole.program_span
    return diagnostic(
        "rule-that-never-fires",
        f"{quoted(name)} starts after the program has ended",
        Label(place.line("dates"), f"starts on {day(start)}"),
        others=[Label(other, f"ends on {day(ends)}")],
        body=f"The program ends {(start - ends).days} days before the rule begins.",
    )


def _guards(
    whole: Whole,
    place: BlockPlace,
    name: str,
    guards: Sequence[Guard],
    base: dict[Key, Domain],
    fields: dict[str, Attribute],
) -> Iterator[Diagnostic]:
    """Adds condition after condition; the first that leaves nothing is the one to look at."""
    facets = [whole.regions.guard(guard, fields) for guard in guards]
    region = dict(base)
    for index, facet in enumerate(facets):
        if facet.domain.is_empty:
            yield _never(whole, place, name, index, None)
            return
        add(region, facet)
        if region[facet.key].is_empty:
            yield _never(whole, place, name, index, _partner(facets[:index], facet))
            return
    for index, facet in enumerate(facets):
        if is_implied(facet, base):
            yield _always(whole, place, index, is_by_itself=is_implied(facet, {}))


def _partner(before: Sequence[Facet], facet: Facet) -> int | None:
    """The earlier condition on the same thing, if it is a condition that excludes this one."""
    found = [index for index, other in enumerate(before) if other.key == facet.key]
    return found[-1] if found else None


def _never(
    whole: Whole, place: BlockPlace, name: str, index: int, partner: int | None
) -> Diagnostic:
    span = place.line("guards", index)
    text = whole.context.document.text[span.start : span.end].partition("\n")[0]
    what = "is in it" if place.kind == "segment" else "can ever meet it"
    if partner is not None:
        other = place.line("guards", partner)
        others = [Label(other, "and this at once")]
        first = whole.context.document.text[other.start : other.end].partition("\n")[0]
        body = f'"{_short(first)}" and "{_short(text)}" exclude each other, so nobody {what}.'
    else:
        others = [Label(place.header, "its block and dates leave others only")]
        body = f'"{_short(text)}" leaves nothing of what its block and its dates allow.'
    kind = "segment" if place.kind == "segment" else "rule"
    title = f"the {kind} {quoted(name)} can never hold"
    if place.kind != "segment":
        title = f"{quoted(name)} can never pay"
    if place.kind == "reward":
        title = f"{quoted(name)} can never be chosen"
    return diagnostic(
        "rule-that-never-fires",
        title,
        Label(span, "cannot hold here"),
        others=others,
        body=body,
        fix=Fix("take out or change one of the conditions"),
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


def _always(whole: Whole, place: BlockPlace, index: int, *, is_by_itself: bool) -> Diagnostic:
    span = place.line("guards", index)
    statement = place.statements.get("guards", [span])[index]
    text = whole.context.document.text
    condition = text[span.start : span.end].partition("\n")[0]
    why = (
        "It holds for everything there is"
        if is_by_itself
        else "Its block and its dates let nothing else through"
    )
    is_whole_line = place.statements.get("guards", []).count(statement) == 1
    return diagnostic(
        "condition-always-true",
        "this condition always holds",
        Label(span, "holds nobody back"),
        body=f'{why}, so "{_short(condition)}" changes nothing. Perhaps a figure lacks a digit.',
        fix=Fix("take the line out", edits=(without_line(text, statement),))
        if is_whole_line
        else None,
    )
