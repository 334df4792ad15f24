"""Whether those who buy more often also spend more at a time, which Gamma-Gamma denies.

Apart from the model, because a simulation needs the model and not SciPy's statistics, which take
longer to load than all the rest.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import pearsonr, spearmanr

from simulator.calibration.columns import Floats


@dataclass(frozen=True, slots=True)
class Dependence:
    """How far the worth of purchases goes with their number.

    Attributes:
        correlation: of the number of purchases and the mean.
        rank_correlation: of their ranks, which a few large customers do not move.
        probability: of a rank correlation this far from 0 if there were none.
    """

    correlation: float
    rank_correlation: float
    probability: float


def dependence(purchases: Floats, means: Floats) -> Dependence:
    """Whether those who buy more often also spend more at a time, or less."""
    if len(means) < 3 or np.ptp(purchases) == 0 or np.ptp(means) == 0:
        return Dependence(0.0, 0.0, 1.0)
    ranks = spearmanr(purchases, means)
    return Dependence(
        float(pearsonr(purchases, means).statistic),
        float(ranks.statistic),
        float(ranks.pvalue),
    )
