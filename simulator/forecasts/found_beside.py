"""What a result tells of simulations beside its own: what matters, and the plain alternative."""

from simulator.forecasts.result import Result
from simulator.forecasts.spread import Spread


class VarianceShares(Result):
    """How much of the variance of the net benefit each source would leave by itself, as shares."""

    chance: float
    calibration: float
    behaviour: float


class Swing(Result):
    """What one assumption does to the net benefit by itself, from its low to its high end.

    Attributes:
        at_median_minor: with all of them at their medians, so the same in each swing. It need not
            be the median of the runs, which draw them together.
    """

    name: str
    at_low_minor: int
    at_median_minor: int
    at_high_minor: int


class SobolIndices(Result):
    """How much of the variance of the net benefit an assumption explains.

    Attributes:
        alone: by itself.
        total: with all that it does together with others.
    """

    name: str
    alone: float
    total: float


class PriceCut(Result):
    """The plain alternative: everything cheaper for everybody, at the same reward cost.

    Attributes:
        percent: of the cut that costs the same.
        elasticity: how many percent more is bought for one percent off.
    """

    percent: float
    elasticity: float
    net_benefit_minor: Spread
