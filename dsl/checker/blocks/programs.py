"""Reads the program block: currency, zone, joining and what holds for the whole program."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from dsl.checker.context import Context, name_of
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.dates import one_date, weekday
from dsl.checker.phrases.measures import wallet_named
from dsl.checker.phrases.texts import constant, text
from dsl.checker.problems import about_dates, about_lines, about_settings
from dsl.checker.quantities import YEARS, count, share
from dsl.diagnostics.diagnostic import Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.model import Ratio
from dsl.program.names import Stacking
from dsl.program.program import Discounts, Joining, SpendPart
from dsl.source.span import Span
from dsl.syntax.tree import Leaf, Node
from dsl.values.currencies import DECIMALS

_PARTS = {
    "discounts": SpendPart.DISCOUNTS,
    "rewards": SpendPart.REWARDS,
    "tax": SpendPart.TAX,
    "shipping": SpendPart.SHIPPING,
    "gift_cards": SpendPart.GIFT_CARDS,
}


def _currency(context: Context, node: Node) -> str | None:
    leaf = node.leaf("WORD")
    assert leaf is not None
    if leaf.text in DECIMALS:
        return leaf.text
    about_settings.unknown_currency(context, leaf, list(DECIMALS))
    return None


def _time_zone(context: Context, node: Node) -> str | None:
    leaf = node.parts[0]
    assert isinstance(leaf, Leaf)
    try:
        ZoneInfo(leaf.text)
    except (KeyError, ValueError, OSError):
        about_settings.unknown_time_zone(context, leaf, sorted(available_timezones()))
        return None
    return leaf.text


def _age(context: Context, node: Node) -> int | None:
    quantity = node.node("quantity")
    assert quantity is not None
    return count(context, quantity, YEARS)


def _date(context: Context, node: Node) -> Any:
    part = node.node("date")
    assert part is not None
    return one_date(context, part)


def _names(context: Context, node: Node) -> list[str]:
    part = node.node("names")
    assert part is not None
    return list(dict.fromkeys(name_of(leaf) for leaf in part.leaves("NAME")))


def _left_out(context: Context, node: Node) -> tuple[SpendPart, ...]:
    said = {_PARTS[part.kind] for part in node.nodes()}
    return tuple(part for part in SpendPart if part in said)


def _spendable(context: Context, node: Node) -> str | None:
    part = node.node("wallet_name")
    assert part is not None
    found = wallet_named(context, part)
    return None if found is None else found.name


def _nothing_new(context: Context, node: Node) -> list[str]:
    """`from the next purchase`: what holds for every wallet unless the text says otherwise."""
    _spendable(context, node)
    return []


def _said_twice(context: Context, lines: Lines) -> None:
    """One wallet's new points can be spent from one moment on."""
    first: dict[str, Node] = {}
    for written in lines.fields.get("spendable_at_once", ()):
        part = written.node.node("wallet_name")
        leaf = part.leaf() if part else None
        if leaf is None:
            continue
        wallet = context.units.get(leaf.text) or context.wallets.get(name_of(leaf))
        other = first.setdefault(wallet.name, written.node) if wallet else written.node
        if other is not written.node:
            about_lines.doubled_statement(context, "program", other, written.node)


def _week_start(context: Context, node: Node) -> int:
    leaf = node.leaf("WEEKDAY")
    assert leaf is not None
    return weekday(leaf)


def margin(context: Context, node: Node) -> Ratio | None:
    """What is left of the sale after paying for the goods."""
    leaf = node.leaf("PERCENT")
    assert leaf is not None
    value = share(context, leaf, "the sale")
    return None if value is None else Ratio.of(value)


MARGIN = {"margin": Clause("margin", margin)}
MULTIPLIERS = {
    "multipliers_add": constant(Stacking.ADD),
    "multipliers_multiply": constant(Stacking.MULTIPLY),
}
_LISTS = ("channels", "stores", "brands", "payment_methods")

