"""Reads what is counted: products in scope, measures, counted marks."""

from dsl.checker.context import Context, WalletFacts, name_of
from dsl.checker.phrases.dates import window
from dsl.checker.problems import about_attributes, about_names, about_occasions
from dsl.checker.quantities import (
    PURCHASES,
    TIMES,
    VISITS,
    count,
    in_wallet,
    is_count,
    money,
    whole_number,
)
from dsl.checker.resolve import names_in, resolve
from dsl.diagnostics.suggest import suggest
from dsl.program.measures import EVERYTHING, Counted, Measure, Quantity, Scope
from dsl.program.names import Attribute, ValueKind
from dsl.program.time import Ever, ThisPurchase, Window
from dsl.program.words_of_names import value_words
from dsl.syntax.tree import Leaf, Node

THIS_PURCHASE = ThisPurchase()
EVER = Ever()
_AMOUNTS = {
    "net_spend": Quantity.NET_SPEND,
    "full_price": Quantity.FULL_PRICE,
    "amount_paid": Quantity.AMOUNT_PAID,
}
_PLAIN = {Quantity.NET_SPEND: Measure(quantity=Quantity.NET_SPEND)}


def scope(context: Context, node: Node | None) -> Scope | None:
    """Which lines are meant: a `scope` or `off_scope` phrase, or none for every line."""
    if node is None:
        return EVERYTHING
    inner = node.node()
    assert inner is not None
    if inner.kind == "everything_except":
        without = names_in(context, inner, "products")
        return Scope(without=without) if without else None
    if inner.kind == "one_product_from":
        return scope_of_names(context, inner.node("names"))
    return scope_of_names(context, inner)


def scope_of_names(context: Context, node: Node | None) -> Scope | None:
    """The lines of any of the named products."""
    assert node is not None
    found = [resolve(context, leaf, "products") for leaf in node.leaves("NAME")]
    names = tuple(dict.fromkeys(name for name in found if name is not None))
    return Scope(products=names) if len(found) == len([one for one in found if one]) else None


def purchase_is_at_hand(context: Context, part: Node | Leaf, asks: str) -> bool:
    """Whether the fact is a purchase; says so where it is not.

    Args:
        asks: what the phrase asks of the purchase ("the channel of a purchase").
    """
    if context.at_hand.purchase or context.at_hand.unknown:
        return True
    about_occasions.no_purchase_at_hand(context, part, asks)
    return False


def measure(context: Context, node: Node, over: Window = THIS_PURCHASE) -> Measure | None:
    """A measure of the purchase at hand, of a window, or of the activity at hand."""
    inner = node.node()
    assert inner is not None
    if inner.kind == "attribute_amount":
        return _attribute_amount(context, inner)
    if over is THIS_PURCHASE and not purchase_is_at_hand(context, node, context.text_of(node)):
        return None
    quantity = _AMOUNTS[inner.kind]
    named = node.node("scope")
    if named is None and over is THIS_PURCHASE and quantity in _PLAIN:
        return _PLAIN[quantity]
    lines = scope(context, named)
    return None if lines is None else Measure(quantity=quantity, scope=lines, window=over)


def _attribute_amount(context: Context, node: Node) -> Measure | None:
    leaf = node.leaf("NAME")
    assert leaf is not None
    attribute = attribute_at_hand(context, leaf)
    if attribute is None:
        return None
    if attribute.value not in (ValueKind.MONEY, ValueKind.NUMBER):
        about_attributes.value_does_not_fit(
            context, leaf.span, attribute.name, value_words(attribute)
        )
        return None
    return Measure(quantity=Quantity.FIELD, name=attribute.name)


def is_money_measure(context: Context, found: Measure) -> bool:
    """Whether a measure is counted in money."""
    if found.quantity is Quantity.FIELD:
        attribute = context.fields[context.at_hand.activity].get(found.name)
        return attribute is not None and attribute.value is ValueKind.MONEY
    return found.quantity in _AMOUNTS.values()


