"""What a forecast says about launching, in one of three words."""

from enum import StrEnum

from simulator.forecasts.forecast import Design

SURE_ENOUGH = 0.1
EVEN = 0.5


class Verdict(StrEnum):
    """What to do."""

    LAUNCH = "launch"
    PILOT = "pilot first"
    DO_NOT_LAUNCH = "do not launch"


def verdict(design: Design) -> Verdict:
    """Launch where at most one replication in ten loses money, never where most of them do.

    Between the two the forecast cannot decide, and a pilot has to.
    """
    if design.probability_of_loss <= SURE_ENOUGH:
        return Verdict.LAUNCH
    if design.probability_of_loss <= EVEN:
        return Verdict.PILOT
    return Verdict.DO_NOT_LAUNCH
