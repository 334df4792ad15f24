"""Holds what members get back on some products against what these products earn.

What counts is what the program surely gives for a purchase of these products alone: rates for
everything and for them, the largest multiplier for them, and the largest discount in percent.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dsl.checker.families import Family
from dsl.checker.whole_program.margin import (
    ROUND_SUM,
    Part,
    all_in_all,
    bought_with,
    in_words,
    parts_of,
)
from dsl.checker.whole_program.values import (
    Ordinary,
    holds,
    is_ordinary,
    ordinary,
    ordinary_on,
)
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import listed, percent, quoted
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.measures import EVERYTHING, Scope
from dsl.program.names import GroupPolicy, Products
from dsl.program.offers import PercentOff
from dsl.program.rules import Benefit, Give, GiveBands, GiveRate, Multiply, Rule
from dsl.source.span import Span


class _Discount(NamedTuple):
    """A member discount, and the share of a sale that the shop bears of it."""

    rule: Rule
    off: Fraction
    back: Fraction


class _Back(NamedTuple):
    """What a purchase of certain products gives back.

    Attributes:
        named: the rules that name the products, with the line that does.
    """

    parts: list[Part]
    discount: _Discount | None
    named: list[tuple[Rule, int]]

    @property
    def total(self) -> Fraction:
        """As a share of what is spent for them."""
        from_wallets = sum((part.back for part in self.parts), Fraction(0))
        return from_wallets + (self.discount.back if self.discount else 0)


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Compares it for each list of products that states a margin.

    A list that no rule names is left out where the whole program gives too much already.
    """
    if whole.has_error:
        return
    margin = whole.program.margin
    everywhere = sum((part.back for part in parts_of(whole, ordinary(whole))), Fraction(0))
    told = margin is not None and everywhere > margin.exact
    for products in whole.program.products:
        if products.margin is None:
            continue
        back = _back_on(whole, products.name)
        if back.total > products.margin.exact and (back.named or not told):
            yield _above(whole, products, products.margin.exact, back)


def _back_on(whole: Whole, products: str) -> _Back:
    rules = [rule for rule in whole.program.rules if is_ordinary(rule)]
    given = ordinary_on(whole, products)
    for rule, give in _multipliers(whole, rules, products):
        if give.wallet in given:
            given[give.wallet] = _multiplied(given[give.wallet], rule, give)
    discount = max(_discounts(rules, products), key=lambda each: each.back, default=None)
    if discount is not None:
        given = {wallet: _on_the_rest(each, discount.off) for wallet, each in given.items()}
    parts = parts_of(whole, given)
    giving = {rule.name: rule for part in parts for rule in part.given.rules}
    if discount is not None:
        giving[discount.rule.name] = discount.rule
    named = [
        (rule, index)
        for rule in giving.values()
        for index, scope in enumerate(_scopes(rule))
        if products in scope.products
    ]
    return _Back(parts, discount, named)


def _multipliers(whole: Whole, rules: list[Rule], products: str) -> list[tuple[Rule, Multiply]]:
    """For each wallet the largest one; a group of which one counts may pay something else."""
    policies = {group.name: group.policy for group in whole.program.groups}
    largest: dict[str, tuple[Rule, Multiply]] = {}
    for rule in rules:
        if policies.get(rule.group, GroupPolicy.ALL) is not GroupPolicy.ALL:
            continue
        for give in rule.gives:
            if isinstance(give, Multiply) and holds(give.scope, products):
                known = largest.get(give.wallet)
                if known is None or give.factor.exact > known[1].factor.exact:
                    largest[give.wallet] = rule, give
    return list(largest.values())


def _multiplied(given: Ordinary, rule: Rule, give: Multiply) -> Ordinary:
    more = given.by_line * (give.factor.exact - 1)
    return given._replace(per_minor=given.per_minor + more, rules=(*given.rules, rule))


def _on_the_rest(given: Ordinary, off: Fraction) -> Ordinary:
    """What a discount took off earns nothing."""
    return given._replace(per_minor=given.per_minor * (1 - off))


def _discounts(rules: list[Rule], products: str) -> list[_Discount]:
    """Discounts in percent whose cost is the discount."""
    return [
        _Discount(rule, benefit.offer.share.exact, _borne(benefit, benefit.offer))
        for rule in rules
        if (benefit := rule.benefit) is not None
        and isinstance(benefit.offer, PercentOff)
        and not benefit.offer.one_product
        and benefit.cost_minor is None
        and not benefit.minimum_minor
        and holds(benefit.offer.scope, products)
    ]


def _borne(benefit: Benefit, offer: PercentOff) -> Fraction:
    others = benefit.borne_share.exact if benefit.borne_share else Fraction(0)
    return offer.share.exact * (1 - others)


def _scopes(rule: Rule) -> list[Scope]:
    """Which products each line of a rule is for."""
    if rule.benefit is not None:
        return [getattr(rule.benefit.offer, "scope", EVERYTHING)]
    return [_scope(give) for give in rule.gives]


def _scope(give: Give) -> Scope:
    if isinstance(give, GiveRate | GiveBands):
        return give.measure.scope
    return give.scope if isinstance(give, Multiply) else EVERYTHING


def _above(whole: Whole, products: Products, margin: Fraction, back: _Back) -> Diagnostic:
    """Marks the lines for these products; where there is none, the largest part of all."""
    name, currency = quoted(products.name), whole.program.currency
    span = whole.context.places.block(Family.PRODUCTS, products.name).line("margin")
    lines = [Label(_line(whole, *each), "gives this for these products") for each in back.named]
    if not lines:
        lines = [Label(_line(whole, _largest(back), 0), "gives this for each sale")]
    others = [Label(span, f"{percent(margin)} of their sale is left"), *lines[1:]]
    gets = [in_words(whole, part) for part in back.parts]
    for part in back.parts:
        others += bought_with(whole, part)
    if back.discount is not None:
        gets.append(f"{percent(back.discount.off)} off")
    return diagnostic(
        "products-above-margin",
        f"of {name} {percent(margin)} is left, and members get back {percent(back.total)}",
        lines[0],
        others=others,
        body=f"On {ROUND_SUM} {currency} for {name} members get {listed(gets)}."
        f" {all_in_all(whole, back.total, margin)}",
        fix=Fix("give less for these products, or leave them out"),
    )


def _largest(back: _Back) -> Rule:
    """The rule that gives most, whatever it names."""
    part = max(back.parts, key=lambda one: one.back, default=None)
    if part is None or (back.discount is not None and back.discount.back > part.back):
        assert back.discount is not None, "something is given back"
        return back.discount.rule
    return part.given.rules[0]


def _line(whole: Whole, rule: Rule, index: int) -> Span:
    place = whole.rule_place(rule.name)
    return place.line("offer" if rule.benefit is not None else "gives", index)