def attribute_at_hand(context: Context, leaf: Leaf) -> Attribute | None:
    """An attribute of the activity at hand."""
    activity = context.at_hand.activity
    if context.at_hand.unknown:
        return None
    if not activity:
        about_occasions.no_activity_at_hand(context, leaf)
        return None
    known = context.fields[activity]
    name = name_of(leaf)
    if name in known:
        return known[name]
    if name not in context.unread_names:
        about_attributes.unknown_attribute(context, leaf, activity, list(known))
    return None


def nearest_option(attribute: Attribute, written: str) -> tuple[str, ...]:
    """The options that a misspelt value may have meant."""
    return suggest(written, attribute.options).nearest


def counted(context: Context, node: Node, default: Window | None) -> Counted | None:
    """A mark to be reached: "500 USD of net spend in a calendar year".

    Args:
        default: the window where the phrase says none; None where it must be said.
    """
    if about_occasions.is_missing_earned(context, node):
        return None
    written = node.node("window")
    over = window(context, written) if written else default
    if over is None:
        if written is None:
            about_occasions.no_window(context, node)
        return None
    return _COUNTED[node.kind](context, node, over)


def _counted_measure(context: Context, node: Node, over: Window) -> Counted | None:
    amount_node, measure_node = node.node("quantity"), node.node("measure")
    assert amount_node is not None
    assert measure_node is not None
    found = measure(context, measure_node, over)
    amount = money(context, amount_node)
    if found is None or amount is None:
        return None
    return Counted(at_least=amount, measure=found)


def _counted_earned(context: Context, node: Node, over: Window) -> Counted | None:
    amount_node = node.node("quantity")
    assert amount_node is not None
    found = in_wallet(context, amount_node)
    if found is None:
        return None
    found.wallet.counted.append(node.span)
    what = Measure(quantity=Quantity.EARNED, window=over, name=found.wallet.name)
    return Counted(at_least=found.amount, measure=what)


def _counted_facts(context: Context, node: Node, over: Window) -> Counted | None:
    amount_node = node.node("quantity")
    assert amount_node is not None
    if is_count(amount_node, VISITS):
        number, quantity = count(context, amount_node, VISITS), Quantity.VISITS
    elif is_count(amount_node, PURCHASES):
        number, quantity = count(context, amount_node, PURCHASES), Quantity.PURCHASES
    else:
        about_occasions.nothing_to_count(context, amount_node)
        return None
    if number is None:
        return None
    return Counted(at_least=number, measure=Measure(quantity=quantity, window=over))


def _counted_activity(context: Context, node: Node, over: Window) -> Counted | None:
    amount_node, leaf = node.node("quantity"), node.leaf("NAME")
    assert amount_node is not None
    assert leaf is not None
    number = count(context, amount_node, TIMES)
    name = resolve(context, leaf, "activity")
    if number is None or name is None:
        return None
    what = Measure(quantity=Quantity.ACTIVITY, window=over, name=name)
    return Counted(at_least=number, measure=what)


_COUNTED = {
    "counted_measure": _counted_measure,
    "counted_earned": _counted_earned,
    "counted_facts": _counted_facts,
    "counted_activity": _counted_activity,
}


def wallet_named(context: Context, node: Node) -> WalletFacts | None:
    """The wallet of a `wallet_name`: its unit as a word, or its name in quotes."""
    leaf = node.parts[0]
    assert isinstance(leaf, Leaf)
    if leaf.kind == "NAME":
        name = resolve(context, leaf, "wallet")
        return None if name is None else context.wallets.get(name)
    found = context.units.get(leaf.text)
    if found is None and leaf.text not in context.unread_units:
        about_names.unknown_wallet_word(context, leaf)
    return found


def number(context: Context, leaf: Leaf, what: str) -> int | None:
    """A bare whole number."""
    return whole_number(context, leaf, what)
