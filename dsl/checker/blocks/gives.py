"""Reads what an earning rule gives: base amounts, rates, bands, bonuses, multipliers."""

from fractions import Fraction
from typing import NamedTuple

from dsl.checker.context import Context, WalletFacts
from dsl.checker.lines import Clause
from dsl.checker.phrases.dates import period, window
from dsl.checker.phrases.measures import (
    THIS_PURCHASE,
    attribute_at_hand,
    is_money_measure,
    measure,
    purchase_is_at_hand,
    scope,
    scope_of_names,
    wallet_named,
)
from dsl.checker.phrases.texts import constant
from dsl.checker.problems import about_amounts, about_attributes, about_bands, about_lines
from dsl.checker.quantities import (
    exact,
    exact_in_wallet,
    exact_money,
    in_wallet,
    money,
    positive,
    share,
    whole_number,
)
from dsl.checker.resolve import resolve_in
from dsl.program import rules as program
from dsl.program.measures import Measure, Quantity, Scope
from dsl.program.model import Ratio
from dsl.program.names import ValueKind
from dsl.program.time import Period
from dsl.program.words_of_names import value_words
from dsl.syntax.tree import Leaf, Node


class _Into(NamedTuple):
    """Where a give goes.

    Attributes:
        wallet: the wallet that `as "Name"` says, or None where the unit must say it.
        failed: the name is no wallet, or the line does not run; both have been said.
    """

    wallet: WalletFacts | None
    failed: bool


def _into(context: Context, node: Node) -> _Into:
    friend = node.node("to_friend")
    if friend is not None:
        context.leave_out("to_friend", friend)
    into = node.node("into_wallet")
    if into is None:
        return _Into(None, friend is not None)
    name = resolve_in(context, into, "wallet")
    wallet = context.wallets.get(name) if name else None
    return _Into(wallet, wallet is None or friend is not None)


def _filled(wallet: WalletFacts, node: Node) -> str:
    wallet.filled.append(node.span)
    return wallet.name


def _give_amount(context: Context, node: Node) -> program.GiveAmount | None:
    into = _into(context, node)
    quantity = node.node("quantity")
    assert quantity is not None
    found = in_wallet(context, quantity, into.wallet, named=True)
    if found is None or into.failed or positive(context, found.amount, quantity) is None:
        return None
    return program.GiveAmount(wallet=_filled(found.wallet, node), amount=found.amount)


def _give_per_period(context: Context, node: Node) -> program.GiveAmount | None:
    found, inner = _give_amount(context, node), node.node("period")
    assert inner is not None
    per = period(inner)
    if per is not Period.MEMBERSHIP_MONTH and per is not Period.MEMBERSHIP_YEAR:
        about_amounts.per_calendar_period(context, inner, per)
        return None
    return None if found is None else found.model_copy(update={"per": per})


class _Rate(NamedTuple):
    wallet: WalletFacts
    amount: Fraction


def _rate_amount(context: Context, node: Node) -> _Rate | None:
    """The amount before `per`, which may be finer than the wallet's unit."""
    into = _into(context, node)
    quantity = node.node("quantity")
    assert quantity is not None
    found = exact_in_wallet(context, quantity, into.wallet)
    return None if found is None or into.failed else _Rate(*found)


def _per_money(context: Context, node: Node) -> tuple[Fraction, Measure] | None:
    """The sum after `per`, in minor units, and what is measured."""
    _, per = node.nodes("quantity")
    what = node.node("measure")
    assert what is not None
    found = measure(context, what)
    amount = exact_money(context, per)
    if found is None or amount is None:
        return None
    if not is_money_measure(context, found):
        about_amounts.not_measured_in_money(context, what, found.name)
        return None
    if not amount:
        about_amounts.per_nothing(context, per, "so much per")
        return None
    return amount, found


def _give_per_amount(context: Context, node: Node) -> program.GiveRate | None:
    rate, per = _rate_amount(context, node), _per_money(context, node)
    if rate is None or per is None:
        return None
    amount, found = per
    return program.GiveRate(
        wallet=_filled(rate.wallet, node), rate=Ratio.of(rate.amount / amount), measure=found
    )