_TABLE = {
    "currency": Clause("currency", _currency),
    "time_zone": Clause("time_zone", _time_zone),
    "join_free": Clause("joining", constant(Joining.FREE)),
    "join_by_paying": Clause("joining", constant(Joining.PAYING)),
    "join_by_invitation": Clause("joining", constant(Joining.INVITATION)),
    "members_at_least": Clause("minimum_age", _age),
    "starts_on": Clause("starts", _date),
    "ends_on": Clause("ends", _date),
    **{name: Clause(name, _names, many=True) for name in _LISTS},
    "net_spend_leaves_out": Clause("net_spend_leaves_out", _left_out),
    "net_spend_leaves_out_nothing": Clause("net_spend_leaves_out", constant(())),
    **{kind: Clause("multipliers", read) for kind, read in MULTIPLIERS.items()},
    "best_multiplier_counts": Clause("multipliers", constant(Stacking.BEST)),
    "discounts_combine": Clause("discounts", constant(Discounts.COMBINE)),
    "discounts_do_not_combine": Clause("discounts", constant(Discounts.SEPARATE)),
    "best_discount_counts": Clause("discounts", constant(Discounts.BEST)),
    "new_tier_from_next_purchase": Clause("tier_counts_at_once", constant(False)),
    "new_tier_for_same_purchase": Clause("tier_counts_at_once", constant(True)),
    "spend_from_next_purchase": Clause("spendable_at_once", _nothing_new, many=True),
    "spend_on_same_purchase": Clause("spendable_at_once", _spendable, many=True),
    "weeks_start_on": Clause("week_start", _week_start),
    **MARGIN,
    "terms": Clause("terms", text, many=True),
}
_Required = tuple[str, str, str, str]
_REQUIRED: tuple[_Required, ...] = (
    (
        "currency",
        "which currency it counts in",
        "currency USD",
        "Amounts are kept in the smallest coin of one currency, and no default would be safe.",
    ),
    (
        "time_zone",
        "in which time zone its days are",
        "time zone America/New_York",
        "The zone says when a day ends: which purchases count for today, when points expire.",
    ),
    (
        "joining",
        "how one becomes a member",
        "join free",
        "Members join free, by paying or by invitation; only the shop can say which.",
    ),
)


def program_fields(context: Context, blocks: list[Node]) -> dict[str, Any] | None:
    """The fields of the program that its block says; None where there is no block."""
    found = [block for block in blocks if block.kind == "program_block"]
    if not found:
        _no_program(context, blocks)
        return None
    if len(found) > 1:
        _two_programs(context, found[0], found[1])
    block = found[0]
    lines = Lines(context, block, _TABLE)
    context.places.program = lines.place
    values = lines.values()
    _said_twice(context, lines)
    if not lines.has_unread:
        for field, says, example, why in _REQUIRED:
            if not lines.says(field):
                about_lines.missing_statement(context, block, says, example, why)
    starts, ends = values.get("starts"), values.get("ends")
    if starts and ends and ends < starts:
        line = lines.line("ends")
        assert line is not None
        about_dates.empty_dates(context, line, starts, ends)
    for field in (*_LISTS, "spendable_at_once"):
        if field in values:
            values[field] = tuple(dict.fromkeys(values[field]))
    values["name"] = context.block_name
    values["currency_decimals"] = context.currency_decimals
    return values


def _no_program(context: Context, blocks: list[Node]) -> None:
    start = blocks[0].start if blocks else 0
    end = context.document.text.find("\n", start)
    span = Span(start, len(context.document.text) if end < 0 else end)
    lines = ('program "My shop"', "  currency USD", "  time zone America/New_York", "  join free")
    context.report(
        diagnostic(
            "missing-program",
            "there is no program block",
            Label(span, "nothing before it says what program this is"),
            body="The program block says in which currency and time zone the shop works and how"
            " members join.",
            fix=Fix("begin with it, for example", example="\n".join(lines)),
        )
    )


def _two_programs(context: Context, first: Node, second: Node) -> None:
    context.report(
        diagnostic(
            "doubled-statement",
            "a text describes one program, and here are two",
            Label(about_lines.header_span(second), "the second one"),
            others=[Label(about_lines.header_span(first), "the first one")],
            body="Which of the two a purchase belongs to would be said nowhere.",
            fix=Fix("keep one program block in each file"),
        )
    )
