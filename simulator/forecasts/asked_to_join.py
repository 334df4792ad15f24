"""How often the shop's customers could have joined its program, and who was likely to."""

import numpy as np

from simulator.calibration.columns import DAYS_IN_WEEK, Floats
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_models import behaviour_model


def purchases_within(known: Repeats, weeks: float) -> Floats:
    """How many purchases each customer made in so many last weeks, if they are evenly spread."""
    since_last = known.age - known.last
    share = np.clip((weeks - since_last) / np.maximum(known.last, 1 / DAYS_IN_WEEK), 0, 1)
    purchases: Floats = known.x * share + (known.age <= weeks)
    return purchases


def paces(known: Repeats, scenario: Scenario, group: int | None) -> Floats:
    """How often each customer bought while there, against an average new one of the whole shop.

    Args:
        known: the customers.
        scenario: the shop.
        group: which of the scenario's groups they are of; None: all of them as one.
    """
    own = scenario if group is None else scenario.group_alone(group)
    parts = [own] if group is None else list(map(scenario.group_alone, range(len(scenario.groups))))
    usual = sum(_usual_rate(part) * part.customers.known for part in parts)
    usual /= sum(part.customers.known for part in parts)
    model = behaviour_model(own.behaviour)
    here = model.probability_alive(known)
    # Who has left is silent for being away, not for buying seldom.
    weeks = here / (model.alpha + known.age) + (1 - here) / (model.alpha + known.last)
    paces: Floats = (model.r + known.x) * weeks * own.backtest.level / usual
    return paces


def _usual_rate(part: Scenario) -> float:
    model = behaviour_model(part.behaviour)
    return model.r / model.alpha * part.backtest.level
