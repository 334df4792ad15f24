"""Who joins a program, with which of the usual purchases. Known before anything is simulated.

Before joining, people buy as they would without the program, so joining needs nothing of it.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dsl.program.program import Joining, Program
from dsl.program.rules import Occasion, OnOccasion
from simulator.behaviour.assumed_values import Values
from simulator.behaviour.enrolment import NOT_YET, joining_chance, joining_purchase
from simulator.behaviour.parts_of_programs import has_gift, paid_membership
from simulator.calibration.columns import Wholes
from simulator.runners.candidates import Days, Truths
from simulator.runners.orders import Orders

BEFORE = -1
"""The index before that of any candidate."""


@dataclass(frozen=True, slots=True, eq=False)
class Enrolled:
    """The members to be.

    Attributes:
        rows: of the customers who join or are members already, ascending.
        index: of the candidate with which each joins; `BEFORE` for who is a member already.
        day: on which each joins, negative for who is a member already.
        paying_index: of the candidate with which each starts a paid membership; `NOT_YET` for who
            never does.
        offers: places of the orders with which people who were no members could have joined.
    """

    rows: Wholes
    index: Wholes
    day: Wholes
    paying_index: Wholes
    offers: Wholes


def enrolled(
    program: Program,
    values: Values,
    orders: Orders,
    first_day: int,
    joined_day: Wholes,
    never: Truths,
) -> Enrolled:
    """Who joins.

    Args:
        program: what is joined.
        values: of the assumptions.
        orders: of the months of trading.
        first_day: ordinal of day 0.
        joined_day: of each customer who is a member already, an ordinal; 0 for who is none.
        never: who never joins.
    """
    candidates, there = orders.candidates, joined_day > 0
    offered = (orders.is_usual & _is_open(program, orders.day, first_day)).nonzero()[0]
    rows = candidates.customer[offered].astype(np.int64)  # a quicker index
    number = candidates.number[offered] + 1
    if program.starts is not None and program.starts.toordinal() > first_day:
        # Purchases before the program starts are not among those with which one may join.
        first = np.full(len(orders.customers), NOT_YET)
        np.minimum.at(first, rows, number)
        number = number - first[rows] + 1
    pays_to_join = program.joining is Joining.PAYING
    wanted = _wanted(program, values, orders, pays=pays_to_join)
    wanted[never] = NOT_YET
    joins = offered[(number == wanted[rows]) & ~there[rows]]
    paying = np.full(len(orders.customers), NOT_YET, np.int64)
    if paid_membership(program) is not None:
        later = wanted if pays_to_join else _wanted(program, values, orders, pays=True)
        starts = offered[number == np.where(there, later, np.maximum(later, wanted))[rows]]
        paying[candidates.customer[starts]] = candidates.index[starts]
    before = there.nonzero()[0]
    members = np.concatenate((before, candidates.customer[joins].astype(np.int64)))
    index = np.concatenate((np.full(len(before), BEFORE), candidates.index[joins]))
    day = np.concatenate((joined_day[before] - first_day, orders.day[joins]))
    order = np.argsort(members, kind="stable")
    members = members[order]
    is_offer = (number <= wanted[rows]) & ~there[rows]
    return Enrolled(members, index[order], day[order], paying[members], offered[is_offer])


def _wanted(program: Program, values: Values, orders: Orders, *, pays: bool) -> Wholes:
    """The number of the purchase with which each customer would join, or pay."""
    people = orders.customers
    pace, gift = orders.shop.pace(people, orders.places), has_gift(program)
    chance = joining_chance(values, pace, orders.places, pays=pays, gift=gift)
    return joining_purchase(people.joining, chance)


def _is_open(program: Program, days: Days, first_day: int) -> Truths:
    """Whether the program runs on days, counted from day 0."""
    first = (program.starts or date.min).toordinal() - first_day
    last = (program.ends or date.max).toordinal() - first_day
    return (days >= first) & (days <= last)


def has_birthdays(program: Program) -> bool:
    """Whether something happens on birthdays, or depends on age."""
    on_birthday = any(
        isinstance(rule.trigger, OnOccasion) and rule.trigger.occasion is Occasion.BIRTHDAY
        for rule in program.rules
    )
    return on_birthday or program.minimum_age is not None
