"""What an amount of a wallet is worth, and what an ordinary purchase gives: the value model.

The worth of a smallest unit is that of the reward that gives most for it: its cost to the shop
where that is stated, else its face value; without any such reward, what the wallet says. Money in a
wallet is worth itself. Figures are exact and in minor units.
"""

from fractions import Fraction
from typing import NamedTuple

from dsl.checker.whole_program.whole import Whole
from dsl.program.measures import EVERYTHING, Quantity, Scope
from dsl.program.names import GroupPolicy
from dsl.program.offers import (
    Cash,
    Donation,
    FreeProduct,
    GiftCard,
    MoneyOff,
    MoneyOffPerUnit,
    Offer,
    PercentOff,
    StoreCredit,
    WalletCredit,
)
from dsl.program.rewards import Reward
from dsl.program.rules import (
    EVERYBODY,
    Add,
    GiveAmount,
    GiveBands,
    GiveRate,
    OnPurchase,
    Rule,
)
from dsl.program.time import ThisPurchase

_SPEND = (Quantity.NET_SPEND, Quantity.FULL_PRICE, Quantity.AMOUNT_PAID)


class Worth(NamedTuple):
    """What a smallest unit of a wallet is worth, and why.

    Attributes:
        minor: in minor units.
        reward: the reward that fixes it; empty where the wallet says it or holds money.
        is_cost: it is what the shop pays, not what stands on the label.
    """

    minor: Fraction
    reward: str
    is_cost: bool


def worths(whole: Whole) -> dict[str, Worth]:
    """The worth of every wallet's smallest unit that the program fixes."""
    return whole.once(_worths)


def _worths(whole: Whole) -> dict[str, Worth]:
    found: dict[str, Worth] = {}
    program = whole.program
    for wallet in program.wallets:
        if wallet.is_money:
            scale = Fraction(10) ** (program.currency_decimals - wallet.decimals)
            found[wallet.name] = Worth(scale, "", False)
    for reward in program.rewards:
        if reward.life.paused:
            continue
        for price in reward.prices:
            worth = _per_unit(whole, reward, price.amount, price.minor)
            known = found.get(price.wallet)
            if worth is not None and (known is None or worth.minor > known.minor):
                found[price.wallet] = worth
    for wallet in program.wallets:
        if wallet.name not in found and wallet.worth is not None:
            found[wallet.name] = Worth(wallet.worth.exact, "", False)
    return found


def _per_unit(whole: Whole, reward: Reward, amount: int, paid_minor: int) -> Worth | None:
    if isinstance(reward.offer, MoneyOffPerUnit):
        return Worth(reward.offer.minor_per_unit.exact, reward.name, False)
    if reward.cost_minor is not None:
        value, is_cost = Fraction(reward.cost_minor), True
    else:
        face = face_value(whole, reward.offer)
        if face is None and reward.worth_minor is None:
            return None
        value, is_cost = Fraction(reward.worth_minor or 0) if face is None else face, False
    if reward.borne_share is not None:
        value -= value * reward.borne_share.exact
    return Worth(max(Fraction(0), value - paid_minor) / amount, reward.name, is_cost)


def face_value(whole: Whole, offer: Offer) -> Fraction | None:
    """What an offer is worth on the label, where the program says it."""
    if isinstance(offer, MoneyOff | GiftCard | StoreCredit | Cash):
        return Fraction(offer.amount_minor)
    if isinstance(offer, Donation) and offer.per_item is None:
        return Fraction(offer.amount_minor)
    if isinstance(offer, FreeProduct) and offer.up_to_minor is not None:
        return Fraction(offer.up_to_minor * offer.count)
    if isinstance(offer, PercentOff) and offer.scope == EVERYTHING:
        basket = usual_basket(whole)
        return None if basket is None else basket * offer.share.exact
    if isinstance(offer, WalletCredit):
        return _credit(whole, offer)
    return None


def _credit(whole: Whole, offer: WalletCredit) -> Fraction | None:
    for wallet in whole.program.wallets:
        if wallet.name == offer.wallet and wallet.is_money:
            scale = Fraction(10) ** (whole.program.currency_decimals - wallet.decimals)
            return offer.amount * scale
    return None


