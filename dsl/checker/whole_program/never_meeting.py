"""Finds rules that stand instead of one that never pays on the same event."""

from collections.abc import Iterator

from dsl.checker.places import BlockPlace
from dsl.checker.whole_program.events import event_of, region_of
from dsl.checker.whole_program.regions import are_apart
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.edits import without_line
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rules import Rule


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Compares what each rule waits for and asks with the rules that it stands instead of."""
    if whole.has_error:
        return
    rules = {rule.name: rule for rule in whole.program.rules if not rule.life.paused}
    for rule in rules.values():
        for index, name in enumerate(rule.instead_of):
            other = rules.get(name)
            if other is None:
                continue
            if event_of(rule.trigger) != event_of(other.trigger):
                yield _told(whole, rule, other, index, _other_event(whole, rule, other))
            elif are_apart(region_of(whole, rule), region_of(whole, other)):
                yield _told(whole, rule, other, index, _other_members(rule, other))


def _other_event(whole: Whole, rule: Rule, other: Rule) -> str:
    said = [_trigger(whole, each) for each in (rule, other)]
    return (
        f"{quoted(rule.name)} happens {said[0]}, {quoted(other.name)} {said[1]}. One rule stands"
        " instead of another only where both would pay for the same event, so this line changes"
        " nothing."
    )


def _trigger(whole: Whole, rule: Rule) -> str:
    """When a rule happens, as it is written."""
    span = whole.rule_place(rule.name).line("trigger")
    return f'"{whole.context.document.text[span.start : span.end]}"'


def _other_members(rule: Rule, other: Rule) -> str:
    return (
        f"What {quoted(rule.name)} and {quoted(other.name)} ask excludes each other. One rule"
        " stands instead of another only where both hold, so this line changes nothing."
    )


def _told(whole: Whole, rule: Rule, other: Rule, index: int, body: str) -> Diagnostic:
    place, there = whole.rule_place(rule.name), whole.rule_place(other.name)
    title = f"{quoted(rule.name)} never meets {quoted(other.name)}"
    return diagnostic(
        "rules-that-never-meet",
        title if len(title) <= 72 else f"{quoted(rule.name)} never meets the other rule",
        Label(place.line("instead_of", index), "stands instead of nothing"),
        others=[Label(there.line("trigger"), "happens here")],
        body=body,
        fix=Fix("take the line out", edits=_edits(whole, rule, other, place)),
    )


def _edits(whole: Whole, rule: Rule, other: Rule, place: BlockPlace) -> tuple[Edit, ...]:
    """Takes the line out, where it names one rule and nothing is said through that rule."""
    statements = place.statements.get("instead_of", [])
    if len(rule.instead_of) != 1 or not statements or other.instead_of or other.on_top_of:
        return ()
    return (without_line(whole.context.document.text, statements[0]),)
