"""Builds the Program out of a tree, or says why it cannot."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from dsl.checker import declared
from dsl.checker.blocks.collections import calendar, cause, group, products, segment
from dsl.checker.blocks.facts import activity, attribute
from dsl.checker.blocks.games import check_odds
from dsl.checker.blocks.memberships import membership
from dsl.checker.blocks.programs import program_fields
from dsl.checker.blocks.rewards import perk, reward
from dsl.checker.blocks.rules import benefit, earn
from dsl.checker.blocks.tiers import Ladder, members, tier
from dsl.checker.blocks.wallets import wallet
from dsl.checker.context import Context
from dsl.checker.lines import Lines
from dsl.checker.places import Places
from dsl.checker.problems import about_lines, about_what_runs
from dsl.checker.whole_program import every_check
from dsl.checker.whole_program.whole import Whole
from dsl.diagnostics.diagnostic import Diagnostic, Severity
from dsl.program.program import Joining, Program
from dsl.program.rules import EVERYBODY, Audience, Rule
from dsl.program.shop import Shop
from dsl.source.document import Document
from dsl.syntax.tree import Node


class Checked(NamedTuple):
    """What the checker made of a tree.

    Attributes:
        program: None where there is an error.
        diagnostics: every problem; lines that do not run yet are warnings among them.
        not_run: the same lines as errors; the program is without them.
    """

    program: Program | None
    diagnostics: tuple[Diagnostic, ...]
    places: Places
    not_run: tuple[Diagnostic, ...]


_Part = tuple[str, Callable[[Context, Node], Any]]
_LISTS: dict[str, _Part] = {
    "wallet_block": ("wallets", wallet),
    "products_block": ("products", products),
    "calendar_block": ("calendars", calendar),
    "segment_block": ("segments", segment),
    "group_block": ("groups", group),
    "cause_block": ("causes", cause),
}
_FACTS: dict[str, _Part] = {
    "activity_block": ("activities", activity),
    "attribute_block": ("attributes", attribute),
}
_REQUIRED = ("name", "currency", "time_zone", "joining")
_NOT_RUN = ("partner_block", "game_block", "challenge_block", "message_block", "change_block")


def check(
    tree: Node, document: Document, shop: Shop | None = None, today: date | None = None
) -> Checked:
    """The program that a tree says, and every problem in it.

    Args:
        shop: the shop's own figures, for the checks that need them.
        today: the day against which dates are past.
    """
    context = Context(document)
    declared.collect(context, tree)
    blocks = list(tree.nodes())
    fields = _Builder(context, blocks).build(blocks)
    not_run = tuple(about_what_runs.not_run_yet(one) for one in context.left_out)
    program = None
    if fields is not None and all(fields.get(field) for field in _REQUIRED):
        program = Program(**fields)
        for one in every_check.check(Whole(context, program, shop, today)):
            context.report(one)
    warnings = [replace(one, severity=Severity.WARNING) for one in not_run]
    diagnostics = _once_each([*context.diagnostics, *warnings])
    if _has_error(diagnostics):
        program = None
    return Checked(program, diagnostics, context.places, not_run)


def _has_error(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in diagnostics)


def _once_each(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """A ladder's line is read for each tier, and a problem with it is told once."""
    return tuple({(one.slug, one.label.span): one for one in reversed(found)}.values())[::-1]


class _Builder:
    """Reads block after block and keeps what they make."""

    def __init__(self, context: Context, blocks: list[Node]) -> None:
        self._context = context
        self._parts: dict[str, list[Any]] = {}
        self._ladder = Ladder(context, blocks)

    def build(self, blocks: list[Node]) -> dict[str, Any] | None:
        """The fields of the program; None where it has no program block."""
        fields = program_fields(self._context, blocks)
        for block in blocks:
            if block.kind in _FACTS:
                self._keep(_FACTS[block.kind], block)
        for block in blocks:
            self._block(block)
        self._ladder.tell_unused(self._context)
        if fields is None:
            return None
        if fields.get("joining") is Joining.PAYING:
            self._ask_for_a_fee(blocks)
        lists = {field: tuple(values) for field, values in self._parts.items()}
        return {
            **fields,
            **lists,
            "rules": tuple(self._as_in_its_group(rule) for rule in self._context.rules),
            "former_names": tuple(former for former, _ in self._context.former),
        }

    def _as_in_its_group(self, rule: Rule) -> Rule:
        """The rule with what its group says of limits."""
        groups = self._parts.get("groups", ())
        if any(group.name == rule.group and group.cut_to_nothing for group in groups):
            return rule.model_copy(update={"cut_to_nothing": True})
        return rule

    def _ask_for_a_fee(self, blocks: list[Node]) -> None:
        """Joining by paying needs a membership that costs something."""
        fees = ("fee_per_period", "fee_once", "unread")
        if any(
            block.kind == "unread" or (block.kind == "membership_block" and block.node(*fees))
            for block in blocks
        ):
            return
        place = self._context.places.program
        if place is not None and place.lines.get("joining"):
            about_lines.nothing_to_pay(self._context, place.line("joining"))

    def _keep(self, part: _Part, block: Node) -> None:
        field, read = part
        value = read(self._context, block)
        if value is not None:
            self._parts.setdefault(field, []).append(value)

    def _block(self, block: Node) -> None:
        if block.kind in _LISTS:
            self._keep(_LISTS[block.kind], block)
        elif block.kind == "tier_block":
            found, nested = tier(self._context, block, self._ladder)
            self._add("tiers", found)
            self._nested(block, "tier", nested)
        elif block.kind == "membership_block":
            joined, nested = membership(self._context, block)
            self._add("memberships", joined)
            self._nested(block, "membership", nested)
        elif block.kind == "partner_block" and not any(block.nodes()):
            Lines(self._context, block, {})
        elif block.kind in _NOT_RUN:
            self._context.leave_out(block.kind, block)
            if block.kind == "game_block":
                check_odds(self._context, block)
        else:
            self._rule(block, EVERYBODY)

    def _add(self, field: str, value: Any) -> None:
        if value is not None:
            self._parts.setdefault(field, []).append(value)

    def _nested(self, block: Node, kind: str, nested: list[Node]) -> None:
        leaf = block.leaf("NAME")
        name = leaf.text[1:-1] if leaf else ""
        if nested:
            self._context.has_inside.add(name)
        inside = members(self._context, kind, name)
        for inner in nested:
            self._rule(inner, inside)

    def _rule(self, block: Node, inside: Audience) -> None:
        if block.kind == "earn_block":
            self._context.add_rule(earn(self._context, block, inside))
        elif block.kind == "benefit_block":
            self._context.add_rule(benefit(self._context, block, inside))
        elif block.kind == "reward_block":
            self._add("rewards", reward(self._context, block, inside))
        elif block.kind == "perk_block":
            self._add("perks", perk(self._context, block, inside))
