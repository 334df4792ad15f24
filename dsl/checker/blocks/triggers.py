"""Reads triggers: what a rule waits for, and what its other lines can then look at."""

from collections.abc import Callable

from dsl.checker.context import AtHand, Context, name_of
from dsl.checker.lines import Clause, Lines
from dsl.checker.phrases.dates import day_in, ordinal, period
from dsl.checker.phrases.measures import EVER, counted, measure
from dsl.checker.problems import about_amounts, about_attributes
from dsl.checker.quantities import count, duration, money, positive
from dsl.checker.resolve import resolve, resolve_in
from dsl.program import rules as program
from dsl.program.measures import Quantity
from dsl.program.names import ValueKind
from dsl.program.rules import ChosenDays, Occasion, Trigger
from dsl.program.time import PeriodStart
from dsl.syntax.tree import Node

_DAYS = ("day", "days")
_OF_PURCHASES = (
    Quantity.NET_SPEND,
    Quantity.FULL_PRICE,
    Quantity.AMOUNT_PAID,
    Quantity.PURCHASES,
    Quantity.ITEMS,
)


def _on_purchase(context: Context, node: Node) -> Trigger:
    context.at_hand.purchase = True
    return program.OnPurchase()


def _nth(context: Context, node: Node, number: int, *, repeats: bool) -> Trigger | None:
    if number < 1:
        about_amounts.per_nothing(context, node, "a purchase or activity number")
        return None
    leaf = node.leaf("NAME")
    if leaf is None:
        context.at_hand.purchase = True
        return program.OnNth(count=number, repeats=repeats)
    name = resolve(context, leaf, "activity")
    if name is None:
        return None
    context.at_hand.activity = name
    return program.OnNth(count=number, repeats=repeats, activity=name)


def _on_first(context: Context, node: Node) -> Trigger | None:
    return _nth(context, node, 1, repeats=False)


def _on_nth(context: Context, node: Node) -> Trigger | None:
    leaf = node.leaf("ORDINAL")
    assert leaf is not None
    return _nth(context, node, ordinal(leaf), repeats=False)


def _on_every_nth(context: Context, node: Node) -> Trigger | None:
    leaf = node.leaf("ORDINAL")
    assert leaf is not None
    return _nth(context, node, ordinal(leaf), repeats=True)


def _on_activity(context: Context, node: Node) -> Trigger | None:
    name = resolve_in(context, node, "activity")
    if name is None:
        return None
    context.at_hand.activity = name
    return program.OnActivity(activity=name)


def _occasion(which: Occasion) -> Callable[[Context, Node], Trigger]:
    return lambda context, node: program.OnOccasion(occasion=which)


def _on_attribute_date(context: Context, node: Node) -> Trigger | None:
    leaf = node.leaf("NAME")
    assert leaf is not None
    name = resolve(context, leaf, "attribute")
    attribute = context.fields[""].get(name) if name else None
    if attribute is None:
        return None
    if attribute.value is not ValueKind.DATE:
        about_attributes.not_a_date(context, leaf, attribute.name)
        return None
    return program.OnMemberDate(attribute=name_of(leaf))


def _on_tier(context: Context, node: Node) -> Trigger | None:
    name = resolve_in(context, node, "tier")
    return None if name is None else program.OnTier(tier=name)


def _on_using(context: Context, node: Node) -> Trigger | None:
    name = resolve_in(context, node, "reward")
    return None if name is None else program.OnRewardUsed(reward=name)


def _on_count(context: Context, node: Node) -> Trigger | None:
    inner = node.node()
    assert inner is not None
    found = counted(context, inner, EVER)
    if found is None:
        return None
    context.at_hand.purchase = found.measure.quantity in _OF_PURCHASES
    return program.OnCount(counted=found)


def _on_each(context: Context, node: Node) -> Trigger | None:
    quantity, inner = node.node("quantity"), node.node("measure")
    assert quantity is not None
    assert inner is not None
    amount = money(context, quantity)
    found = measure(context, inner, EVER)
    if amount is None or found is None or positive(context, amount, quantity) is None:
        return None
    context.at_hand.purchase = True
    return program.OnEach(amount_minor=amount, measure=found)


def _each_period(context: Context, node: Node) -> Trigger:
    inner = node.node("period")
    assert inner is not None
    return program.OnSchedule(schedule=PeriodStart(period=period(inner)))


def on_day(context: Context, node: Node) -> Trigger | None:
    """Calendar work on the day that a line names."""
    found = day_in(context, node)
    return None if found is None else program.OnSchedule(schedule=found)


def _on_absence(context: Context, node: Node) -> Trigger | None:
    quantity = node.node("quantity")
    assert quantity is not None
    length = duration(context, quantity)
    if length is None or positive(context, length.count, quantity) is None:
        return None
    return program.OnAbsence(length=length)


def _chosen_days(context: Context, node: Node) -> ChosenDays | None:
    quantity, inner = node.node("quantity"), node.node("period")
    assert quantity is not None
    assert inner is not None
    number = count(context, quantity, _DAYS)
    return None if number is None else ChosenDays(count=number, period=period(inner))


TRIGGERS = {
    "on_purchase": Clause("trigger", _on_purchase),
    "on_first": Clause("trigger", _on_first),
    "on_nth": Clause("trigger", _on_nth),
    "on_every_nth": Clause("trigger", _on_every_nth),
    "on_activity": Clause("trigger", _on_activity),
    "on_joining": Clause("trigger", _occasion(Occasion.JOINING)),
    "on_birthday": Clause("trigger", _occasion(Occasion.BIRTHDAY)),
    "on_anniversary": Clause("trigger", _occasion(Occasion.ANNIVERSARY)),
    "on_donation": Clause("trigger", _occasion(Occasion.DONATION)),
    "on_paying_fee": Clause("trigger", _occasion(Occasion.FEE)),
    "on_attribute_date": Clause("trigger", _on_attribute_date),
    "on_reaching_tier": Clause("trigger", _on_tier),
    "on_using": Clause("trigger", _on_using),
    "on_reaching_count": Clause("trigger", _on_count),
    "on_each_amount": Clause("trigger", _on_each),
    "each_period": Clause("trigger", _each_period),
    "on_day": Clause("trigger", on_day),
    "after_without_purchase": Clause("trigger", _on_absence),
    "only_on_chosen_days": Clause("chosen_days", _chosen_days),
}


def read_trigger(context: Context, lines: Lines) -> Trigger | None:
    """The trigger of a rule; afterwards the context knows what is at hand."""
    line = lines.line("trigger")
    context.at_hand = AtHand()
    if line is not None:
        context.at_hand.said = context.text_of(line)
        context.at_hand.span = line.span
    trigger: Trigger | None = lines.read("trigger")
    if trigger is None:
        context.at_hand.purchase = context.at_hand.unknown = True
    return trigger
