"""What members do with what they have: whether they redeem at a visit, and what they choose."""

import numpy as np
from numpy.typing import NDArray

from simulator.behaviour.assumed_values import Values
from simulator.calibration.columns import Floats, Wholes
from simulator.cohorts import draws

Truths = NDArray[np.bool_]

NO_REWARD = -1


class Redemption:
    """The inclinations of all customers, drawn once."""

    def __init__(
        self, values: Values, inclination: Floats, knowledge: Floats, place: Wholes
    ) -> None:
        """Prepare.

        Args:
            values: of the assumptions.
            inclination, knowledge: uniforms of each customer.
            place: of the replication that each belongs to.
        """
        table = draws.Table.of(draws.beta, values["redeem_first"], values["redeem_second"])
        self.inclined = table(inclination, place)
        self.knows = knowledge < values["knows_balance"][place]

    def redeems(self, rows: Wholes, uniform: Floats) -> Truths:
        """Who would redeem at this visit if there is something to have."""
        found: Truths = self.knows[rows] & (uniform < self.inclined[rows])
        return found

    def uses(self, rows: Wholes, uniform: Floats) -> Truths:
        """Who uses a reward in hand at this visit; it is there to be seen, like a voucher."""
        found: Truths = uniform < self.inclined[rows]
        return found


def dearest(prices: Wholes, available: Wholes) -> Wholes:
    """The reward that each member takes: the dearest that can be had; `NO_REWARD` without one.

    Args:
        prices: `[reward, member]`, below 0 where it cannot be had.
        available: `[reward, member]`, what the member has in the reward's wallet.
    """
    if not len(prices):
        return np.full(prices.shape[1:], NO_REWARD, np.int64)
    within = np.where((prices >= 0) & (prices <= available), prices, -1)
    best = np.argmax(within, axis=0)
    reached = within[best, np.arange(within.shape[1])] >= 0
    return np.where(reached, best, NO_REWARD)
