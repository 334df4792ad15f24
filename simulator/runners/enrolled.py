"""Who joins a program, with which of the usual purchases. Known before anything is simulated.

Before joining, people buy as they would without the program, so joining needs nothing of it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dsl.program.program import Joining, Program
from dsl.program.rules import Occasion, OnOccasion
from simulator.behaviour.assumptions import Values
from simulator.behaviour.enrolment import joining_purchase
from simulator.calibration.columns import Wholes
from simulator.runners.orders import Orders


@dataclass(frozen=True, slots=True, eq=False)
class Enrolled:
    """The members to be.

    Attributes:
        rows: of the customers who join, ascending.
        index: of the candidate with which each joins.
        day: on which each joins.
        offers: places of the orders with which people who were no members could have joined.
    """

    rows: Wholes
    index: Wholes
    day: Wholes
    offers: Wholes


def enrolled(program: Program, values: Values, orders: Orders, first_day: int) -> Enrolled:
    """Who joins.

    Args:
        program: what is joined.
        values: of the assumptions.
        orders: of the months of trading.
        first_day: ordinal of day 0.
    """
    people, candidates = orders.customers, orders.candidates
    usual_rates = np.array([market.usual_rate for market in orders.shop.markets])
    wanted = joining_purchase(
        values,
        people.joining,
        people.rate / usual_rates[orders.places],
        orders.places,
        pays=program.joining is Joining.PAYING,
        gift=_has_gift(program),
    )
    offered = np.flatnonzero(orders.is_usual & _is_open(program, orders.day + first_day))
    rows = candidates.customer[offered]
    # Purchases before the program starts do not count among those with which one may join.
    first = np.full(len(people), np.iinfo(np.int32).max)
    np.minimum.at(first, rows, candidates.number[offered])
    number = candidates.number[offered] - first[rows] + 1
    joins = offered[number == wanted[rows]]
    order = np.argsort(candidates.customer[joins], kind="stable")
    joins = joins[order]
    return Enrolled(
        candidates.customer[joins].astype(np.int64),
        candidates.index[joins].astype(np.int64),
        orders.day[joins],
        offered[number <= wanted[rows]],
    )


def _is_open(program: Program, days: Wholes) -> np.typing.NDArray[np.bool_]:
    first = (program.starts or date.min).toordinal()
    last = (program.ends or date.max).toordinal()
    return (days >= first) & (days <= last)


def _has_gift(program: Program) -> bool:
    """Whether joining itself is rewarded."""
    return any(
        isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.JOINING
        for rule in program.rules
    )
