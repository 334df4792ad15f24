"""What an engine's entries add to the counts of an arm, and to what its members remember."""

from typing import NamedTuple

import numpy as np

from dsl.columns.batch import Codes, Effect, Outcome
from dsl.ledger.entry import Kind
from dsl.program.program import Program
from simulator.behaviour.response import Memory
from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure, WalletMeasure
from simulator.runners.candidates import Truths
from simulator.runners.counting import ArmCounts

_FLOWS = {
    Kind.MEMBER_JOINED: Measure.JOINS,
    Kind.MEMBER_LEFT: Measure.LEAVES,
    Kind.ISSUE: Measure.REWARDS_ISSUED,
    Kind.USE: Measure.REWARDS_USED,
    Kind.TIER_UP: Measure.TIERS_GAINED,
    Kind.TIER_DOWN: Measure.TIERS_LOST,
}
_OF_WALLETS = {
    Kind.ACCRUE: (WalletMeasure.GRANTED, 1),
    Kind.ADJUST: (WalletMeasure.GRANTED, 1),
    Kind.SPEND: (WalletMeasure.REDEEMED, -1),
    Kind.RESTORE: (WalletMeasure.REDEEMED, -1),
    Kind.EXPIRE: (WalletMeasure.EXPIRED, -1),
    Kind.REVERSE: (WalletMeasure.REVERSED, -1),
}
"""The measure of each kind that moves a balance, and its sign there."""

_IN_HAND = {
    Kind.ISSUE: 1,
    Kind.RESTORE_REWARD: 1,
    Kind.USE: -1,
    Kind.EXPIRE_REWARD: -1,
    Kind.WITHDRAW_REWARD: -1,
}
"""What puts rewards into members' hands, and takes them out."""

AFTER_TRADING = frozenset({Kind.ISSUE, Kind.USE})
"""What is counted besides wallets when nothing is sold any more."""


class When(NamedTuple):
    """The time of entries.

    Attributes:
        day, month: counted from 0.
        is_trading: before the run-off.
    """

    day: int
    month: int
    is_trading: bool


class EffectCounts:
    """Reads outcomes."""

    def __init__(self, program: Program, counts: ArmCounts, memory: Memory, places: Wholes) -> None:
        """Prepare.

        Args:
            program: whose entries they are.
            counts: to be added to.
            memory: of the members, to be kept up.
            places: of the replication of each member.
        """
        wallets = {wallet.name: index for index, wallet in enumerate(program.wallets)}
        self._paid_from = {
            reward.name: wallets[reward.prices[0].wallet]
            for reward in program.rewards
            if reward.prices
        }
        self._counts, self._memory, self._places = counts, memory, places
        self._used_month = np.full(len(places), -1, np.int16)

    def read(self, outcome: Outcome, when: When, in_both: Truths | None = None) -> None:
        """Count an outcome.

        Args:
            outcome: what a call brought.
            when: the day.
            in_both: for each fact of the call, whether its order exists without the program, too;
                none for what is no order.
        """
        for effect in outcome.effects:
            places = self._places[effect.rows]
            if effect.kind in _IN_HAND:
                change = effect.amount.astype(np.int32) * _IN_HAND[effect.kind]
                np.add.at(self._memory.hand, effect.rows, change)
            if effect.kind in _OF_WALLETS:
                self._wallet(effect, when, places, in_both)
            elif when.is_trading or effect.kind in AFTER_TRADING:
                self._other(effect, when, places, in_both)

    def _wallet(self, effect: Effect, when: When, places: Wholes, in_both: Truths | None) -> None:
        measure, sign = _OF_WALLETS[effect.kind]
        moved = self._counts.sum(places, effect.amount)
        units = self._counts.wallets[effect.wallet, :, :, when.month]
        units[measure] += sign * moved
        units[WalletMeasure.OUTSTANDING] += moved
        np.add.at(self._memory.balance[effect.wallet], effect.rows, effect.amount)
        if effect.kind is not Kind.ACCRUE:
            return
        np.add.at(self._memory.granted[effect.wallet], effect.rows, effect.amount)
        if in_both is None or effect.at is None:
            units[WalletMeasure.GRANTED_FOR_NO_ORDER] += moved
        else:
            both = effect.amount * in_both[effect.at]
            units[WalletMeasure.GRANTED_IN_BOTH] += self._counts.sum(places, both)

    def _other(self, effect: Effect, when: When, places: Wholes, in_both: Truths | None) -> None:
        measure = _FLOWS.get(effect.kind)
        if measure is not None:
            amount = effect.amount if effect.kind in AFTER_TRADING else None
            self._counts.add(measure, when.month, places, amount)
        match effect.kind:
            case Kind.ISSUE:
                self._memory.rewarded[effect.rows] = when.day
            case Kind.TIER_DOWN:
                self._memory.demoted[effect.rows] = when.day
            case Kind.USE | Kind.DISCOUNT:
                self._cost(effect, when, places, in_both)
            case Kind.FEE_CHARGED:
                self._money(Measure.FEES_MINOR, effect, when, places)
            case Kind.FEE_REFUNDED:
                self._money(Measure.FEES_REFUNDED_MINOR, effect, when, places)

    def _money(self, measure: Measure, effect: Effect, when: When, places: Wholes) -> None:
        if effect.money_minor is not None:
            self._counts.add(measure, when.month, places, effect.money_minor)

    def _cost(self, effect: Effect, when: When, places: Wholes, in_both: Truths | None) -> None:
        """What a used reward or a discount costs, and for which orders."""
        if effect.kind is Kind.USE:
            self._count_redeeming(effect.rows, when)
        cost = effect.cost_minor
        if cost is None:
            return
        whole, part = Measure.DISCOUNT_MINOR, Measure.DISCOUNT_IN_BOTH_MINOR
        if effect.kind is Kind.USE:
            whole, part = Measure.REWARD_COST_MINOR, Measure.REWARD_COST_IN_BOTH_MINOR
        self._counts.add(whole, when.month, places, cost)
        wallet = self._paid_from.get(effect.name)
        if effect.kind is Kind.USE and wallet is not None:
            paid = WalletMeasure.REDEEMED_COST_MINOR
            self._counts.add_units(wallet, paid, when.month, places, cost)
        elif in_both is None or effect.at is None:
            self._counts.add(part, when.month, places, cost)
        else:
            both = in_both[effect.at]
            self._counts.add(part, when.month, places[both], cost[both])

    def _count_redeeming(self, rows: Codes, when: When) -> None:
        # Nobody uses the same reward twice in one fact, so a member stands here once.
        first = rows[self._used_month[rows] != when.month]
        self._used_month[first] = when.month
        self._counts.add(Measure.REDEEMING_MEMBERS, when.month, self._places[first])
