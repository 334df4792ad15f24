"""Members go over to another program: what it has goes with them, the rest is left behind.

A state that goes on under a changed program loses nothing, or is refused (`changed_program.py`).
Here a shop tries another program on its members: what that one has under the same name, or a name
of before, is kept; what it does not have is lost, and told.
"""

from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from dsl.engine.changed_program import carry_over, goes_on, told_in_names_of_today
from dsl.engine.holdings.renumbering import Renumbering, renumbering
from dsl.engine.holdings.state import Effects, Issued, Member, State
from dsl.ledger.lots import Account
from dsl.plan.from_program import lower
from dsl.plan.plan import Plan
from dsl.program.former_names import rename_by
from dsl.program.program import Program


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What members lose, by its name in the program before.

    Attributes:
        units: of each wallet, smallest units.
        rewards: rewards and benefits in hand, how many.
        tiers, memberships: how many members held them.
        members: to how many members each of these happens.
    """

    units: Counter[str] = field(default_factory=Counter)
    rewards: Counter[str] = field(default_factory=Counter)
    tiers: Counter[str] = field(default_factory=Counter)
    memberships: Counter[str] = field(default_factory=Counter)
    members: Counter[str] = field(default_factory=Counter)


def without_history(member: Member) -> Member:
    """A member without what only a return, or an approval, could ask for."""
    member.records, member.awards, member.closed, member.waiting = {}, {}, {}, {}
    member.standing.before = []
    for held in member.memberships.values():
        held.effects = []
    for paid in member.progress.values():
        for entry in paid:
            entry.effects = Effects()
    return member


def go_over(
    state: State, saved: dict[str, Any], program: Program, plan: Plan
) -> tuple[State, LeftBehind]:
    """A state under another program, and what was left behind.

    Args:
        state: of the program before, whose members are `without_history`; it is left as it is.
        saved: that program, as it is saved.
        program, plan: those to go on under.

    Raises:
        ProgramChanged: the two count money, days or the units of a wallet in different ways.
    """
    state, left = deepcopy(state), LeftBehind()
    _, before = told_in_names_of_today(saved, rename_by(program.former_names))
    places = renumbering(before, lower(before), program, plan)
    leaving = _Leaving(before, program, places, left)
    for member in state.members.values():
        leaving.leave(member)
    for values in state.early.values():
        leaving.leave_attributes(values)
    moved = carry_over(state, saved, program, plan)
    moved.earlier = {}
    return moved, left


class _Leaving:
    """Takes out of members what the program of today does not have."""

    def __init__(
        self, before: Program, now: Program, places: Renumbering, left: LeftBehind
    ) -> None:
        self._before, self._now, self._places, self._left = before, now, places, left
        kinds = {each.name: each.value for each in now.attributes}
        self._other_kinds = {
            each.name
            for each in before.attributes
            if kinds.get(each.name, each.value) is not each.value
        }

    def leave(self, member: Member) -> None:
        """Let one member leave it."""
        lost: set[str] = set()
        self._units(member, lost)
        self._rewards(member, lost)
        self._tiers(member, lost)
        for index in member.memberships.keys() - self._places.memberships.keys():
            name = self._before.memberships[index].name
            self._left.memberships[name] += 1
            lost.add(name)
            del member.memberships[index]
        self._left.members.update(lost)
        self.leave_attributes(member.attributes)
        member.progress = {
            rule: paid for rule, paid in member.progress.items() if self._rule_goes_on(rule)
        }
        member.carries = {
            carry: months
            for carry, months in member.carries.items()
            if len(self._places.carried((carry, each) for each in months.values())) == len(months)
        }

    def leave_attributes(self, values: dict[str, Any]) -> None:
        """Values of another kind are nothing now."""
        for name in self._other_kinds & values.keys():
            del values[name]

    def _units(self, member: Member, lost: set[str]) -> None:
        for place, account in enumerate(member.accounts):
            if place not in self._places.wallets:
                units, name = (
                    sum(lot.left for lot in account.lots),
                    self._before.wallets[place].name,
                )
                if units:
                    self._left.units[name] += units
                    lost.add(name)
                member.accounts[place] = Account()

    def _rewards(self, member: Member, lost: set[str]) -> None:
        for number, issued in list(member.issued.items()):
            if issued.wallet not in self._places.wallets:
                issued.wallet = -1
            if not self._is_the_same(issued):
                self._left.rewards[issued.name] += 1
                lost.add(issued.name)
                del member.issued[number]

    def _is_the_same(self, issued: Issued) -> bool:
        """Whether what is in hand is there, and gives what it gave."""
        places = self._places
        if issued.reward >= 0:
            reward = places.rewards.get(issued.reward)
            then = self._before.rewards[issued.reward]
            return reward is not None and self._now.rewards[reward].offer == then.offer
        rule = places.rules.get(issued.rule)
        had = self._before.rules[issued.rule].benefit
        has = None if rule is None else self._now.rules[rule].benefit
        return had is not None and has is not None and had.offer == has.offer

    def _tiers(self, member: Member, lost: set[str]) -> None:
        standing, ranks = member.standing, self._places.tiers
        if standing.rank >= 0 and standing.rank not in ranks:
            name = self._before.tiers[standing.rank].name
            self._left.tiers[name] += 1
            lost.add(name)
            standing.rank, standing.until_day, standing.softly = -1, 0, False
            standing.held_from, standing.starting, standing.starting_since = {}, {}, {}
        standing.invited = [rank for rank in standing.invited if rank in ranks]
        standing.upgrades = [each for each in standing.upgrades if each[0] in ranks]

    def _rule_goes_on(self, rule: int) -> bool:
        now = self._places.rules.get(rule)
        return now is not None and goes_on(self._before.rules[rule], self._now.rules[now])
