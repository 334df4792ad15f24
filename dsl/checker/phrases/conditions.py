"""Reads conditions: one function for each, by the grammar's name for it."""

from collections.abc import Callable

from dsl.checker.context import Context, name_of
from dsl.checker.phrases.attributes import fact_attribute_is, member_attribute_is
from dsl.checker.phrases.audiences import tiers_named
from dsl.checker.phrases.comparisons import (
    COMPARISONS,
    ELAPSED,
    comparison,
    elapsed,
    sum_of_money,
    whole,
)
from dsl.checker.phrases.dates import MINUTES_OF_DAY, minute, one_date, period, weekdays, window
from dsl.checker.phrases.measures import (
    EVER,
    THIS_PURCHASE,
    measure,
    purchase_is_at_hand,
    scope_of_names,
    wallet_named,
)
from dsl.checker.problems import about_dates, about_lines, about_occasions
from dsl.checker.quantities import (
    ITEMS,
    PURCHASES,
    TIMES,
    VISITS,
    YEARS,
    count,
    in_wallet,
    whole_number,
)
from dsl.checker.resolve import names_in, resolve, resolve_in, values
from dsl.program import conditions as program
from dsl.program.conditions import Condition, Guard, Property
from dsl.program.measures import Measure, Quantity
from dsl.program.time import ThisPurchase, Window
from dsl.syntax.tree import Leaf, Node


def guard(context: Context, node: Node) -> Guard | None:
    """A condition of a `when` line, an `unless` line, or a `when any of these` block."""
    negated = node.kind == "unless"
    inner = node.node() if negated else node
    assert inner is not None
    found = condition(context, inner)
    return None if found is None else Guard(condition=found, negated=negated)


def condition(context: Context, node: Node) -> Condition | None:
    """One condition."""
    read = READERS.get(node.kind)
    if read is None:
        context.leave_out(node.kind, node)
        return None
    return read(context, node)


def _any_of(context: Context, node: Node) -> Condition | None:
    lines = [part for part in node.nodes() if part.kind != "unread"]
    found = [condition(context, line) for line in lines]
    kept = tuple(one for one in found if one is not None)
    if not lines and not node.node("unread"):
        about_occasions.no_alternatives(context, node)
    if len(kept) < len(found) or not kept:
        return None
    return program.AnyOf(conditions=kept)


def _day_is(context: Context, node: Node) -> Condition:
    return program.DayIs(weekdays=weekdays(node))


def _weekday(context: Context, node: Node) -> Condition:
    return program.DayIs(weekdays=(1, 2, 3, 4, 5))


def _weekend(context: Context, node: Node) -> Condition:
    return program.DayIs(weekdays=(6, 7))


def _in_calendar(context: Context, node: Node) -> Condition | None:
    found = names_in(context, node, "calendar")
    each = [program.DateIn(calendar=name) for name in found]
    if not each:
        return None
    return each[0] if len(each) == 1 else program.AnyOf(conditions=tuple(each))


def _date_between(context: Context, node: Node) -> Condition | None:
    first, last = (one_date(context, part) for part in node.nodes("date"))
    if first is None or last is None:
        return None
    if last < first:
        about_dates.empty_dates(context, node, first, last)
        return None
    return program.DateBetween(first=first, last=last)


def _date_before(context: Context, node: Node) -> Condition | None:
    part = node.node("date")
    found = one_date(context, part) if part else None
    if found is None:
        return None
    return program.DateBetween(last=found.fromordinal(found.toordinal() - 1))


def _date_after(context: Context, node: Node) -> Condition | None:
    part = node.node("date")
    found = one_date(context, part) if part else None
    if found is None:
        return None
    return program.DateBetween(first=found.fromordinal(found.toordinal() + 1))


def _time_between(context: Context, node: Node) -> Condition | None:
    first, last = node.leaves("TIME")
    start, end = minute(context, first), minute(context, last, is_end=True)
    if start is None or end is None:
        return None
    if start == end:
        about_dates.empty_times(context, node)
        return None
    if start < end:
        return program.TimeBetween(start_minute=start, end_minute=end)
    evening = program.TimeBetween(start_minute=start, end_minute=MINUTES_OF_DAY)
    if not end:
        return evening
    return program.AnyOf(conditions=(evening, program.TimeBetween(start_minute=0, end_minute=end)))


def _property(which: Property, line: str) -> Callable[[Context, Node], Condition | None]:
    def read(context: Context, node: Node) -> Condition | None:
        part = node.node("names")
        assert part is not None
        known = values(context, part, line)
        at_store = which is Property.STORE and context.at_hand.activity
        if not at_store and not purchase_is_at_hand(context, node, f"the {which} of a purchase"):
            return None
        complete = len(known) == len({leaf.text for leaf in part.leaves("NAME")})
        return program.PropertyIs(property=which, values=known) if complete else None

    return read


def _tier_is(context: Context, node: Node) -> Condition | None:
    tiers = tiers_named(context, node)
    return None if tiers is None else program.TierIs(tiers=tiers)


def _includes(context: Context, node: Node) -> Condition | None:
    quantity = node.node("quantity")
    number = count(context, quantity, ITEMS) if quantity else 1
    lines = scope_of_names(context, node.node("names"))
    here = purchase_is_at_hand(context, node, "what a purchase includes")
    if number is None or lines is None or not here:
        return None
    return program.PurchaseIncludes(at_least=number, scope=lines)


def _is_first(context: Context, node: Node) -> Condition | None:
    part = node.node("period")
    if not purchase_is_at_hand(context, node, "whether a purchase is the first"):
        return None
    return program.PurchaseIsFirst(period=period(part) if part else None)


