"""A tally: everything that is counted of worlds that ran side by side.

A *world* is one arm of one replication. Tallies of disjoint customers add up, in any order, to the
same bytes, because they hold whole numbers only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.results.measures import Measure, WalletMeasure

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some customers in some worlds.

    Attributes:
        months: `[measure, world, month]`.
        wallets: `[wallet, wallet measure, world, month]`.
        tiers: `[tier, world, month]`, members at month end.
        trading_months: months before the run-off, in which purchases earn.
    """

    months: Counts
    wallets: Counts
    tiers: Counts
    trading_months: int

    @classmethod
    def empty(
        cls, worlds: int, months: int, trading_months: int, *, wallets: int, tiers: int
    ) -> Self:
        """Nothing counted yet."""
        return cls(
            np.zeros((len(Measure), worlds, months), np.int64),
            np.zeros((wallets, len(WalletMeasure), worlds, months), np.int64),
            np.zeros((tiers, worlds, months), np.int64),
            trading_months,
        )

    def of(self, measure: Measure) -> Counts:
        """One measure as `[world, month]`."""
        return self.months[measure]

    def __add__(self, other: Self) -> Self:
        """The counts of both groups of customers."""
        return type(self)(
            self.months + other.months,
            self.wallets + other.wallets,
            self.tiers + other.tiers,
            self.trading_months,
        )

    def worlds(self, chosen: slice) -> Self:
        """Only some worlds, such as those of one arm."""
        return type(self)(
            self.months[:, chosen],
            self.wallets[:, :, chosen],
            self.tiers[:, chosen],
            self.trading_months,
        )

    def part(self, place: int, parts: int) -> Self:
        """The worlds in one of so many equal parts."""
        size = self.months.shape[1] // parts
        return self.worlds(slice(place * size, (place + 1) * size))

    @classmethod
    def side_by_side(cls, tallies: Sequence[Self]) -> Self:
        """The worlds of all, one after the other."""
        return cls(
            np.concatenate([tally.months for tally in tallies], axis=1),
            np.concatenate([tally.wallets for tally in tallies], axis=2),
            np.concatenate([tally.tiers for tally in tallies], axis=1),
            tallies[0].trading_months,
        )
