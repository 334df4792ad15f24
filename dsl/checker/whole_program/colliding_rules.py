"""Finds two rules that pay into one wallet for the same event and do not say how they combine."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from dsl.checker.whole_program.domains import Domain
from dsl.checker.whole_program.events import event_of, region_of
from dsl.checker.whole_program.meeting import Meeting, pairs
from dsl.checker.whole_program.regions import Key, are_apart
from dsl.checker.whole_program.separate_lines import are_separate, kinds_of_lines
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import quoted
from dsl.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.measures import EVERYTHING, Scope
from dsl.program.rules import (
    GiveAmount,
    GiveBands,
    GiveRate,
    OnNth,
    Rule,
    Trigger,
)
from dsl.source.span import Span

_MOST_TOLD = 30


class _Paying(NamedTuple):
    """One base give of a rule.

    Attributes:
        number: the rule's place in the program.
        position: the give's place in the rule.
        lines: the lines of the purchase that it pays for.
        region: for whom and when it pays.
    """

    number: int
    rule: Rule
    position: int
    lines: Scope
    region: dict[Key, Domain]


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Compares the rules for each event and wallet."""
    buckets: dict[Hashable, list[_Paying]] = defaultdict(list)
    lists = {products.name: products for products in whole.program.products}
    for number, rule in enumerate(whole.program.rules):
        if rule.life.paused or rule.tier_multiplier:
            continue
        gives = [
            (index, give)
            for index, give in enumerate(rule.gives)
            if isinstance(give, GiveAmount | GiveRate | GiveBands)
        ]
        region = region_of(whole, rule) if gives else {}
        for index, give in gives:
            lines = EVERYTHING if isinstance(give, GiveAmount) else give.measure.scope
            asked = {**region, **kinds_of_lines(lists, lines)} if lines.products else region
            paying = _Paying(number, rule, index, lines, asked)
            buckets[event_of(rule.trigger), give.wallet].append(paying)
    said = _Said(whole.program.rules)
    for bucket in buckets.values():
        if len(bucket) > 1:
            yield from _collisions(whole, said, bucket)


class _Said:
    """Which rules say how they go together."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._names = {rule.name: (*rule.instead_of, *rule.on_top_of) for rule in rules}
        self._reached: dict[str, frozenset[str]] = {}

    def about(self, one: Rule, two: Rule) -> bool:
        """Whether a line, or a chain of lines, says how two rules go together."""
        if one.group and one.group == two.group:
            return True
        return two.name in self._from(one.name) or one.name in self._from(two.name)

    def _from(self, name: str) -> frozenset[str]:
        known = self._reached.get(name)
        if known is None:
            reached: set[str] = set()
            waiting = list(self._names.get(name, ()))
            while waiting:
                other = waiting.pop()
                if other not in reached:
                    reached.add(other)
                    waiting.extend(self._names.get(other, ()))
            known = self._reached[name] = frozenset(reached)
        return known


def _collisions(whole: Whole, said: _Said, bucket: list[_Paying]) -> Iterator[Diagnostic]:
    """One collision for each rule at most, in the order of the text."""
    told: set[int] = set()
    lists = {products.name: products for products in whole.program.products}
    meetings = [Meeting(paying.region, paying.rule.group) for paying in bucket]
    for earlier, later in pairs(meetings):
        one, two = bucket[earlier], bucket[later]
        if two.number in told or one.number == two.number:
            continue
        if said.about(one.rule, two.rule) or are_apart(one.region, two.region):
            continue
        if _are_other_times(one.rule.trigger, two.rule.trigger):
            continue
        if are_separate(lists, one.lines, two.lines):
            continue
        told.add(two.number)
        yield _collision(whole, one, two)
        if len(told) >= _MOST_TOLD:
            return


def _are_other_times(one: Trigger, two: Trigger) -> bool:
    """Whether two countings of purchases or activities never meet."""
    if not (isinstance(one, OnNth) and isinstance(two, OnNth)):
        return False
    if one.repeats and two.repeats:
        return False
    if not one.repeats and not two.repeats:
        return one.count != two.count
    once, again = (two, one) if one.repeats else (one, two)
    return once.count % again.count != 0


def _collision(whole: Whole, one: _Paying, two: _Paying) -> Diagnostic:
    spans = _span(whole, one), _span(whole, two)
    names = quoted(one.rule.name), quoted(two.rule.name)
    text = whole.context.document.text
    rates = [text[span.start : span.end].partition("\n")[0] for span in spans]
    end = spans[1].end
    indent = " " * (spans[1].start - text.rfind("\n", 0, spans[1].start) - 1)
    line = f'\n{indent}instead of "{one.rule.name}"'
    title = f"{names[0]} and {names[1]} both pay"
    return diagnostic(
        "rules-that-collide",
        title if len(title) <= 72 else "two rules both pay for the same thing",
        Label(spans[1], f"so does {names[1]}"),
        others=[Label(spans[0], f"{names[0]} pays")],
        body=f"Where both rules hold, nothing says whether a member gets {_given(rates[0])},"
        f" {_given(rates[1])} or both. A line says it:"
        ' "instead of" for one of the two, "on top of" for both, or "in group" with a group.',
        fix=Fix(
            f"pay {names[1]} in place of the other",
            edits=(Edit(Span(end, end), line),),
        ),
    )


def _given(line: str) -> str:
    """What a line gives, without its verb."""
    text = line.removeprefix("give ").removeprefix("add ").replace("by bands", "the bands", 1)
    return text if len(text) <= 60 else text[:57] + "..."


def _span(whole: Whole, paying: _Paying) -> Span:
    return whole.rule_place(paying.rule.name).line("gives", paying.position)