def _give_for_each_full(context: Context, node: Node) -> program.GiveRate | None:
    into = _into(context, node)
    first, second = node.nodes("quantity")
    given = in_wallet(context, first, into.wallet, named=True)
    per = _per_money(context, node)
    step = money(context, second) if per else None
    if given is None or per is None or step is None or into.failed:
        return None
    return program.GiveRate(
        wallet=_filled(given.wallet, node),
        rate=Ratio.of(Fraction(given.amount, step)),
        measure=per[1],
        step=step,
    )


def _money_wallet(context: Context, node: Node, leaf: Leaf, into: _Into) -> WalletFacts | None:
    """The wallet that a percentage of money goes into."""
    if into.failed:
        return None
    if into.wallet is None:
        about_amounts.percent_without_wallet(context, node, leaf)
        return None
    if not into.wallet.is_money:
        about_amounts.percent_of_points(context, leaf, into.wallet)
        return None
    return into.wallet


def _share_in(context: Context, wallet: WalletFacts, value: Fraction) -> Ratio:
    """A share of money as smallest units of a money wallet per minor unit."""
    return Ratio.of(value * Fraction(10) ** (wallet.decimals - context.currency_decimals))


def _give_percent(context: Context, node: Node) -> program.GiveRate | None:
    into = _into(context, node)
    leaf, what = node.leaf("PERCENT"), node.node("measure")
    assert leaf is not None
    assert what is not None
    value = share(context, leaf, "the amount")
    found = measure(context, what)
    wallet = _money_wallet(context, node, leaf, into)
    if value is None or found is None or wallet is None:
        return None
    if not is_money_measure(context, found):
        about_amounts.not_measured_in_money(context, what, found.name)
        return None
    return program.GiveRate(
        wallet=_filled(wallet, node), rate=_share_in(context, wallet, value), measure=found
    )


def _give_per_item(context: Context, node: Node) -> program.GiveRate | None:
    rate = _rate_amount(context, node)
    lines = scope_of_names(context, node.node("names"))
    here = purchase_is_at_hand(context, node, "the items of a purchase")
    if rate is None or lines is None or not here:
        return None
    return program.GiveRate(
        wallet=_filled(rate.wallet, node),
        rate=Ratio.of(rate.amount),
        measure=Measure(quantity=Quantity.ITEMS, scope=lines),
    )


def _give_per_attribute(context: Context, node: Node) -> program.GiveRate | None:
    rate = _rate_amount(context, node)
    number, leaf = node.leaf("NUMBER"), node.leaf("NAME")
    assert number is not None
    assert leaf is not None
    attribute = attribute_at_hand(context, leaf)
    per = whole_number(context, number, leaf.text)
    if rate is None or attribute is None or per is None:
        return None
    if attribute.value is not ValueKind.NUMBER:
        about_attributes.value_does_not_fit(
            context, leaf.span, attribute.name, value_words(attribute)
        )
        return None
    if not per:
        about_amounts.per_nothing(context, number, "so much per")
        return None
    return program.GiveRate(
        wallet=_filled(rate.wallet, node),
        rate=Ratio.of(rate.amount / per),
        measure=Measure(quantity=Quantity.FIELD, name=attribute.name),
    )


def _add_amount(context: Context, node: Node) -> program.Add | None:
    into = _into(context, node)
    quantity = node.node("quantity")
    assert quantity is not None
    found = in_wallet(context, quantity, into.wallet, named=True)
    if found is None or into.failed or positive(context, found.amount, quantity) is None:
        return None
    return program.Add(
        wallet=_filled(found.wallet, node),
        amount=found.amount,
        multiplied=node.node("multiplied_too") is not None,
    )


