"""How much more or less a member buys than the same person would without the program."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.behaviour.assumed_values import Values
from simulator.calibration.columns import Floats, Wholes

Truths = NDArray[np.bool_]
Days = NDArray[np.int32]

NEVER = -(10**6)
"""The day of what has not happened."""

_ASKED = (
    *("frequency", "paid_frequency", "goal_gradient", "goal_gradient_power", "tier_pull"),
    *("redemption_momentum", "redemption_momentum_days", "post_reward_reset"),
    *("post_reward_reset_days", "demotion", "demotion_days", "least_response", "most_response"),
)
"""The assumptions that the response of each purchase depends on."""

YEAR = 365
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """What members remember, one row for each customer; days count from day 0.

    Attributes:
        joined: the day of joining.
        redeemed: the last day on which the member chose a reward.
        rewarded: the last day on which a reward was reached.
        demoted: the last day on which a tier was lost.
        pays: for a membership.
        orders: since joining.
        granted: `[wallet, row]`, units earned since joining.
        balance: `[wallet, row]`, units in hand or on their way.
        hand: rewards and benefits that have not been used.
    """

    joined: Days
    redeemed: Days
    rewarded: Days
    demoted: Days
    pays: Truths
    orders: Days
    granted: Wholes
    balance: Wholes
    hand: Days

    @classmethod
    def of(cls, customers: int, wallets: int) -> Self:
        """Nothing has happened."""
        joined, redeemed, rewarded, demoted = (
            np.full(customers, NEVER, np.int32) for _ in range(4)
        )
        return cls(
            joined,
            redeemed,
            rewarded,
            demoted,
            pays=np.zeros(customers, np.bool_),
            orders=np.zeros(customers, np.int32),
            granted=np.zeros((wallets, customers), np.int64),
            balance=np.zeros((wallets, customers), np.int64),
            hand=np.zeros(customers, np.int32),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """The way to the next reward, one row for each purchase; no goal has a price of 0.

    Attributes:
        missing: units that are missing.
        price: what it costs, in the same units.
        a_year: units that the member would earn in a year without any pull.
    """

    missing: Wholes
    price: Wholes
    a_year: Floats


class Response:
    """The factor on purchases, from the assumptions of each replication."""

    def __init__(self, values: Values, tier_levels: Floats, days: int) -> None:
        """Prepare.

        Args:
            values: of the assumptions.
            tier_levels: for each tier, from low to high, its height between 0 and 1; then that of
                no tier at all.
            days: how long is simulated.
        """
        self._values = np.stack([values[name] for name in _ASKED])
        self._levels = tier_levels
        self._novelty = np.stack(
            [
                _novelty(float(half_life), float(floor), days)
                for half_life, floor in zip(
                    values["novelty_half_life_days"], values["novelty_floor"], strict=True
                )
            ]
        )

    def __call__(
        self, memory: Memory, rows: Wholes, place: Wholes, day: int, ranks: Wholes, goal: Goal
    ) -> Floats:
        """The factor of some members on a day.

        Args:
            memory: of all customers.
            rows: of these members.
            place: of the replication that each belongs to.
            day: counted from day 0.
            ranks: the members' tiers; -1 without one.
            goal: the way to their next rewards.
        """
        of = dict(zip(_ASKED, self._values.take(place, axis=1), strict=True))
        frequency = np.where(memory.pays[rows], of["paid_frequency"], of["frequency"])
        age = np.minimum(day - memory.joined[rows], self._novelty.shape[1] - 1)
        factor = 1 + frequency * self._novelty[place, age]
        factor += of["goal_gradient"] * _pull(goal, of["goal_gradient_power"])
        has_tiers, pull = len(self._levels) > 1, of["tier_pull"]
        if has_tiers:
            factor += pull * self._levels[ranks]
        lately = day - memory.redeemed[rows] <= of["redemption_momentum_days"]
        factor += of["redemption_momentum"] * lately
        lately = day - memory.rewarded[rows] <= of["post_reward_reset_days"]
        factor -= of["post_reward_reset"] * lately
        if has_tiers:
            lately = day - memory.demoted[rows] <= of["demotion_days"]
            factor -= np.maximum(of["demotion"], pull) * lately
        least, most = of["least_response"], of["most_response"]
        return np.minimum(np.maximum(factor, least, out=factor), most, out=factor)


def bounds(values: Values, *, pays: bool, tiers: bool) -> tuple[Floats, Floats]:
    """For each replication, what no member's response is below, and what none is above.

    Args:
        values: of the assumptions.
        pays: there is a paid membership.
        tiers: there are tiers.
    """
    fading = zip(values["novelty_half_life_days"], values["novelty_floor"], strict=True)
    strongest = np.array([_novelty(float(half), float(floor), 1)[0] for half, floor in fading])
    usual = values["frequency"] * strongest
    paid = values["paid_frequency"] * strongest if pays else usual
    others = [values["goal_gradient"], values["redemption_momentum"]]
    others.append(-values["post_reward_reset"])
    if tiers:
        pull = values["tier_pull"]
        others += [pull, -np.maximum(values["demotion"], pull)]
    low = [np.minimum(usual, paid), *others]
    high = [np.maximum(usual, paid), *others]
    least = 1 - ROUNDING + sum(np.minimum(each, 0) for each in low)
    most = 1 + ROUNDING + sum(np.maximum(each, 0) for each in high)
    return (
        np.minimum(np.maximum(least, values["least_response"]), 1),
        np.clip(most, 1, values["most_response"]),
    )


def price_response(values: Values, share: float, elasticity: float | None = None) -> Floats:
    """For each replication, the factor on everybody's purchases when all prices fall by a share.

    Args:
        values: of the assumptions.
        share: by which they fall.
        elasticity: instead of the assumed one.
    """
    assumed = values["price_elasticity"]
    factor = 1 + (assumed if elasticity is None else np.full(len(assumed), elasticity)) * share
    return np.clip(factor, values["least_response"], values["most_response"])


def _pull(goal: Goal, power: Floats) -> Floats:
    """The goal gradient: nothing for who has no goal, or would reach it anyway."""
    price = np.maximum(goal.price, 1)
    covered = np.where(goal.price > 0, 1 - goal.missing / price, 0.0)
    # Somebody who earns two rewards a year without any pull is sure to reach one.
    sure = np.minimum(goal.a_year / (2 * price), 1.0)
    pulled: Floats = np.minimum(np.maximum(covered, 0), 1) ** power * (1 - sure)
    return pulled


def _novelty(half_life: float, floor: float, days: int) -> Floats:
    """How strong the first effect still is on each day, its average over the first year being 1."""
    age = np.arange(max(days, YEAR) + 1)
    strength = floor + (1 - floor) * 0.5 ** (age / half_life)
    return strength / strength[:YEAR].mean()
