"""Where the parts of an earlier program are in the program of today, by their names."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from dsl.engine.evaluation.outcome import DiscountGiven, LimitUse, Outcome, Posting
from dsl.plan.plan import Plan, PlanLimit
from dsl.program.program import Program

Places = dict[int, int]


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Place before -> place today; what is there no more has none.

    Attributes:
        carries: with the factor by which exact sums have to be taken.
    """

    wallets: Places
    rules: Places
    tiers: Places
    memberships: Places
    rewards: Places
    perks: Places
    counters: Places
    limits: Places
    carries: dict[int, tuple[int, Fraction]]

    def outcome(self, found: Outcome) -> Outcome:
        """What an evaluation under the earlier program found, in the places of today."""
        return Outcome(
            postings=[
                Posting(self.rules[each.rule], self.wallets[each.wallet], each.amount, each.cut, -1)
                for each in found.postings
                if each.rule in self.rules and each.wallet in self.wallets
            ],
            issues=[self.rules[rule] for rule in found.issues if rule in self.rules],
            discounts=[
                DiscountGiven(self.rules[each.rule], each.by_slot)
                for each in found.discounts
                if each.rule in self.rules
            ],
            uses=[
                LimitUse(self.limits[each.limit], each.key, each.amount)
                for each in found.uses
                if each.limit in self.limits
            ],
            carried=self.carried(found.carried),
        )

    def carried(self, sums: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Exact sums of monthly roundings; those that are not whole any more are left out."""
        found = []
        for carry, exact in sums:
            if carry in self.carries:
                place, factor = self.carries[carry]
                if (exact * factor).denominator == 1:
                    found.append((place, int(exact * factor)))
        return found


def renumbering(before: Program, before_plan: Plan, now: Program, now_plan: Plan) -> Renumbering:
    """Finds the parts again; the earlier program must be told in the names of today."""
    wallets = _by_name(before.wallets, now.wallets)
    rules = _by_name(before.rules, now.rules)
    return Renumbering(
        wallets=wallets,
        rules=rules,
        tiers=_by_name(before.tiers, now.tiers),
        memberships=_by_name(before.memberships, now.memberships),
        rewards=_by_name(before.rewards, now.rewards),
        perks=_by_name(before.perks, now.perks),
        counters=_by_key(list(_counters(before_plan)), list(_counters(now_plan))),
        limits=_limits(before_plan, now_plan),
        carries=_carries(before_plan, now_plan, wallets, rules),
    )


class _Named(Protocol):
    @property
    def name(self) -> str: ...


def _by_name(before: Iterable[_Named], now: Iterable[_Named]) -> Places:
    return _by_key([each.name for each in before], [each.name for each in now])


def _by_key(before: Sequence[Hashable], now: Sequence[Hashable]) -> Places:
    places = {key: place for place, key in enumerate(now)}
    return {place: places[key] for place, key in enumerate(before) if key in places}


def _counters(plan: Plan) -> Iterable[Hashable]:
    """What is counted; over which windows does not matter."""
    for each in plan.counters:
        yield (each.quantity, plan.selections[each.selection].scope, each.name)


def _limits(before: Plan, now: Plan) -> Places:
    """A limit with another number is the same limit; of several of a kind the order decides."""
    found: Places = {}
    keys: tuple[Callable[[PlanLimit], Hashable], ...] = (lambda row: row, _kind)
    for key in keys:
        free: dict[Hashable, list[int]] = {}
        for place, row in enumerate(now.limits):
            if place not in found.values():
                free.setdefault(key(row), []).append(place)
        for place, row in enumerate(before.limits):
            if place not in found and free.get(key(row)):
                found[place] = free[key(row)].pop(0)
    return found


def _kind(row: PlanLimit) -> Hashable:
    of_what = (row.amount is None, row.times is None, row.holds is None)
    return (row.owner_kind, row.owner, row.scope, row.value, row.window, of_what)


def _carries(
    before: Plan, now: Plan, wallets: Places, rules: Places
) -> dict[int, tuple[int, Fraction]]:
    old_scales = {row.wallet: row.scale for row in before.wallets}
    scales = {row.wallet: row.scale for row in now.wallets}
    places = {(row.wallet, row.rule): place for place, row in enumerate(now.carries)}
    found = {}
    for carry, row in enumerate(before.carries):
        wallet, rule = wallets.get(row.wallet), -1 if row.rule < 0 else rules.get(row.rule)
        if wallet is not None and rule is not None and (wallet, rule) in places:
            factor = Fraction(scales[wallet], old_scales[row.wallet])
            found[carry] = (places[wallet, rule], factor)
    return found
