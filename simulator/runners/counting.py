"""Counts of one arm: its part of a tally, filled while the arm is simulated."""

import numpy as np
from numpy.typing import NDArray

from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure, WalletMeasure


class ArmCounts:
    """What is counted of an arm in the replications of a block.

    Attributes:
        months: `[measure, replication, month]`.
        wallets: `[wallet, wallet measure, replication, month]`.
        tiers: `[tier, replication, month]`.
    """

    def __init__(self, replications: int, months: int, *, wallets: int, tiers: int) -> None:
        self._shape = (replications, months)
        self.months = np.zeros((len(Measure), *self._shape), np.int64)
        self.wallets = np.zeros((wallets, len(WalletMeasure), *self._shape), np.int64)
        self.tiers = np.zeros((tiers, *self._shape), np.int64)

    def add(
        self, measure: Measure, month: int, places: Wholes, amounts: Wholes | None = None
    ) -> None:
        """Count rows, or add their amounts, by the place of their replication."""
        self.months[measure, :, month] += self.sum(places, amounts)

    def add_units(
        self, wallet: int, measure: WalletMeasure, month: int, places: Wholes, amounts: Wholes
    ) -> None:
        """Add amounts of a wallet."""
        self.wallets[wallet, measure, :, month] += self.sum(places, amounts)

    def add_tier(self, tier: int, month: int, places: Wholes) -> None:
        """Count members of a tier."""
        self.tiers[tier, :, month] += self.sum(places, None)

    def sum(self, places: Wholes, amounts: Wholes | None) -> Wholes | int:
        """The number of rows of each replication, or the sum of their amounts."""
        if self._shape[0] == 1:
            return len(places) if amounts is None else int(amounts.sum())
        return sums(places, amounts, self._shape[0])


def sums(cells: NDArray[np.integer], amounts: Wholes | None, count: int) -> Wholes:
    """The number of rows of each cell, or the sum of their amounts.

    The sums are made of floating numbers, which hold whole ones exactly up to 2**53.
    """
    if amounts is None:
        return np.bincount(cells, minlength=count)
    return np.bincount(cells, amounts, minlength=count).astype(np.int64)
