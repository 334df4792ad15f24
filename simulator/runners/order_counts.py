"""What is counted of orders, all at once when an arm's trading is over."""

from typing import NamedTuple

import numpy as np

from simulator.calibration.columns import Wholes
from simulator.results.measures import Measure
from simulator.runners.candidates import Truths
from simulator.runners.counting import ArmCounts, sums
from simulator.runners.orders import Orders
from simulator.runners.span import Span

ACTIVE_DAYS = 90
NEVER = -(10**6)


class Made(NamedTuple):
    """What an arm made of possible purchases.

    Attributes:
        is_made: which are purchases.
        value_minor, margin_minor: of each.
        is_member: made by a member, the purchase with which one joins included.
        joined: day on which each customer joins; the day after the last for who never does.
    """

    is_made: Truths
    value_minor: Wholes
    margin_minor: Wholes
    is_member: Truths
    joined: Wholes


def count_orders(counts: ArmCounts, orders: Orders, made: Made, span: Span) -> None:
    """Add all measures of orders to an arm's counts."""
    usual, is_made, member = orders.is_usual, made.is_made, made.is_member
    flows = {
        Measure.ORDERS: (is_made, None),
        Measure.ORDERS_IN_BOTH: (is_made & usual, None),
        Measure.ORDERS_GAINED: (is_made & ~usual, None),
        Measure.ORDERS_LOST: (usual & ~is_made, None),
        Measure.MEMBER_ORDERS: (is_made & member, None),
        Measure.MEMBER_ORDERS_WITHOUT: (usual & member, None),
        Measure.SALES_MINOR: (is_made, made.value_minor),
        Measure.MARGIN_MINOR: (is_made, made.margin_minor),
        Measure.MEMBER_SALES_MINOR: (is_made & member, made.value_minor),
        Measure.MEMBER_SALES_WITHOUT_MINOR: (usual & member, orders.value_minor),
    }
    shape = counts.months.shape[1:]
    cells = orders.place * shape[1] + span.month_of[orders.day]
    for measure, (which, amounts) in flows.items():
        some = None if amounts is None else amounts[which]
        counts.months[measure] += sums(cells[which], some, shape[0] * shape[1]).reshape(shape)
    _count_people(counts, orders, made, span)


def _count_people(counts: ArmCounts, orders: Orders, made: Made, span: Span) -> None:
    """Who ordered in each month, who is active at its end, who ordered for the second time."""
    count = len(orders.customers)
    places = orders.places
    last = np.full(count, NEVER)
    last_usual = last.copy()
    so_far = np.zeros(count, np.int64)
    bounds = np.searchsorted(orders.day, span.edges[: span.months + 1])
    for month in range(span.months):
        part = slice(bounds[month], bounds[month + 1])
        rows, day = orders.candidates.customer[part], orders.day[part]
        is_made, usual = made.is_made[part], orders.is_usual[part]
        ordering = np.bincount(rows[is_made], minlength=count)
        by_members = np.bincount(rows[is_made & made.is_member[part]], minlength=count)
        last[rows[is_made]] = day[is_made]
        last_usual[rows[usual]] = day[usual]
        since = span.edges[month + 1] - ACTIVE_DAYS
        members = made.joined < span.edges[month + 1]
        groups = {
            Measure.CUSTOMERS_ORDERING: ordering > 0,
            Measure.MEMBERS_ORDERING: by_members > 0,
            Measure.ACTIVE_CUSTOMERS: last >= since,
            Measure.ACTIVE_MEMBERS: (last >= since) & members,
            Measure.ACTIVE_MEMBERS_WITHOUT: (last_usual >= since) & members,
            Measure.FIRST_REPEATS: (so_far < 2) & (so_far + ordering >= 2),
        }
        for measure, group in groups.items():
            counts.add(measure, month, places[group])
        so_far += ordering