def usual_basket(whole: Whole) -> Fraction | None:
    """The shop's usual basket in minor units, if it is in the program's currency."""
    shop = whole.shop
    if shop is None or shop.currency not in ("", whole.program.currency):
        return None
    return shop.usual_basket_minor(whole.program.currency_decimals)


def is_for_everybody(rule: Rule | Reward) -> bool:
    """Whether every member has it at every time."""
    return (
        rule.inside == EVERYBODY
        and rule.audience == EVERYBODY
        and not rule.guards
        and not rule.life.paused
        and rule.life.first is None
        and rule.life.last is None
        and not rule.life.during
    )


class Ordinary(NamedTuple):
    """What an ordinary purchase gives in one wallet, whoever makes it.

    Attributes:
        per_minor: smallest units per minor unit of spend.
        fixed: smallest units each time.
        rules: the rules that give it.
        by_line: the part of `per_minor` that a multiplier for some products finds.
    """

    per_minor: Fraction
    fixed: int
    rules: tuple[Rule, ...]
    by_line: Fraction


def ordinary(whole: Whole) -> dict[str, Ordinary]:
    """What the rules for everybody give on any purchase of anything, by wallet."""
    return whole.once(_on_anything)


def _on_anything(whole: Whole) -> dict[str, Ordinary]:
    return ordinary_on(whole, "")


class _Part(NamedTuple):
    """What one rule gives in one wallet."""

    rule: Rule
    per_minor: Fraction
    fixed: int
    by_line: Fraction


def ordinary_on(whole: Whole, products: str) -> dict[str, Ordinary]:
    """What the rules for everybody give on a purchase of certain products alone, by wallet.

    Args:
        whole: the program.
        products: their name in the program; empty for no products in particular.
    """
    given = {
        rule.name: (rule, _parts_of(rule, products))
        for rule in whole.program.rules
        if is_ordinary(rule)
    }
    replaced = {name for rule, parts in given.values() if parts for name in rule.instead_of}
    one_counts = {
        group.name for group in whole.program.groups if group.policy is not GroupPolicy.ALL
    }
    found: dict[str, dict[str, _Part]] = {}
    for name, (rule, parts) in given.items():
        if name not in replaced:
            for wallet, part in parts.items():
                key = f"group {rule.group}" if rule.group in one_counts else f"rule {name}"
                known = found.setdefault(wallet, {})
                best = known.get(key)
                if best is None or (part.per_minor, part.fixed) > (best.per_minor, best.fixed):
                    known[key] = part
    return {wallet: _sum(list(parts.values())) for wallet, parts in found.items()}


def _sum(parts: list[_Part]) -> Ordinary:
    return Ordinary(
        sum((part.per_minor for part in parts), Fraction(0)),
        sum(part.fixed for part in parts),
        tuple(part.rule for part in parts),
        sum((part.by_line for part in parts), Fraction(0)),
    )


def _parts_of(rule: Rule, products: str) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    for give in rule.gives:
        per_minor, fixed, by_line = Fraction(0), 0, Fraction(0)
        if isinstance(give, GiveRate) and _is_on(give, products):
            per_minor = give.rate.exact
            by_line = per_minor if give.step is None else by_line
        elif isinstance(give, GiveBands) and give.measure.scope == EVERYTHING:
            per_minor = by_line = give.bands[0].rate.exact
        elif isinstance(give, Add) or (isinstance(give, GiveAmount) and give.per is None):
            fixed = give.amount
        else:
            continue
        before = found.get(give.wallet, _Part(rule, Fraction(0), 0, Fraction(0)))
        found[give.wallet] = _Part(
            rule, before.per_minor + per_minor, before.fixed + fixed, before.by_line + by_line
        )
    return found


def is_ordinary(rule: Rule) -> bool:
    """Whether it runs on every purchase of every member."""
    return isinstance(rule.trigger, OnPurchase) and is_for_everybody(rule)


def holds(scope: Scope, products: str) -> bool:
    """Whether a scope surely has certain products in it; the best case of exceptions is none."""
    return products not in scope.without and (not scope.products or products in scope.products)


def _is_on(give: GiveRate, products: str) -> bool:
    """Whether a rate is on what is spent for certain products on this purchase."""
    measure = give.measure
    return (
        measure.quantity in _SPEND
        and holds(measure.scope, products)
        and isinstance(measure.window, ThisPurchase)
    )
