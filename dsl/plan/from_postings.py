"""From exact amounts to postings: one rounding for each wallet, limits, accruals."""

from typing import NamedTuple

from dsl.plan.amounts import Round
from dsl.plan.asking import ReadCarry
from dsl.plan.builder import Builder
from dsl.plan.claims import Claims
from dsl.plan.effects import Carry, IssueBenefit, Post
from dsl.plan.from_limits import amount_limits, times_limits
from dsl.plan.register import Register
from dsl.program.rules import Rule
from dsl.program.wallets import Rounding, RoundingPlace


class Given(NamedTuple):
    """What a rule gives in a wallet, exact."""

    rule: Rule
    wallet: str
    amounts: Register


class Rounded(NamedTuple):
    """Where a rule's rounded number is: a register of numbers, and its place there."""

    wallet: str
    numbers: Register
    place: int


def post_all(
    builder: Builder,
    rules: list[Rule],
    given: list[Given],
    claims: Claims,
    issues: dict[str, IssueBenefit],
) -> None:
    """Rounds, limits and posts what rules give, and issues benefits, in the order of the text."""
    rounded = _round_all(builder, given, claims)
    for rule in rules:
        for each in rounded.get(rule.name, []):
            _post(builder, rule, each, claims)
        if rule.name in issues:
            builder.emit(issues[rule.name])


def _round_all(builder: Builder, given: list[Given], claims: Claims) -> dict[str, list[Rounded]]:
    """One rounding for each wallet, and one for each rule that rounds by itself."""
    together: dict[tuple[str, str], list[Given]] = {}
    for each in given:
        own = each.rule.name if each.rule.rounding is not None else ""
        together.setdefault((each.wallet, own), []).append(each)
    rounded: dict[str, list[Rounded]] = {}
    for (wallet, _), rows in together.items():
        numbers = _round(builder, wallet, rows, claims.scales[wallet])
        for index, row in enumerate(rows):
            rounded.setdefault(row.rule.name, []).append(Rounded(wallet, numbers, index))
    return rounded


def _round(builder: Builder, wallet: str, rows: list[Given], scale: int) -> Register:
    rounding: Rounding = rows[0].rule.rounding or _wallet_rounding(builder, wallet)
    amounts = tuple(row.amounts for row in rows)
    before = None
    if rounding.place is RoundingPlace.MONTH:
        carry = builder.tables.carry(wallet, rows[0].rule if rows[0].rule.rounding else None)
        before = builder.emit(ReadCarry(carry=carry))
        builder.emit(Carry(carry=carry, amounts=amounts))
    return builder.emit(
        Round(
            amounts=amounts,
            before=before,
            scale=scale,
            mode=rounding.mode,
            place=rounding.place,
        )
    )


def _wallet_rounding(builder: Builder, wallet: str) -> Rounding:
    return builder.tables.program.wallets[builder.tables.wallets[wallet]].rounding


def _post(builder: Builder, rule: Rule, rounded: Rounded, claims: Claims) -> None:
    tables = builder.tables
    wallet = tables.wallets[rounded.wallet]
    often = times_limits(tables, rule)
    builder.emit(
        Post(
            rule=tables.rules[rule.name],
            wallet=wallet,
            numbers=rounded.numbers,
            index=rounded.place,
            terms=tables.terms(tables.program.wallets[wallet], rule),
            limits=amount_limits(tables, rule, rounded.wallet),
            times_limits=often,
            times=claims.times[rule.name] if often else None,
            or_nothing=rule.cut_to_nothing,
        )
    )