def _measure_is(context: Context, node: Node) -> Condition | None:
    measure_node, compared = node.node("measure"), node.node(*COMPARISONS)
    assert measure_node is not None
    assert compared is not None
    over = _window(context, node, THIS_PURCHASE)
    found = measure(context, measure_node, over) if over else None
    amount = comparison(context, compared, sum_of_money)
    if found is None or amount is None:
        return None
    return program.MeasureIs(measure=found, comparison=amount)


def _window(context: Context, node: Node, default: Window) -> Window | None:
    written = node.node("window")
    return window(context, written) if written else default


_COUNTABLE: dict[str, tuple[Quantity, tuple[str, ...], Window]] = {
    "purchases": (Quantity.PURCHASES, PURCHASES, EVER),
    "visits": (Quantity.VISITS, VISITS, EVER),
    "returns": (Quantity.RETURNS, ("return", "returns"), EVER),
    "items": (Quantity.ITEMS, ITEMS, THIS_PURCHASE),
}


def _number_is(context: Context, node: Node) -> Condition | None:
    what, compared = node.parts[0], node.node(*COMPARISONS)
    assert isinstance(what, Node)
    assert compared is not None
    if what.kind == "activities":
        return _number_of_activities(context, node, what, compared)
    quantity, words, default = _COUNTABLE[what.kind]
    over = _window(context, node, default)
    lines = scope_of_names(context, node.node("names")) if node.node("names") else None
    number = comparison(context, compared, whole(words))
    if over is None or number is None or (lines is None and node.node("names")):
        return None
    if isinstance(over, ThisPurchase):
        if not purchase_is_at_hand(context, node, "the items of a purchase"):
            return None
    found = (
        Measure(quantity=quantity, window=over)
        if lines is None
        else Measure(quantity=quantity, scope=lines, window=over)
    )
    return program.MeasureIs(measure=found, comparison=number)


def _number_of_activities(
    context: Context, node: Node, what: Node, compared: Node
) -> Condition | None:
    name = resolve_in(context, what, "activity")
    over = _window(context, node, EVER)
    number = comparison(context, compared, whole(TIMES))
    if node.node("names"):
        about_lines.statement_does_not_belong(
            context, node, "An activity has no products, so it cannot be counted by them."
        )
        return None
    if name is None or over is None or number is None:
        return None
    found = Measure(quantity=Quantity.ACTIVITY, window=over, name=name)
    return program.MeasureIs(measure=found, comparison=number)


def _balance_is(context: Context, node: Node) -> Condition | None:
    part, compared = node.node("wallet_name"), node.node(*COMPARISONS)
    assert part is not None
    assert compared is not None
    wallet = wallet_named(context, part)
    if wallet is None:
        return None
    wallet.counted.append(node.span)

    def read(context: Context, value: Node) -> int | None:
        if value.kind == "quantity":
            found = in_wallet(context, value, wallet)
            return None if found is None else found.amount
        leaf = value.leaf("NUMBER")
        if leaf is None:
            return sum_of_money(context, value)
        return whole_number(context, leaf, wallet.plural or wallet.holds)

    amount = comparison(context, compared, read)
    return None if amount is None else program.BalanceIs(wallet=wallet.name, comparison=amount)


def _in_segment(context: Context, node: Node) -> Condition | None:
    found = names_in(context, node, "segment")
    each = [program.InSegment(segment=name) for name in found]
    if not each:
        return None
    return each[0] if len(each) == 1 else program.AnyOf(conditions=tuple(each))


def _age_is(context: Context, node: Node) -> Condition | None:
    compared = node.node(*COMPARISONS)
    assert compared is not None
    number = comparison(context, compared, whole(YEARS))
    return None if number is None else program.AttributeIs(attribute="age", comparison=number)


def _last_purchase(context: Context, node: Node) -> Condition | None:
    if node.node("names"):
        context.leave_out("last_purchase_was at", node)
        return None
    return _since(context, node, program.Since.LAST_PURCHASE, "")


def _joining(context: Context, node: Node) -> Condition | None:
    return _since(context, node, program.Since.JOINING, "")


def _reaching(context: Context, node: Node) -> Condition | None:
    leaf = node.leaf("NAME")
    assert isinstance(leaf, Leaf)
    tier = resolve(context, leaf, "tier")
    found = _since(context, node, program.Since.REACHING, name_of(leaf))
    return None if tier is None else found


def _since(context: Context, node: Node, since: program.Since, tier: str) -> Condition | None:
    part = node.node(*ELAPSED)
    assert part is not None
    found = elapsed(context, part)
    if found is None:
        return None
    return program.TimeSince(
        since=since,
        tier=tier,
        relation=found.relation,
        length=found.length,
        other_length=found.other,
    )


READERS: dict[str, Callable[[Context, Node], Condition | None]] = {
    "when_any": _any_of,
    "day_is": _day_is,
    "day_is_weekday": _weekday,
    "day_is_weekend": _weekend,
    "date_in_calendar": _in_calendar,
    "date_between": _date_between,
    "date_before": _date_before,
    "date_after": _date_after,
    "time_between": _time_between,
    "channel_is": _property(Property.CHANNEL, "channels"),
    "store_is": _property(Property.STORE, "stores"),
    "brand_is": _property(Property.BRAND, "brands"),
    "payment_method_is": _property(Property.PAYMENT, "payment methods"),
    "tier_is": _tier_is,
    "purchase_includes": _includes,
    "purchase_includes_at_least": _includes,
    "purchase_is_first": _is_first,
    "measure_is": _measure_is,
    "number_is": _number_is,
    "balance_is": _balance_is,
    "member_in_segment": _in_segment,
    "age_is": _age_is,
    "member_attribute_is": member_attribute_is,
    "fact_attribute_is": fact_attribute_is,
    "last_purchase_was": _last_purchase,
    "joining_was": _joining,
    "reaching_was": _reaching,
}
