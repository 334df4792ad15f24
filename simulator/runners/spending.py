"""What members redeem and use with a purchase."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dsl.columns.batch import NONE
from dsl.columns.sharing import before, is_of_all
from dsl.engine.holdings.promises import NEEDS_PURCHASE
from dsl.program.offers import MoneyOffPerUnit
from dsl.program.program import Program
from dsl.program.rewards import Reward
from simulator.behaviour.redemption import NO_REWARD, Redemption, dearest
from simulator.behaviour.response import Memory
from simulator.calibration.columns import Floats, Wholes
from simulator.runners.candidates import Truths
from simulator.runners.member_engine import MemberEngine


@dataclass(frozen=True, slots=True)
class Choice:
    """A reward that members choose and pay for.

    Attributes:
        reward: its index, which is the code of its promise, too.
        wallet: that it is paid from.
        least_units: the smallest of its prices.
        least_minor: the smallest purchase on which it can be used.
        minor_per_unit: of money off by the unit, numerator and denominator; 0 for others.
    """

    reward: int
    wallet: int
    least_units: int
    least_minor: int
    minor_per_unit: tuple[int, int] = (0, 1)


@dataclass(frozen=True, slots=True, eq=False)
class Redeeming:
    """Rewards chosen: at which places of the purchases, which, and for how many units."""

    places: Wholes
    rewards: Wholes
    amounts: Wholes


class Spending:
    """Decides it for the members of one program."""

    def __init__(
        self, program: Program, engine: MemberEngine, redemption: Redemption, places: Wholes
    ) -> None:
        """Prepare; `places` has the replication of each member, whose members share limits."""
        self._engine, self._redemption, self._places = engine, redemption, places
        self._choices = _choices(program)
        self._of_all = [
            place
            for place, one in enumerate(self._choices)
            if is_of_all(program.rewards[one.reward])
        ]
        self._rewards = np.array([one.reward for one in self._choices])
        self._least = _least((one.wallet, one.least_units) for one in self._choices)
        self._least_by_itself = _least(_paid_by_themselves(program))
        self._on_purchases = _on_purchases(program, engine.promises)
        self._needs_purchase = np.zeros(len(engine.promises), np.bool_)
        self._needs_purchase[[code for code, _ in self._on_purchases]] = True

    def may(self, rows: Wholes, memory: Memory) -> Wholes:
        """Places of the members who may redeem or use something: the others need no draw."""
        can = np.zeros(len(rows), np.bool_)
        for wallet, units in self._least.items():
            can |= memory.balance[wallet][rows] >= units
        can &= self._redemption.knows[rows]
        return (can | (memory.hand[rows] > 0)).nonzero()[0]

    def may_later(self, rows: Wholes, memory: Memory) -> Wholes:
        """Places of the members who may ever redeem or use something, if they earn nothing more."""
        may = np.zeros(len(rows), np.bool_)
        may[self.may(rows, memory)] = True
        for wallet, units in self._least_by_itself.items():
            may |= memory.balance[wallet][rows] >= units
        return may.nonzero()[0]

    def wants(self, rows: Wholes, luck: Floats) -> Truths:
        """Who would redeem or use something, if there is something.

        Args:
            rows: the members.
            luck: two uniforms of each visit.
        """
        found: Truths = self._redemption.redeems(rows, luck[0])
        found |= self._redemption.uses(rows, luck[1])
        return found

    def redeems(self, rows: Wholes, values: Wholes, uniform: Floats) -> Redeeming:
        """What members choose just before a purchase, if anything.

        Args:
            rows: the members, in the order of their purchases where they share something.
            values: what they are about to buy, in minor units.
            uniform: of each purchase.
        """
        places = self._redemption.redeems(rows, uniform).nonzero()[0]
        if not len(places) or not self._choices:
            return Redeeming(places[:0], places[:0], places[:0])
        rows, values = rows[places], values[places]
        prices = np.array([self._price(one, rows, values) for one in self._choices])
        available = np.array([self._engine.balances(one.wallet, rows) for one in self._choices])
        left = {each: self._engine.left(self._choices[each].reward, rows) for each in self._of_all}
        chosen = dearest_in_turn(prices, available, left, self._places[rows])
        takes = (chosen != NO_REWARD).nonzero()[0]
        chosen = chosen[takes]
        amounts = self._amounts(
            chosen, prices[chosen, takes], available[chosen, takes], values[takes]
        )
        return Redeeming(places[takes], self._rewards[chosen], amounts)

    def uses(self, rows: Wholes, values: Wholes, uniform: Floats, redeemed: Redeeming) -> Wholes:
        """The code of the promise that each purchase uses, `NONE` for none.

        What was chosen for the purchase is used on it; so may be something else in hand.
        """
        used = np.full(len(rows), NONE)
        at_once = self._needs_purchase[redeemed.rewards]
        used[redeemed.places[at_once]] = redeemed.rewards[at_once]
        wants = ((used == NONE) & self._redemption.uses(rows, uniform)).nonzero()[0]
        for code, least in self._on_purchases:
            some = wants[values[wants] >= least]
            used[some[self._engine.held(code, rows[some]) > 0]] = code
            wants = wants[used[wants] == NONE]
        return used

    def _price(self, choice: Choice, rows: Wholes, values: Wholes) -> Wholes:
        """What a reward costs each member, below 0 where it could not be used on the purchase."""
        prices = self._engine.prices(choice.reward, rows)
        minor, units = choice.minor_per_unit
        useful = (values >= choice.least_minor) & (prices * minor <= values * units)
        return np.where(useful, prices, -1)

    def _amounts(self, chosen: Wholes, least: Wholes, most: Wholes, values: Wholes) -> Wholes:
        """What each pays: the price, or for money off by the unit as much as the purchase takes."""
        amounts = least.copy()
        for place, choice in enumerate(self._choices):
            minor, units = choice.minor_per_unit
            if minor:
                own = chosen == place
                amounts[own] = np.clip(values[own] * units // minor, least[own], most[own])
        return amounts


def dearest_in_turn(
    prices: Wholes, available: Wholes, left: Mapping[int, Wholes], worlds: Wholes
) -> Wholes:
    """The reward that each member takes, when those before have taken some of what there is.

    Who finds that a reward is gone takes another, which is gone sooner then. Each round knows for
    good who comes before one more reward of each world runs out, and what is gone stays so.

    Args:
        prices: as of `dearest`; what is gone gets none.
        available: as of `dearest`.
        left: how often rewards can still be taken that all of a world share, by their places.
        worlds: of the members, who stand in their order.
    """
    chosen = dearest(prices, available)
    for _ in left:
        gone = {each: before(worlds, chosen == each) >= left[each] for each in left}
        if not any(np.any(prices[each, late] >= 0) for each, late in gone.items()):
            break
        for each, late in gone.items():
            prices[each, late] = -1
        chosen = dearest(prices, available)
    return chosen


def _choices(program: Program) -> list[Choice]:
    wallets = _wallets(program)
    found = []
    for index, reward in enumerate(program.rewards):
        if _comes_by_itself(reward) or not reward.prices:
            continue
        ratio = (0, 1)
        if isinstance(reward.offer, MoneyOffPerUnit):
            exact = reward.offer.minor_per_unit
            ratio = (exact.numerator, exact.denominator)
        wallet = wallets[reward.prices[0].wallet]
        least = min(price.amount for price in reward.prices)
        found.append(Choice(index, wallet, least, reward.minimum_minor or 0, ratio))
    return found


def _comes_by_itself(reward: Reward) -> bool:
    return reward.by_itself or reward.issued_on is not None


def _paid_by_themselves(program: Program) -> Iterator[tuple[int, int]]:
    """(wallet, units) of the prices of rewards that nobody chooses."""
    wallets = _wallets(program)
    for reward in filter(_comes_by_itself, program.rewards):
        yield from ((wallets[price.wallet], price.amount) for price in reward.prices)


def _wallets(program: Program) -> dict[str, int]:
    return {wallet.name: index for index, wallet in enumerate(program.wallets)}


def _least(prices: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The fewest units of the prices of each wallet."""
    found: dict[int, int] = {}
    for wallet, units in prices:
        found[wallet] = min(units, found.get(wallet, units))
    return found


def _on_purchases(program: Program, promises: Sequence[str]) -> list[tuple[int, int]]:
    """The promises that wait for a purchase, each with the smallest purchase that it needs."""
    benefits = {rule.name: rule.benefit for rule in program.rules if rule.benefit is not None}
    found = []
    for code, name in enumerate(promises):
        given = program.rewards[code] if code < len(program.rewards) else benefits[name]
        if isinstance(given.offer, NEEDS_PURCHASE):
            found.append((code, given.minimum_minor or 0))
    return found
