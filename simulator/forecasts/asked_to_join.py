"""How often the shop's customers could have joined its program, and who was likely to."""

from dataclasses import replace

import numpy as np

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.columns import DAYS_IN_WEEK, Floats
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.repeats import Repeats
from simulator.calibration.scenario import Scenario
from simulator.calibration.to_models import behaviour_model
from simulator.cohorts import draws

PACES = 8
"""At so many evenly likely paces of a customer the chance to join is taken."""


def purchases_within(known: Repeats, weeks: float) -> Floats:
    """How many purchases each customer made in so many last weeks.

    The days of the first purchase and of the last one are known; those between are taken to be
    evenly spread.
    """
    since_last = known.age - known.last
    share = np.clip((weeks - since_last) / np.maximum(known.last, 1 / DAYS_IN_WEEK), 0, 1)
    last, between = np.minimum(known.x, 1), np.maximum(known.x - 1, 0)
    purchases: Floats = last * (since_last < weeks) + between * share + (known.age < weeks)
    return purchases


def paces(known: Repeats, scenario: Scenario, group: int | None) -> Floats:
    """How often each customer bought while there, against an average new one of the whole shop.

    It is not known but for a gamma distribution, from which a simulation draws it, too. Each row
    has the middles of `PACES` equally likely parts of that.

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
    middles = (np.arange(PACES) + 0.5) / PACES
    rates = draws.gamma(middles, (model.r + known.x)[:, None]) / _weeks(model, known)[:, None]
    paces: Floats = rates * own.backtest.level / usual
    return paces


def _weeks(model: BgNbd | ParetoNbd, known: Repeats) -> Floats:
    """The weeks by which r + x is divided for each customer's mean rate.

    Who has left is silent for being away, not for buying seldom. By Bayes' rule the mean rate is
    that of who is there, times the chance to be there, by what that chance is with r + 1 for r.
    """
    here = model.probability_alive(known)
    with_more = replace(model, r=model.r + 1).probability_alive(known)
    share = np.divide(with_more, here, out=np.zeros_like(here), where=here > 0)
    # Nobody left before the last purchase; chances too small for a number tell no more than that.
    weeks: Floats = np.maximum((model.alpha + known.age) * share, model.alpha + known.last)
    return weeks


def _usual_rate(part: Scenario) -> float:
    model = behaviour_model(part.behaviour)
    return model.r / model.alpha * part.backtest.level
