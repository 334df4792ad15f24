"""What charts of a forecast show, as plain data: whole minor units or counts by month."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Curve:
    """A figure month by month: its middle, and where 80% of the runs lie.

    Attributes:
        months: numbers of the months, rising.
        trading_months: how many of them come before the run-off.
        few_runs: where they are too few for a band, how many it rests on, and `low` and `high` are
            the middle; 0 where there is a band.
    """

    months: tuple[int, ...]
    low: tuple[int, ...]
    middle: tuple[int, ...]
    high: tuple[int, ...]
    trading_months: int
    few_runs: int = 0

    @property
    def least(self) -> int:
        """The lowest value."""
        return min(self.low)

    @property
    def most(self) -> int:
        """The highest value."""
        return max(self.high)


@dataclass(frozen=True, slots=True)
class Series:
    """One of several figures month by month, by name."""

    name: str
    values: tuple[int, ...]


def middle_of(few_runs: int) -> str:
    """What a figure is that rests on so few runs that there is no band around it."""
    return "1 run alone" if few_runs == 1 else f"the middle of {few_runs} runs"


class StepKind(StrEnum):
    """What a step on the way to the net benefit is; what middles lack is no money."""

    GAIN = "gain"
    COST = "cost"
    LACK = "lack"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Step:
    """One step from additional margin to net benefit; a cost is below zero.

    What middles lack to add up is below zero where they are too high.
    """

    name: str
    amount_minor: int
    kind: StepKind


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one assumption moves the net benefit, from its low to its high end.

    Attributes:
        at_median_minor: with all assumptions at their medians, the same in each reach.
    """

    name: str
    at_low_minor: int
    at_median_minor: int
    at_high_minor: int
