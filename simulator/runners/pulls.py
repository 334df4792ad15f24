"""What pulls members of a program: the height of its tiers, and the wallets of its rewards."""

import numpy as np

from dsl.program.program import Program
from dsl.program.tiers import ForEveryone
from simulator.calibration.columns import Floats, Wholes


def tier_levels(program: Program) -> Floats:
    """The height of each tier among those that have to be reached, and 0 for no tier."""
    above = np.cumsum([not isinstance(tier.entry, ForEveryone) for tier in program.tiers])
    highest = max(int(above[-1]), 1) if len(above) else 1
    return np.concatenate((above / highest, [0.0]))


def goal_wallets(program: Program) -> Wholes:
    """The wallet that each reward is paid from; the last place is for no reward."""
    places = {wallet.name: index for index, wallet in enumerate(program.wallets)}
    found = [places[each.prices[0].wallet] if each.prices else 0 for each in program.rewards]
    return np.array([*found, 0])
