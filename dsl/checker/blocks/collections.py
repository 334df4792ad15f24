"""Reads products, calendars, segments, groups and causes: what rules refer to."""

import re
from typing import Any

from dsl.checker.blocks.programs import MARGIN, MULTIPLIERS
from dsl.checker.context import AtHand, Context, name_of
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.conditions import guard
from dsl.checker.phrases.dates import (
    MINUTES_OF_DAY,
    minute,
    nth_weekday,
    one_date,
    weekday,
    yearly_day,
)
from dsl.checker.phrases.limits import limit
from dsl.checker.phrases.texts import constant
from dsl.checker.problems import about_dates, about_lines, about_settings
from dsl.checker.quantities import money
from dsl.checker.recurrence import why_unreadable
from dsl.checker.resolve import names_in
from dsl.program.names import (
    Calendar,
    Dates,
    Group,
    GroupPolicy,
    Products,
    Recurring,
    Segment,
    Weekly,
    Yearly,
)
from dsl.program.rules import Limit
from dsl.program.time import NthWeekday
from dsl.syntax.tree import Node


def _names(context: Context, node: Node) -> list[str]:
    part = node.node("names")
    assert part is not None
    return [name_of(leaf) for leaf in part.leaves("NAME")]


def _except_products(context: Context, node: Node) -> list[str]:
    return list(names_in(context, node, "products"))


def _price(context: Context, node: Node) -> int | None:
    part = node.node("quantity")
    assert part is not None
    return money(context, part)


_PRODUCTS = {
    "category": Clause("categories", _names, many=True),
    "brand": Clause("brands", _names, many=True),
    "sku": Clause("skus", _names, many=True),
    "label": Clause("labels", _names, many=True),
    "everything": Clause("everything", constant(True)),
    "except_category": Clause("without_categories", _names, many=True),
    "except_brand": Clause("without_brands", _names, many=True),
    "except_sku": Clause("without_skus", _names, many=True),
    "except_label": Clause("without_labels", _names, many=True),
    "except_products": Clause("without_products", _except_products, many=True),
    "unit_price_at_least": Clause("unit_price_from_minor", _price),
    **MARGIN,
}


def products(context: Context, block: Node) -> Products:
    """The list of products of a block."""
    lines = Lines(context, block, _PRODUCTS)
    values = lines.values()
    values.pop("everything", None)
    for field, value in values.items():
        if isinstance(value, tuple):
            values[field] = tuple(dict.fromkeys(value))
    if not (set(lines.fields) - {"margin"}) and not lines.has_unread:
        about_lines.missing_statement(
            context,
            block,
            "which products are on it",
            f'category "{context.block_name}"',
            'A list names categories, brands, skus or labels of the shop, or says "everything".',
        )
    return Products(name=context.block_name, **values)


def _from_to(context: Context, node: Node) -> Dates | None:
    first, last = (one_date(context, part) for part in node.nodes("date"))
    if first is None or last is None:
        return None
    if last < first:
        about_dates.empty_dates(context, node, first, last)
        return None
    return Dates(first=first, last=last)


def _every_weekday(context: Context, node: Node) -> list[Weekly] | None:
    leaf = node.leaf("WEEKDAY")
    assert leaf is not None
    on = weekday(leaf)
    times = list(node.leaves("TIME"))
    if not times:
        return [Weekly(weekdays=(on,))]
    start, end = minute(context, times[0]), minute(context, times[1], is_end=True)
    if start is None or end is None:
        return None
    if start == end:
        about_dates.empty_times(context, node)
        return None
    if start < end:
        return [Weekly(weekdays=(on,), start_minute=start, end_minute=end)]
    evening = Weekly(weekdays=(on,), start_minute=start, end_minute=MINUTES_OF_DAY)
    if not end:
        return [evening]
    return [evening, Weekly(weekdays=(on % 7 + 1,), start_minute=0, end_minute=end)]


def _every_year(context: Context, node: Node) -> Yearly | None:
    first, last = (yearly_day(context, part) for part in node.nodes("day_in_year"))
    return None if first is None or last is None else Yearly(first=first, last=last)


def _nth_weekday(context: Context, node: Node) -> NthWeekday | None:
    part = node.node("nth_weekday")
    assert part is not None
    return nth_weekday(context, part)


def _recurring(context: Context, node: Node) -> Recurring | None:
    leaf = node.leaf("NAME")
    assert leaf is not None
    rule = re.sub(r"\s+", "", name_of(leaf)).upper().removeprefix("RRULE:")
    why = why_unreadable(rule)
    if why:
        about_settings.unknown_recurrence(context, leaf, why)
        return None
    return Recurring(rule=rule)


_CALENDAR = {
    "from_to": Clause("lines", _from_to, many=True),
    "every_weekday": Clause("lines", _every_weekday, many=True),
    "every_year": Clause("lines", _every_year, many=True),
    "nth_weekday_of_month": Clause("lines", _nth_weekday, many=True),
    "recurring": Clause("lines", _recurring, many=True),
}


def calendar(context: Context, block: Node) -> Calendar | None:
    """The calendar of a block."""
    lines = Lines(context, block, _CALENDAR)
    found = lines.read("lines")
    if not lines.says("lines") and not lines.has_unread:
        about_lines.missing_statement(
            context,
            block,
            "which days it has",
            "from 1 December 2026 to 24 December 2026",
            "A calendar without a line would have no day at all.",
        )
    return Calendar(name=context.block_name, lines=found) if found else None


_SEGMENT = {
    "when": Clause("guards", guard, many=True),
    "when_any": Clause("guards", guard, many=True),
    "unless": Clause("guards", guard, many=True),
}


def segment(context: Context, block: Node) -> Segment | None:
    """The segment of a block."""
    lines = Lines(context, block, _SEGMENT)
    context.at_hand = AtHand()
    found = lines.read("guards")
    if not lines.says("guards") and not lines.has_unread:
        about_lines.missing_statement(
            context,
            block,
            "who is in it",
            "when the last purchase was more than 60 days ago",
            "A segment without a condition would be everybody.",
        )
    if not found or lines.has_left_out:
        return None
    return Segment(name=context.block_name, guards=found)


def _limit(context: Context, node: Node) -> Limit | None:
    found = limit(context, node, None)
    return None if found is None else found.limit


_GROUP = {
    "only_best_counts": Clause("policy", constant(GroupPolicy.BEST)),
    "only_first_counts": Clause("policy", constant(GroupPolicy.FIRST)),
    "member_chooses_one": Clause("policy", constant(GroupPolicy.CHOICE)),
    **{kind: Clause("stacking", read) for kind, read in MULTIPLIERS.items()},
    "at_most": Clause("limits", _limit, many=True),
    "pay_part": Clause("cut_to_nothing", constant(False)),
    "pay_nothing": Clause("cut_to_nothing", constant(True)),
}


def group(context: Context, block: Node) -> Group:
    """The group of a block."""
    lines = Lines(context, block, _GROUP)
    context.at_hand = AtHand()
    values: dict[str, Any] = lines.values("policy", "stacking", "limits", "cut_to_nothing")
    if not (lines.fields or lines.has_unread or lines.has_left_out):
        context.empty.append(block)
    return Group(name=context.block_name, **values)


def cause(context: Context, block: Node) -> str:
    """The cause of a block: its name."""
    lines = Lines(context, block, {})
    return lines.place.kind and context.block_name
