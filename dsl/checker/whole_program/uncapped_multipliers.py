"""Finds multipliers that nothing limits."""

from collections.abc import Iterator
from fractions import Fraction

from dsl.checker.whole_program.values import ordinary, worths
from dsl.checker.whole_program.whole import Whole
from dsl.checker.words import decimal, grouped, quoted, rounded
from dsl.diagnostics.diagnostic import Diagnostic, Fix, Label
from dsl.diagnostics.from_catalogue import diagnostic
from dsl.program.rules import Multiply, Rule
from dsl.program.wallets import Wallet

_LARGE_SUM = 10_000


def check(whole: Whole) -> Iterator[Diagnostic]:
    """Looks at multipliers in rules; a tier's own is meant to hold for every purchase."""
    wallets = {wallet.name: wallet for wallet in whole.program.wallets}
    limited = {group.name for group in whole.program.groups if group.limits}
    for rule in whole.program.rules:
        if rule.tier_multiplier or rule.life.paused or rule.limits or rule.group in limited:
            continue
        if rule.chosen_days is not None:
            continue
        for index, give in enumerate(rule.gives):
            wallet = wallets.get(give.wallet)
            if not isinstance(give, Multiply) or wallet is None or give.factor.exact == 1:
                continue
            if wallet.status_only or wallet.caps or wallet.hold_at_most is not None:
                continue
            yield _told(whole, rule, index, give, wallet)


def _told(whole: Whole, rule: Rule, index: int, give: Multiply, wallet: Wallet) -> Diagnostic:
    place = whole.rule_place(rule.name)
    span = place.line("gives", index)
    unit = wallet.plural or wallet.name
    example = f"  at most 500 {unit} per member per month"
    if wallet.is_money:
        example = f"  at most 50 {whole.program.currency} per member per month"
    return diagnostic(
        "multiplier-without-cap",
        f"nothing limits what {quoted(rule.name)} adds",
        Label(span, f"times {rounded(give.factor.exact)} on any sum"),
        body=_body(whole, give, wallet),
        fix=Fix("put a limit on it, for example", example=example),
    )


def _body(whole: Whole, give: Multiply, wallet: Wallet) -> str:
    """The story of one large purchase, with its figures where the program fixes them."""
    program = whole.program
    known = ordinary(whole).get(wallet.name)
    large = f"{grouped(str(_LARGE_SUM))} {program.currency}"
    if known is None or not known.per_minor:
        return f"A single purchase of {large} takes all of it, {rounded(give.factor.exact)} times."
    minor = _LARGE_SUM * 10**program.currency_decimals
    plain = int(known.per_minor * minor)
    more = int(plain * (give.factor.exact - 1))
    unit = wallet.plural or program.currency
    text = (
        f"On a single purchase of {large}, a member gets"
        f" {decimal(plain + more, wallet.decimals, short=True)} {unit} instead of"
        f" {decimal(plain, wallet.decimals, short=True)}."
    )
    worth = worths(whole).get(wallet.name)
    if worth is None or not worth.minor or wallet.is_money:
        return text
    money = decimal(round(Fraction(more) * worth.minor), program.currency_decimals, short=True)
    what = "costs the shop" if worth.is_cost else "is worth"
    by = f' in "{worth.reward}"' if worth.reward else ""
    return f"{text} What is added {what} {money} {program.currency}{by}."
