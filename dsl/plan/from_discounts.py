"""Benefits that take money off the purchase itself come before everything that earns."""

from dsl.plan.amounts import Claim, Covers, FixedAmount
from dsl.plan.builder import Builder
from dsl.plan.claims import Claims, Part
from dsl.plan.effects import SettleDiscounts, TakeOff
from dsl.plan.from_gives import without
from dsl.plan.from_groups import claim_of_winner, exclusive_groups, wins
from dsl.plan.from_limits import amount_limits, times_limits
from dsl.plan.from_reasons import fires, times_left
from dsl.plan.register import Register
from dsl.program.measures import EVERYTHING, Scope
from dsl.program.offers import CheapestFree, FreeProduct, FreeShipping, MoneyOff, PercentOff
from dsl.program.rules import Rule


def is_discount(rule: Rule) -> bool:
    """Whether a benefit takes money off the purchase that it comes with."""
    return rule.benefit is not None and isinstance(
        rule.benefit.offer, MoneyOff | PercentOff | FreeProduct | CheapestFree | FreeShipping
    )


def lower_discounts(builder: Builder, claims: Claims) -> None:
    """All member discounts, settled; their claims are known to the rules that follow."""
    discounts = [rule for rule in claims.rules if is_discount(rule)]
    if not discounts:
        return
    for rule in discounts:
        left = times_left(builder, times_limits(builder.tables, rule))
        minimum = rule.benefit.minimum_minor if rule.benefit else None
        claims.fires[rule.name] = fires(builder, rule, left, minimum=minimum)
    for rule in discounts:
        _take_off(builder, claims, rule)
    _settle(builder, discounts, _kept(builder, claims, discounts))
    builder.forget()


def _take_off(builder: Builder, claims: Claims, rule: Rule) -> Register:
    known = claims.parts.get(rule.name)
    if known:
        return known[0].amounts
    assert rule.benefit is not None
    to = tuple(_cover(builder, claims, winner) for winner in claims.above(rule))
    mask = without(builder, builder.mask(_scope(rule)), to)
    register = builder.emit(
        TakeOff(
            rule=builder.tables.rules[rule.name],
            fires=claims.fires[rule.name],
            mask=mask,
            limits=amount_limits(builder.tables, rule, ""),
            or_nothing=rule.cut_to_nothing,
        )
    )
    claims.parts[rule.name] = [Part(rule, "", register, mask, multiplied=False)]
    return register


def _cover(builder: Builder, claims: Claims, winner: Rule) -> Register:
    """Where a winner pays; an earning rule has not claimed yet and stands for the whole."""
    if not is_discount(winner):
        firing = fires(builder, winner, None)
        return builder.emit(Covers(fires=firing, amounts=None, mask=None))
    amounts = _take_off(builder, claims, winner)
    mask = claims.parts[winner.name][0].mask
    return builder.emit(Covers(fires=claims.fires[winner.name], amounts=amounts, mask=mask))


def _scope(rule: Rule) -> Scope:
    offer = rule.benefit.offer if rule.benefit else None
    return EVERYTHING if offer is None else getattr(offer, "scope", EVERYTHING)


def _kept(builder: Builder, claims: Claims, discounts: list[Rule]) -> list[Register]:
    """What each would take off, nothing for those that do not count in their group."""
    winning: dict[str, Register] = {}
    for together in exclusive_groups(builder, claims.rules, is_discount):
        amounts = [_amounts(builder, claims, rule) for rule in together]
        winning.update(wins(builder, together, amounts, is_discount))
    return [
        claim_of_winner(builder, rule, winning.get(rule.name), claims.parts[rule.name][0].amounts)
        for rule in discounts
    ]


def _amounts(builder: Builder, claims: Claims, rule: Rule) -> Register:
    """What a rule of a group would take off; an earning rule pays one of something if it fires."""
    if is_discount(rule):
        return claims.parts[rule.name][0].amounts
    one = builder.emit(FixedAmount(exact=1))
    place = builder.tables.rules[rule.name]
    return builder.emit(Claim(rule=place, fires=fires(builder, rule, None), amounts=one))


def _settle(builder: Builder, discounts: list[Rule], kept: list[Register]) -> None:
    tables = builder.tables
    builder.emit(
        SettleDiscounts(
            discounts=tuple(kept),
            rules=tuple(tables.rules[rule.name] for rule in discounts),
            limits=tuple(
                times_limits(tables, rule) + amount_limits(tables, rule, "") for rule in discounts
            ),
        )
    )
