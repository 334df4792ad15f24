"""Rules that run together: who pays what, in the steps of a purchase.

Discounts; then base claims, each giving way to whoever stands instead of it; groups of which only
one counts; multipliers; one rounding for each wallet; limits; postings.
"""

from dataclasses import dataclass, field
from math import lcm

from dsl.plan.amounts import FixedAmount, Gather, Total
from dsl.plan.asking import ReadTimes
from dsl.plan.builder import Builder
from dsl.plan.claims import Claims
from dsl.plan.effects import IssueBenefit
from dsl.plan.from_discounts import is_discount, lower_discounts
from dsl.plan.from_groups import (
    brought_together,
    claim_of_winner,
    exclusive_groups,
    wins,
)
from dsl.plan.from_limits import times_limits
from dsl.plan.from_multipliers import Multipliers
from dsl.plan.from_postings import Given, post_all
from dsl.plan.from_reasons import fires, times_left
from dsl.plan.judging import AllOf, Compare
from dsl.plan.register import Register
from dsl.plan.scales import Multiplier
from dsl.program.conditions import Relation
from dsl.program.rules import Multiply, Rule


def lower_rules(builder: Builder, rules: list[Rule], scales: dict[str, int]) -> None:
    """Writes the operations of rules with one trigger."""
    claims = Claims(builder, rules, scales)
    if builder.kind == "purchase":
        lower_discounts(builder, claims)
    earning = [rule for rule in rules if builder.kind != "purchase" or not is_discount(rule)]
    for rule in earning:
        _fire(builder, claims, rule)
    for rule in earning:
        claims.claim(rule)
    _Together(builder, claims, earning).lower()


def _fire(builder: Builder, claims: Claims, rule: Rule) -> None:
    """Whether a rule fires, and how often it pays then."""
    wanted = builder.emit(ReadTimes()) if builder.kind == "progress" else None
    left = times_left(builder, times_limits(builder.tables, rule), wanted)
    claims.fires[rule.name] = fires(builder, rule, left)
    claims.times[rule.name] = left if wanted is not None and left is not None else wanted


@dataclass
class _Together:
    """From claims to postings."""

    builder: Builder
    claims: Claims
    rules: list[Rule]
    winning: dict[str, Register] = field(default_factory=dict)
    fires: dict[str, Register] = field(default_factory=dict)

    def lower(self) -> None:
        to = {rule.name: self._over_multipliers(rule) for rule in self.rules}
        self.fires = dict(self.claims.fires)
        for together in exclusive_groups(self.builder, self.claims.rules, self._is_earning):
            self._choose(together, Multipliers(self.builder, self.fires, to))
        for name, winning in self.winning.items():
            both = AllOf(values=(self.claims.fires[name], winning))
            self.fires[name] = self.builder.emit(both)
        given = [
            each
            for wallet in self._wallets()
            for each in self._given(wallet, Multipliers(self.builder, self.fires, to))
        ]
        issues = {rule.name: self._issue(rule) for rule in self.rules if rule.benefit}
        post_all(self.builder, self.rules, given, self.claims, issues)

    def _is_earning(self, rule: Rule) -> bool:
        return rule in self.rules

    def _over_multipliers(self, rule: Rule) -> tuple[Register, ...]:
        has_multiplier = any(isinstance(give, Multiply) for give in rule.gives)
        return self.claims.covers_over(rule) if has_multiplier else ()

    def _wallets(self) -> list[str]:
        named = {give.wallet for rule in self.rules for give in rule.gives}
        return [
            wallet.name for wallet in self.builder.tables.program.wallets if wallet.name in named
        ]

    def _multipliers(self, rules: list[Rule], wallet: str) -> list[Multiplier]:
        return [
            (rule, give)
            for rule in rules
            for give in rule.gives
            if isinstance(give, Multiply) and give.wallet == wallet
        ]

    def _choose(self, together: list[Rule], multipliers: Multipliers) -> None:
        """Which rule of a group counts.

        A multiplier competes with what it would add to the base amounts of others.
        """
        common = lcm(*self.claims.scales.values())
        amounts = []
        for rule in together:
            found = [
                (part.amounts, common // self.claims.scales.get(part.wallet, common))
                for part in self.claims.claim(rule)
            ]
            for wallet in self._wallets():
                base = self._base(wallet, [each for each in self.rules if each not in together])
                found += [
                    (multipliers.excess(each, base), common // self.claims.scales[wallet])
                    for each in self._multipliers([rule], wallet)
                ]
            amounts.append(brought_together(self.builder, found))
        self.winning.update(wins(self.builder, together, amounts, self._is_earning))

    def _base(self, wallet: str, rules: list[Rule]) -> Register:
        """The base amounts of a wallet that some rules give."""
        parts = [
            claim_of_winner(self.builder, rule, self.winning.get(rule.name), part.amounts)
            for rule in rules
            for part in self.claims.claim(rule)
            if part.wallet == wallet and part.multiplied
        ]
        if not parts:
            return self.builder.emit(FixedAmount(exact=0))
        return parts[0] if len(parts) == 1 else self.builder.emit(Gather(amounts=tuple(parts)))

    def _given(self, wallet: str, multipliers: Multipliers) -> list[Given]:
        """What each rule gives in a wallet before rounding, in the order of the text."""
        found: dict[str, list[Register]] = {}
        for rule in self.rules:
            for part in self.claims.claim(rule):
                if part.wallet == wallet:
                    kept = claim_of_winner(
                        self.builder, rule, self.winning.get(rule.name), part.amounts
                    )
                    found.setdefault(rule.name, []).append(kept)
        written = self._multipliers(self.rules, wallet)
        if written:
            base = self._base(wallet, self.rules)
            for (rule, _), added in multipliers.all_of(written, base):
                found.setdefault(rule.name, []).append(added)
        return [
            Given(rule, wallet, self._sum(found[rule.name]))
            for rule in self.rules
            if rule.name in found
        ]

    def _sum(self, amounts: list[Register]) -> Register:
        return (
            amounts[0] if len(amounts) == 1 else self.builder.emit(Gather(amounts=tuple(amounts)))
        )

    def _issue(self, rule: Rule) -> IssueBenefit:
        """The issue of a benefit: when it fires, nobody stands instead, and it counts."""
        truths = [self.fires[rule.name]]
        if self.claims.above(rule):
            claimed = self.builder.emit(Total(slots=self.claims.claim(rule)[-1].amounts))
            some = Compare(value=claimed, relation=Relation.AT_LEAST, low=1)
            truths.append(self.builder.emit(some))
        firing = truths[0] if len(truths) == 1 else self.builder.emit(AllOf(values=tuple(truths)))
        return IssueBenefit(
            rule=self.builder.tables.rules[rule.name],
            fires=firing,
            limits=times_limits(self.builder.tables, rule),
            times=self.claims.times[rule.name],
        )
