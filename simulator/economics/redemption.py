"""How much of what is given is ever used: known in a simulation, because it runs until it is."""

from dataclasses import dataclass
from fractions import Fraction

from simulator.economics.ratios import Ratios, ratio
from simulator.results.measures import WalletMeasure
from simulator.results.tally import Counts, Tally


@dataclass(frozen=True, slots=True)
class Redemption:
    """One wallet, `[replication]`.

    Attributes:
        ultimate_rate: units redeemed in the end / units granted and not reversed, those that
            members had before the first day among them.
        last_month_rate: units redeemed in the last month of the horizon / units granted in it. It
            is what many tools call the redemption rate; while a program grows it is too low.
        outstanding: units at the end of the horizon.
        owed_minor: still to be redeemed, what they go on to cost, as the run-off shows.
        worst_case_minor: what they would cost if everybody redeemed everything, for the reward
            that costs the shop most for a unit.
    """

    ultimate_rate: Ratios
    last_month_rate: Ratios
    outstanding: Counts
    owed_minor: Counts
    worst_case_minor: Counts

    @property
    def breakage(self) -> Ratios:
        """1 - ultimate redemption rate."""
        return 1 - self.ultimate_rate


def redemption(tally: Tally, wallet: int, dearest_unit: Fraction) -> Redemption:
    """Redemption of a wallet. The tally must hold the whole run-off.

    Args:
        tally: of the arm with the program.
        wallet: its index.
        dearest_unit: the most that a reward costs the shop for one unit, in minor units.
    """
    counts = tally.wallets[wallet]
    end = tally.trading_months
    granted = counts[WalletMeasure.GRANTED] - counts[WalletMeasure.REVERSED]
    there = granted.sum(axis=-1) + counts[WalletMeasure.OPENING].sum(axis=-1)
    redeemed = counts[WalletMeasure.REDEEMED]
    cost = counts[WalletMeasure.REDEEMED_COST_MINOR]
    outstanding = counts[WalletMeasure.OUTSTANDING][:, end - 1]
    return Redemption(
        ultimate_rate=ratio(redeemed.sum(axis=-1), there),
        last_month_rate=ratio(redeemed[:, end - 1], granted[:, end - 1]),
        outstanding=outstanding,
        owed_minor=cost[:, end:].sum(axis=-1),
        worst_case_minor=-(-outstanding * dearest_unit.numerator // dearest_unit.denominator),
    )
