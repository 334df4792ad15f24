"""Purchases so large that they are of another kind: a bulk order, or a slip of the finger.

They are counted and shown, and stay in: whether they come again only the owner knows.
"""

from dataclasses import dataclass

import numpy as np

from simulator.calibration.columns import Wholes

FEWEST = 100
LEAST_TIMES_MEDIAN = 10


@dataclass(frozen=True, slots=True)
class FarOut:
    """What is far out.

    Attributes:
        above_minor: a larger purchase is; 0 where there are too few purchases to say.
        purchases: how many are.
        sum_minor: what they are worth together.
    """

    above_minor: int = 0
    purchases: int = 0
    sum_minor: int = 0


def far_out(spend_minor: Wholes) -> FarOut:
    """The purchases beyond Tukey's outer fence, on logarithms, and beyond ten times the middle one.

    With Q1 and Q3 the values that a quarter lie below and above, the fence is Q3 (Q3 / Q1) ** 3.
    Of values that vary like a log-normal distribution one in a million is beyond it.
    """
    if len(spend_minor) < FEWEST:
        return FarOut()
    quartiles = np.quantile(spend_minor, [0.25, 0.5, 0.75], method="inverted_cdf")
    first, median, third = quartiles.astype(np.int64).tolist()
    fence = max(third**4 // max(first, 1) ** 3, LEAST_TIMES_MEDIAN * median)
    beyond = spend_minor[spend_minor > min(fence, np.iinfo(np.int64).max)]
    return FarOut(fence, len(beyond), int(beyond.sum()))
