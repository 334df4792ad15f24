"""What published research says about uplifts, and what it says together with a pilot.

The assumption `frequency` of the forecast is the average of the first twelve months. A pilot shows
the first weeks, in which the novelty has not worn off yet, so its uplift is scaled by how much of
the novelty is left on average over twelve months and over the pilot. All of the uplift in spending
counts as frequency.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from simulator.behaviour import assumed_values
from simulator.behaviour.assumptions import Assumption, Table, replaced, usual
from simulator.calibration.columns import DAYS_IN_WEEK, Floats
from simulator.calibration.scenario import AssumptionPart, Scenario, StratumPart
from simulator.pilots.effect import Uplift

USUAL_QUESTION = 6.0
"""Percent. Published research rarely finds more: 95% of the assumption lies below."""

_FREQUENCY = "frequency"
_YEAR_DAYS = 365
_REACH, _STEPS = 6.0, 12_001


@dataclass(frozen=True, slots=True)
class Updated:
    """The assumption after the pilot: what the share of the forecast may be now.

    Attributes:
        scale: what the uplift of the pilot was multiplied with to be that of twelve months.
        chance_above_question: of beating the uplift that the pilot was asked about.
    """

    before: Assumption
    after: Assumption
    scale: float
    chance_above_question: float


def assumptions_of(scenario: Scenario, customers: int) -> Table:
    """What a scenario assumes about its best customers: the usual, and its own instead of some.

    What an earlier pilot said about a part of the customers counts where they are among it.

    Args:
        scenario: the shop.
        customers: how many of the best customers are asked about.

    Raises:
        KeyError: there is no such assumption.
        ValueError: the figures are not in order.
    """
    stratum = scenario.stratum
    inside = stratum is not None and customers <= stratum.customers
    of_all = [part for part in scenario.assumptions if part.stratum is None]
    of_some = [part for part in scenario.assumptions if _is_for(part, stratum)]
    own = {
        part.name: part.model_dump(exclude={"name", "stratum"}, exclude_none=True)
        for part in (*of_all, *(of_some if inside else ()))
    }
    return replaced(usual(), own)


def with_learned(scenario: Scenario, after: AssumptionPart, stratum: StratumPart) -> Scenario:
    """The scenario with what a pilot says about a part of the customers, and about no one else.

    It takes the place of what an earlier pilot said; what is said of groups stays.
    """
    others = (part for part in scenario.assumptions if not _is_for(part, scenario.stratum))
    return scenario.model_copy(update={"stratum": stratum, "assumptions": (*others, after)})


def _is_for(part: AssumptionPart, stratum: StratumPart | None) -> bool:
    return stratum is not None and part.stratum == stratum.name


def chance_above(uplift: float, table: Table | None = None) -> float:
    """The chance that a program lifts more than this share, before any pilot."""
    values = _values(_row(_FREQUENCY, table or usual()))
    return float(_density()[values > uplift].sum())


def updated(
    found: Uplift, weeks: float, question: float, source: str, table: Table | None = None
) -> Updated:
    """Research times pilot, as Bayes' rule has it, with a normal distribution for the pilot.

    Args:
        found: the uplift of those who joined.
        weeks: that the pilot lasted until it was read.
        question: an uplift whose chance is wanted.
        source: how the forecast shall call this knowledge.
        table: what was assumed before; None is the usual.
    """
    table = table or usual()
    before = _row(_FREQUENCY, table)
    scale = novelty_left(_YEAR_DAYS, table) / novelty_left(weeks * DAYS_IN_WEEK, table)
    values = _values(before)
    distance = (values - scale * found.value) / (scale * found.error)
    # Divided by the largest, so that a pilot far from all research does not vanish in rounding.
    logs = -0.5 * distance**2 + np.log(_density())
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    below = np.cumsum(weights) - weights / 2
    low, median, high = (round(float(np.interp(at, below, values)), 4) for at in (0.05, 0.5, 0.95))
    fields = {"low": low, "median": median, "high": high, "source": source}
    after = Assumption.model_validate(before.model_dump() | fields)
    return Updated(before, after, scale, float(weights[values > question].sum()))


def novelty_left(days: float, table: Table | None = None) -> float:
    """How much of the first effect there is on average over the first days of a membership."""
    half_life = _row("novelty_half_life_days", table or usual()).median
    floor = _row("novelty_floor", table or usual()).median
    rate = math.log(2) / half_life
    return floor + (1 - floor) * -math.expm1(-rate * days) / (rate * days)


def _row(name: str, table: Table) -> Assumption:
    return next(row for row in table if row.name == name)


def _scores() -> Floats:
    return np.linspace(-_REACH, _REACH, _STEPS)


def _density() -> Floats:
    """The weight of each step of a standard normal."""
    weights: Floats = np.exp(-0.5 * _scores() ** 2)
    return weights / weights.sum()


def _values(assumption: Assumption) -> Floats:
    """The values of the assumption at these steps."""
    return assumed_values.at(assumption, ndtr(_scores()))