def multiply(context: Context, node: Node) -> program.Multiply | None:
    """A multiplier, in a rule or as a line of a tier or membership."""
    name, number = node.node("wallet_name"), node.leaf("NUMBER")
    assert name is not None
    assert number is not None
    wallet = wallet_named(context, name)
    lines = scope(context, node.node("scope"))
    factor = exact(number)
    if factor < 1:
        about_lines.statement_does_not_belong(
            context,
            number,
            f"A multiplier adds to what the other rules give; {number.text} would take away from"
            " it. A lower rate is said where the rate is given.",
            title=f"a multiplier of {number.text} takes away",
            label="below 1",
        )
        return None
    if len(number.text) > len("1,000,000"):
        about_amounts.number_too_large(context, number, "1,000,000")
        return None
    if lines is not None and lines != Scope():
        if not purchase_is_at_hand(context, node, "the products of a purchase"):
            return None
    if wallet is None or lines is None:
        return None
    return program.Multiply(wallet=wallet.name, factor=Ratio.of(factor), scope=lines)


class _BandLine(NamedTuple):
    up_to: int | None
    rate: Ratio
    node: Node


def _bands(context: Context, node: Node) -> program.GiveBands | None:
    into = _into(context, node)
    what, over = node.node("measure"), node.node("window")
    assert what is not None
    stretch = window(context, over) if over else THIS_PURCHASE
    here = purchase_is_at_hand(context, what, context.text_of(what))
    found = measure(context, what, stretch) if stretch and here else None
    reader = _Bands(context, node, into)
    lines = [reader.read(part) for part in node.nodes("band_up_to", "band_beyond")]
    known = [line for line in lines if line is not None]
    if len(known) < len(lines) or into.failed or found is None or node.node("unread"):
        return None
    if not about_bands.bands_are_in_order(context, node, [(b.up_to, b.node) for b in known]):
        return None
    if reader.wallet is None:
        return None
    return program.GiveBands(
        wallet=_filled(reader.wallet, node),
        measure=found,
        bands=tuple(program.Band(up_to=line.up_to, rate=line.rate) for line in known),
    )


class _Bands:
    """Reads the lines of one `give by bands`; all of them fill one wallet."""

    def __init__(self, context: Context, node: Node, into: _Into) -> None:
        self._context = context
        self._node = node
        self._into = into
        self.wallet = into.wallet

    def read(self, line: Node) -> _BandLine | None:
        """One band: its rate, and the mark where it ends."""
        rate_node, mark = line.node("rate"), line.node("quantity")
        assert rate_node is not None
        rate = self._rate(rate_node)
        up_to = money(self._context, mark) if mark else None
        if rate is None or (mark is not None and up_to is None):
            return None
        if mark is not None and up_to == 0:
            about_amounts.per_nothing(self._context, mark, "a band up to")
            return None
        return _BandLine(up_to, rate, line)

    def _rate(self, node: Node) -> Ratio | None:
        leaf = node.leaf("PERCENT")
        if leaf is not None:
            value = share(self._context, leaf, "the amount")
            wallet = _money_wallet(self._context, self._node, leaf, self._into)
            if value is None or wallet is None:
                return None
            self.wallet = wallet
            return _share_in(self._context, wallet, value)
        given, per = node.nodes("quantity")
        found = exact_in_wallet(self._context, given, self.wallet)
        amount = exact_money(self._context, per)
        if found is None or amount is None:
            return None
        if not amount:
            about_amounts.per_nothing(self._context, per, "so much per")
            return None
        self.wallet = found.wallet
        return Ratio.of(found.amount / amount)


GIVES = {
    "give_amount": Clause("gives", _give_amount, many=True),
    "give_per_period": Clause("gives", _give_per_period, many=True),
    "give_per_amount": Clause("gives", _give_per_amount, many=True),
    "give_for_each_full": Clause("gives", _give_for_each_full, many=True),
    "give_percent": Clause("gives", _give_percent, many=True),
    "give_per_item": Clause("gives", _give_per_item, many=True),
    "give_per_attribute": Clause("gives", _give_per_attribute, many=True),
    "give_by_bands": Clause("gives", _bands, many=True),
    "add_amount": Clause("gives", _add_amount, many=True),
    "multiply": Clause("gives", multiply, many=True),
    "each_band_counts_for_its_part": Clause("whole", constant(False)),
    "last_band_counts_for_everything": Clause("whole", constant(True)),
}
MULTIPLY = {"multiply": Clause("gives", multiply, many=True)}
