"""What a forecast says about launching, in a few words."""

from enum import StrEnum

from simulator.forecasts.forecast import Design
from simulator.forecasts.progress import Partial
from simulator.limits import LEAST_CUSTOMERS_OF_A_PILOT

SURE_ENOUGH = 0.1
EVEN = 0.5
LEAST_RUNS = 30
"""Fewer carry no verdict. Of a program that loses money in one run of ten, 28 runs show no loss
at all more often than once in 20 times (0.9 ** 28 is 5.2%); from 29 on it is less. The rule of
three says 30 (3 / 30 is one in ten)."""

LEAST_RUNS_OF_A_BAND = 10
"""Fewer show their middle alone: to leave one in ten out at either end takes ten of them."""


class Verdict(StrEnum):
    """What to do."""

    LAUNCH = "launch"
    PILOT = "pilot first"
    OPEN = "open"
    DO_NOT_LAUNCH = "do not launch"
    TOO_FEW_RUNS = "first impression"
    NO_DIFFERENCE = "no difference"
    INCOMPLETE = "incomplete"


def verdict(design: Design | Partial, runs: int, shop_customers: int) -> Verdict:
    """Launch where at most one replication in ten loses money, never where most of them do.

    Between the two the forecast cannot decide, and a pilot has to, where the shop has enough
    customers for one, however many of them are simulated. A few runs decide nothing. What loses in
    none of them, and gains in less than one of ten, makes no difference. What gives something for
    products that the scenario does not sell, or for activities of which it does not tell, gave less
    here than it would, so nothing speaks for it yet; and where the program that it is measured by
    gave less, nothing at all is known.
    """
    if runs < LEAST_RUNS:
        return Verdict.TOO_FEW_RUNS
    lacks = design.products_not_sold or design.activities_not_told
    of_the_other = design.against_not_sold or design.against_not_told
    if of_the_other or (lacks and design.probability_of_loss <= EVEN):
        return Verdict.INCOMPLETE
    if not design.probability_of_loss and not _high_end(design):
        return Verdict.NO_DIFFERENCE
    if design.probability_of_loss <= SURE_ENOUGH:
        return Verdict.LAUNCH
    if design.probability_of_loss <= EVEN:
        return undecided(shop_customers)
    return Verdict.DO_NOT_LAUNCH


def undecided(shop_customers: int) -> Verdict:
    """A pilot has to decide, where there are enough customers for one."""
    return Verdict.PILOT if shop_customers >= LEAST_CUSTOMERS_OF_A_PILOT else Verdict.OPEN


def has_bands(runs: int) -> bool:
    """Whether so many runs say how far a figure may be off."""
    return runs >= LEAST_RUNS_OF_A_BAND


def _high_end(design: Design | Partial) -> float:
    """The net benefit that one replication in ten is above."""
    if isinstance(design, Partial):
        return design.net_benefit_minor.p90[-1]
    return design.net_benefit_minor.p90 or 0
