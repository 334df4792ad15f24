"""Holds what members get back against what the shop earns on the sale."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from dsl.checker.whole_program.values import Ordinary, Worth, ordinary, usual_basket, worths
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import decimal, percent, quoted, rounded, sum_of_money
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.measures import EVERYTHING
from dsl.program.rules import Multiply, Rule

ROUND_SUM = 100


class Part(NamedTuple):
    """What one wallet gives back.

    Attributes:
        back: as a share of spend.
    """

    wallet: str
    given: Ordinary
    worth: Worth
    back: Fraction


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Compares the value that ordinary purchases give back with the margin."""
    margin = whole.program.margin
    if margin is None or whole.has_error:
        return
    parts = parts_of(whole, ordinary(whole))
    total = sum((part.back for part in parts), Fraction(0))
    if total > margin.exact:
        yield _above(whole, parts, total, margin.exact, None)
        return
    for rule in whole.program.rules:
        more = total + _from_multiplier(rule, parts)
        if rule.tier_multiplier and more > margin.exact:
            yield _above(whole, parts, more, margin.exact, rule)


def parts_of(whole: Whole, given_by: dict[str, Ordinary]) -> list[Part]:
    """What wallets with a known worth give back, of what an ordinary purchase gives."""
    basket = usual_basket(whole)
    known = worths(whole)
    found = []
    for wallet, given in given_by.items():
        worth = known.get(wallet)
        if worth is None:
            continue
        per_minor = given.per_minor
        if given.fixed and basket:
            per_minor += given.fixed / basket
        if per_minor:
            found.append(Part(wallet, given, worth, per_minor * worth.minor))
    return found


def _from_multiplier(rule: Rule, parts: list[Part]) -> Fraction:
    """What a tier's own multiplier adds for its members."""
    factors = {
        give.wallet: give.factor.exact
        for give in rule.gives
        if isinstance(give, Multiply) and give.scope == EVERYTHING
    }
    return sum(
        ((factors[part.wallet] - 1) * part.back for part in parts if part.wallet in factors),
        Fraction(0),
    )


def _above(
    whole: Whole, parts: list[Part], total: Fraction, margin: Fraction, rule: Rule | None
) -> Diagnostic:
    """Names the largest part, works it out on a round sum, and says what would be in order."""
    program = whole.program
    part = max(parts, key=lambda one: one.back)
    first = part.given.rules[0]
    place = whole.rule_place(first.name)
    program_place = whole.context.places.program
    margin_span = program_place.line("margin") if program_place else whole.program_span
    who = "members" if rule is None else f"members of {quoted(rule.name)}"
    others = [Label(margin_span, f"{percent(margin)} of a sale is left")]
    others += bought_with(whole, part)
    label = Label(place.line("gives"), "gives this for each sale")
    if rule is not None:
        others.append(label)
        label = Label(whole.rule_place(rule.name).line("gives"), "multiplies what the rules give")
    return diagnostic(
        "value-above-margin",
        f"members get back {percent(total)} of a sale that earns {percent(margin)}",
        label,
        others=others,
        body=f"On {ROUND_SUM} {program.currency} {who} get {in_words(whole, part)}."
        f" {all_in_all(whole, total, margin)}",
        fix=Fix("give less, or ask more for the reward"),
    )


def bought_with(whole: Whole, part: Part) -> list[Label]:
    """Where the price of the reward stands that fixes what a unit is worth."""
    if not part.worth.reward:
        return []
    return [Label(whole.rule_place(part.worth.reward).line("prices"), "and buys this")]


def in_words(whole: Whole, part: Part) -> str:
    """What a wallet gives on a round sum, and what that is for."""
    return f"{_units(whole, part)} {_what_for(whole, part)}"


def all_in_all(whole: Whole, back: Fraction, margin: Fraction) -> str:
    """What comes back on a round sum, beside what is left of it."""
    currency = whole.program.currency
    spent = ROUND_SUM * 10**whole.program.currency_decimals
    return (
        f"All in all that is {_money(whole, back * spent)} back on {ROUND_SUM} {currency}, and"
        f" {_money(whole, margin * spent)} is left of it."
    )


def _units(whole: Whole, part: Part) -> str:
    facts = whole.context.wallets[part.wallet]
    spent = ROUND_SUM * 10**whole.program.currency_decimals
    amount = part.given.per_minor * spent / 10**facts.decimals
    basket = usual_basket(whole)
    if part.given.fixed and basket:
        amount += part.given.fixed * spent / basket / 10**facts.decimals
    return f"{rounded(amount)} {facts.plural or facts.holds}"


def _what_for(whole: Whole, part: Part) -> str:
    facts = whole.context.wallets[part.wallet]
    if not part.worth.reward:
        return "to spend" if facts.is_money else "as the wallet values them"
    each = part.worth.minor * 10**facts.decimals
    cost = "cost the shop" if part.worth.is_cost else "are worth"
    program = whole.program
    decimals = program.currency_decimals
    shown = sum_of_money(each / 10**decimals, decimals, program.currency)
    return f'that {cost} {shown} each in "{part.worth.reward}"'


def _money(whole: Whole, minor: Fraction) -> str:
    program = whole.program
    text = decimal(round(minor), program.currency_decimals, short=True)
    return f"{text} {program.currency}"
