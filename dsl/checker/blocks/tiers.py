"""Reads tiers, with the terms that the ladder's `tiers` blocks add to each, and memberships."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from dsl.checker.blocks.gives import MULTIPLY
from dsl.checker.context import AtHand, Context
from dsl.checker.families import Family
from dsl.checker.lines import Clause, Lines, Written
from dsl.checker.phrases.conditions import guard
from dsl.checker.phrases.dates import day_in, day_to_come, period, window
from dsl.checker.phrases.measures import counted
from dsl.checker.phrases.texts import constant, text
from dsl.checker.problems import about_lines, about_names, about_occasions
from dsl.checker.quantities import (
    days,
    duration,
    in_wallet,
    is_money,
    money,
    positive,
    whole_number,
)
from dsl.checker.resolve import resolve_in
from dsl.program import tiers as program
from dsl.program.measures import Counted, Quantity
from dsl.program.rules import Audience, Multiply, OnPurchase, Rule
from dsl.program.tiers import CarryOver, Drop, Tier
from dsl.program.time import Period, PeriodStart
from dsl.syntax.tree import Node


def _quantity(node: Node) -> Node:
    found = node.node("quantity")
    assert found is not None
    return found


def _window(context: Context, node: Node) -> Any:
    part = node.node("window")
    assert part is not None
    return window(context, part)


def _start_on(context: Context, node: Node) -> program.StartOnDay | None:
    found = day_to_come(context, node)
    return None if found is None else program.StartOnDay(day=found)


def _reviewed_each(context: Context, node: Node) -> PeriodStart | None:
    """Reviewed each day is how it is when nothing is said."""
    part = node.node("period")
    assert part is not None
    found = period(part)
    return None if found is Period.DAY else PeriodStart(period=found)


def _kept_for(context: Context, node: Node) -> program.KeptFor | None:
    length = duration(context, _quantity(node))
    if length is None or positive(context, length.count, _quantity(node)) is None:
        return None
    return program.KeptFor(length=length)


def _kept_until(following: bool) -> Callable[[Context, Node], program.KeptUntilEndOf]:
    def read(context: Context, node: Node) -> program.KeptUntilEndOf:
        part = node.node("period")
        assert part is not None
        return program.KeptUntilEndOf(period=period(part), following=following)

    return read


def _grace(context: Context, node: Node) -> int | None:
    return days(context, _quantity(node))


_TERMS = {
    "counted_window": Clause("window", _window),
    "start_at_once": Clause("start", constant(program.StartAtOnce())),
    "start_on": Clause("start", _start_on),
    "start_at_next_review": Clause("start", constant(program.StartAtReview())),
    "reviewed_each": Clause("review", _reviewed_each),
    "reviewed_on": Clause("review", day_in),
    "kept_for": Clause("kept", _kept_for),
    "kept_until_end": Clause("kept", _kept_until(following=False)),
    "kept_until_end_of_next": Clause("kept", _kept_until(following=True)),
    "kept_for_life": Clause("kept", constant(program.KeptForLife())),
    "kept_while_it_holds": Clause("kept", constant(program.KeptWhileItHolds())),
    "grace": Clause("grace_days", _grace),
    "drop_one_at_a_time": Clause("drop", constant(Drop.ONE)),
    "drop_to_earned": Clause("drop", constant(Drop.EARNED)),
    "never_drop": Clause("drop", constant(Drop.NEVER)),
    "carry_over_nothing": Clause("carry", constant(None)),
    "carry_over_surplus": Clause("carry", lambda context, node: node),
}


def _includes(context: Context, node: Node) -> str | None:
    return resolve_in(context, node, context.block_kind)


JOINT = {
    "includes": Clause("includes", _includes, many=True),
    **MULTIPLY,
    "terms": Clause("terms", text, many=True),
}
_TIER = {
    "for_everyone": Clause("everyone", constant(program.ForEveryone())),
    "by_invitation": Clause("everyone", constant(program.ByInvitation())),
    "from_counted": Clause("from_counted", lambda context, node: node),
    "or_from_counted": Clause("more", lambda context, node: node, many=True),
    "and_from_counted": Clause("more", lambda context, node: node, many=True),
    "keep_from": Clause("keep_from", lambda context, node: node),
    "when": Clause("guards", guard, many=True),
    "when_any": Clause("guards", guard, many=True),
    "unless": Clause("guards", guard, many=True),
    **_TERMS,
    **JOINT,
}


class Ladder:
    """The terms that `tiers` blocks say for every tier.

    Attributes:
        counts: some tier counts over the ladder's time, or may do so in a line that was not read.
    """

    def __init__(self, context: Context, blocks: list[Node]) -> None:
        self.fields: dict[str, Written] = {}
        self.counts = False
        for block in blocks:
            if block.kind == "tiers_block":
                self._read(context, block)

    def _read(self, context: Context, block: Node) -> None:
        lines = Lines(context, block, _TERMS)
        if not (lines.fields or lines.has_unread or lines.has_left_out):
            context.empty.append(block)
        for field, found in lines.fields.items():
            first = self.fields.setdefault(field, found[0])
            if first is not found[0]:
                about_lines.doubled_statement(context, "tiers", first.line, found[0].line)

    def add_to(self, lines: Lines) -> None:
        """Gives a tier the terms that it does not say itself."""
        for field, written in self.fields.items():
            lines.fields.setdefault(field, [written])

    def tell_unused(self, context: Context) -> None:
        """A time that no tier counts over; to be asked when all tiers were read."""
        written = self.fields.get("window")
        if written is not None and not self.counts:
            about_occasions.unused_window(context, written.line)


def tier(context: Context, block: Node, ladder: Ladder) -> tuple[Tier | None, list[Node]]:
    """The tier of a block, and the blocks inside it."""
    lines = Lines(context, block, _TIER)
    own = dict(lines.fields)
    context.at_hand = AtHand()
    ladder.add_to(lines)
    name = context.block_name
    over = lines.read("window")
    entry = _entry(context, block, lines, over)
    values = lines.values("start", "review", "grace_days", "drop", "includes", "terms")
    values["keep"] = _marks(context, lines, "keep_from", over) or ()
    kept = lines.read("kept") or _kept_by_default(context, block, lines, entry)
    if entry is not None and not isinstance(entry, program.WhenCounted):
        _nothing_is_counted(context, own)
    if "window" not in own and (lines.has_unread or _counts_without_window(lines)):
        ladder.counts = True
    if "window" in own and "from_counted" in own:
        _window_that_none_needs(context, lines)
    carry = _carry_over(context, lines, entry)
    if carry is not None:
        values["carry_over"] = carry
    add_multiplier(context, lines)
    if entry is None or kept is None or lines.has_left_out:
        return None, lines.nested
    return Tier(name=name, entry=entry, kept=kept, **values), lines.nested


def _entry(context: Context, block: Node, lines: Lines, over: Any) -> program.Entry | None:
    """The way in: for everyone, by invitation, while conditions hold, or counted."""
    _marks_without_a_first(context, lines)
    said = [found for field in _WAYS if (found := lines.line(field)) is not None]
    if len(said) > 1:
        first, second = sorted(said, key=lambda line: line.start)[:2]
        about_lines.doubled_statement(context, "tier", first, second)
        return None
    if not said:
        if not (lines.has_unread or lines.has_left_out):
            about_lines.missing_statement(
                context,
                block,
                "how members get into it",
                f"from 500 {context.currency or 'USD'} of net spend in a calendar year",
                'A tier is "for everyone", "by invitation", for those who fulfil a condition, or'
                " from a mark on.",
            )
        return None
    if lines.says("everyone"):
        way: program.Entry = lines.read("everyone")
        return way
    if lines.says("guards"):
        guards = lines.read("guards")
        return program.WhileConditions(guards=guards) if guards else None
    marks = _marks(context, lines, "from_counted", over)
    return program.WhenCounted(any_of=marks) if marks else None


def _nothing_is_counted(context: Context, own: dict[str, list[Written]]) -> None:
    """Lines about marks in a tier that is not reached by counting."""
    for field in ("window", "keep_from", "carry"):
        for written in own.get(field, ()):
            if written.node.kind != "carry_over_nothing":
                about_lines.statement_does_not_belong(
                    context,
                    written.line,
                    "It is about what members count up to, and this tier is not reached by"
                    " counting.",
                )


def _window_that_none_needs(context: Context, lines: Lines) -> None:
    """A stretch of time said once for marks that all say their own."""
    window_line, first = lines.line("window"), lines.line("from_counted")
    if window_line is not None and first is not None and not _counts_without_window(lines):
        about_lines.doubled_statement(context, "tier", first, window_line)


def _counts_without_window(lines: Lines) -> bool:
    """Whether some mark does not say over which time it counts."""
    nodes = [
        written.node
        for field in ("from_counted", "keep_from", "more")
        for written in lines.fields.get(field, ())
    ]
    marks = [mark for node in nodes if (mark := node.node()) is not None]
    return any(mark.node("window") is None for mark in marks)


def _marks_without_a_first(context: Context, lines: Lines) -> None:
    """`or from` and `and from` lines that stand above the mark that they go on with."""
    starts = [line.start for field in ("from_counted", "keep_from") if (line := lines.line(field))]
    first = min(starts, default=None)
    for written in lines.fields.get("more", ()):
        if first is None or written.node.start < first:
            about_lines.statement_does_not_belong(
                context,
                written.node,
                'It goes on with a mark that starts with "from" or "keep from", and none stands'
                " above it.",
                label="goes on with what?",
            )


_WAYS = ("everyone", "guards", "from_counted")


def _marks(
    context: Context, lines: Lines, field: str, over: Any
) -> tuple[tuple[Counted, ...], ...] | None:
    """A mark with the `and from` and `or from` lines that follow it."""
    start = lines.line(field)
    if start is None:
        return None
    alternatives = [[start]]
    for node in _following(lines, start):
        if node.kind == "and_from_counted":
            alternatives[-1].append(node)
        else:
            alternatives.append([node])
    read = [[_mark(context, lines, field, node, over) for node in group] for group in alternatives]
    known = tuple(tuple(mark for mark in group if mark is not None) for group in read)
    complete = all(len(marks) == len(group) for marks, group in zip(known, read, strict=True))
    return known if complete else None


def _following(lines: Lines, start: Node) -> Iterator[Node]:
    """The lines that go on with a mark: those before the next mark of its own."""
    others = [lines.line("from_counted"), lines.line("keep_from")]
    ends = [line.start for line in others if line is not None and line.start > start.start]
    for written in lines.fields.get("more", ()):
        if written.node.start > start.start and all(written.node.start < end for end in ends):
            yield written.node


def _mark(context: Context, lines: Lines, field: str, node: Node, over: Any) -> Counted | None:
    inner = node.node()
    assert inner is not None
    lines.place.lines.setdefault(field, []).append(node.span)
    return counted(context, inner, over)


def _kept_by_default(
    context: Context, block: Node, lines: Lines, entry: program.Entry | None
) -> program.Kept | None:
    """How long it is kept where nothing is said; a counted tier must say it."""
    if isinstance(entry, program.ForEveryone | program.ByInvitation):
        return program.KeptForLife()
    if isinstance(entry, program.WhileConditions):
        return program.KeptWhileItHolds()
    is_counted = lines.says("from_counted") and not lines.says("kept")
    if is_counted and not lines.has_unread and not lines.has_left_out:
        about_lines.missing_statement(
            context,
            block,
            "how long it is kept",
            "kept until the end of the next year",
            "Whoever has reached it needs to know until when; nothing else in the text tells.",
            slug="missing-keep",
        )
    return None


def _carry_over(context: Context, lines: Lines, entry: program.Entry | None) -> CarryOver | None:
    """The surplus that counts for the next window, limited in what the mark counts."""
    node = lines.read("carry")
    if node is None:
        return None
    quantity = node.node("quantity")
    if quantity is None:
        return CarryOver(surplus=True)
    if not isinstance(entry, program.WhenCounted):
        return None
    amount = _surplus(context, quantity, entry.any_of[0][0])
    return None if amount is None else CarryOver(surplus=True, at_most=amount)


def _surplus(context: Context, node: Node, mark: Counted) -> int | None:
    if mark.measure.quantity is Quantity.EARNED:
        found = in_wallet(context, node, context.wallets[mark.measure.name])
        return None if found is None else found.amount
    if mark.measure.quantity in (Quantity.PURCHASES, Quantity.VISITS, Quantity.ACTIVITY):
        number = node.leaf("NUMBER")
        assert number is not None
        return None if is_money(context, node) else whole_number(context, number, "times")
    return money(context, node)


def add_multiplier(context: Context, lines: Lines) -> None:
    """A tier's or membership's own `multiply` lines become a rule for its members."""
    if not lines.says("gives"):
        return
    context.at_hand = AtHand(purchase=True, said="on a purchase")
    name = context.block_name
    context.has_inside.add(name)
    gives: tuple[Multiply, ...] = lines.read("gives")
    if not gives:
        return
    rule_name = f"{name} multiplier"
    line = lines.fields["gives"][0].line
    place = replace(lines.place, header=line.span, whole=line.span)
    context.places.add(Family.RULE, rule_name, place)
    taken = context.declared[Family.RULE].get(rule_name)
    if taken is not None:
        about_names.name_of_multiplier(context, taken, line)
        return
    context.add_rule(
        Rule(
            name=rule_name,
            trigger=OnPurchase(),
            inside=members(context, lines.place.kind, name),
            gives=gives,
            tier_multiplier=True,
        )
    )


def members(context: Context, kind: str, name: str) -> Audience:
    """Those who have a tier or membership: its own members and those of all that include it."""
    names = context.members.get(name, (name,))
    return Audience(tiers=names) if kind == "tier" else Audience(memberships=names)
